"""Each part fails under load: all that was taken is answered once, in order, and then all is well.

``FAULTS_WHOLE=1`` writes for a minute in each fault.
"""

import os
import signal
import time
from dataclasses import dataclass, field
from typing import Any, Callable, ContextManager, Dict, Iterator, List

import pytest
from ruamel.yaml import YAML

from assistant.settings import ROOT
from tests.conftest import TODAY
from tests.end_to_end.endangered import EndangeredServer, RestVisitor
from tests.faults import DATABASE_FAULTS
from tests.production.load import Load, OnTheWeb, Visitor

WHOLE = bool(os.environ.get("FAULTS_WHOLE"))
LASTS = 30.0 if WHOLE else 8.0  # seconds of a fault; as long again before and behind it
PER_SECOND = float(os.environ.get("FAULTS_PER_SECOND", "5"))
RECOVERED_WITHIN = 10.0  # seconds
KILLS = 10


class Faults:
    """What is done to a server, by its name; each returns once the part is back."""

    def __init__(self, server: EndangeredServer) -> None:
        self._server = server
        parts = server.faults()
        self.all: Dict[str, Callable[[], None]] = {
            name: lambda name=name: self._for_a_while(parts[name]())
            for name in parts
            if name != "actions killed"
        }
        for fault in ("locked", "damaged", "unreachable"):
            inbox = server.databases["channels"]
            self.all[f"channels {fault}"] = lambda fault=fault, inbox=inbox: self._for_a_while(
                DATABASE_FAULTS[fault](inbox)
            )
        self.all["actions killed"] = self._actions_killed
        self.all["rasa killed"] = self._rasa_killed
        self.all["rasa stopped"] = self._rasa_stopped

    @staticmethod
    def _for_a_while(fault: ContextManager[Any]) -> None:
        with fault:
            time.sleep(LASTS)

    def _actions_killed(self) -> None:
        for _ in range(KILLS):
            with self._server.actions.killed():
                pass

    def _rasa_killed(self) -> None:
        self._server.stop(signal.SIGKILL)
        self._server.start()

    def _rasa_stopped(self) -> None:
        self._server.stop()
        self._server.start()


FAULTS = [
    *(
        f"{of} {what}"
        for of in ("facts", "conversations")
        for what in ("locked", "damaged", "gone")
    ),
    *(f"channels {what}" for what in ("locked", "damaged", "unreachable")),
    *(f"actions {what}" for what in ("killed", "hung", "failing")),
    *(f"rasa {what}" for what in ("killed", "stopped")),
    "everything",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EndangeredServer]:
    """Rasa and its action server."""
    running = EndangeredServer(tmp_path_factory.mktemp("faults"), CHANNEL_PAUSE="0.1")
    running.actions.start()
    running.start()
    yield running
    running.close()


@pytest.fixture(scope="module")
def answers(server: EndangeredServer, records: Any, snapshot: Any) -> Dict[str, str]:
    """Questions, each with its answer: those that are understood in good times."""
    wording = snapshot.wording(TODAY)
    asked = [record for record in records.values() if record.asked]
    answers = {record.question["fr"]: wording.answer(record, "fr") for record in asked}
    understood = {
        question: answer
        for question, answer in answers.items()
        if RestVisitor(server, "fr").say(question).startswith(answer)
    }
    assert len(understood) > 0.8 * len(answers)
    return understood


@pytest.fixture(scope="module")
def unavailable() -> str:
    """What a visitor is told in French where the action server cannot answer."""
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    [text] = [
        response["text"]
        for response in domain["responses"]["utter_unavailable"]
        if "condition" not in response
    ]
    return str(text)


@dataclass
class Outcome:
    """What became of a load's messages. ``strange``: replies that answer none of them."""

    written: int = 0
    answered: int = 0
    told: int = 0
    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    strange: List[str] = field(default_factory=list)

    def add(self, visitor: Visitor, answers: Dict[str, str], unavailable: str) -> None:
        """Count one visitor's messages."""
        heard = [reply.text for reply in visitor.heard()]
        wanted = [answers[text] for text in visitor.written]
        shown = [place for text in heard for place in _answered(text, wanted)]
        told = sum(unavailable in text for text in heard)
        self.written += len(wanted)
        self.answered += len(set(shown))
        self.told += told
        self.lost += max(0, len(wanted) - len(set(shown)) - told)
        self.doubled += len(shown) - len(set(shown)) + max(0, len(shown) + told - len(wanted))
        self.disordered += sorted(shown) != shown
        self.strange += [
            text for text in heard if not _answered(text, wanted) and unavailable not in text
        ]
        if isinstance(visitor, OnTheWeb):
            kept = visitor.kept()
            self.doubled += len(kept) - len(set(kept))


def _answered(text: str, wanted: List[str]) -> List[int]:
    return [place for place, answer in enumerate(wanted) if text.startswith(answer)][:1]


def first_right(load: Load, answers: Dict[str, str], since: float) -> float:
    """The moment of the first answer after one; endless where there is none."""
    right = set(answers.values())
    moments = [
        reply.at
        for visitor in load.visitors
        for reply in visitor.heard()
        if reply.at > since and any(reply.text.startswith(answer) for answer in right)
    ]
    return min(moments, default=float("inf"))


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_lost_or_doubled_and_all_is_well_by_itself(server, answers, unavailable, fault):
    load = Load(server, list(answers), PER_SECOND)
    load.start()
    time.sleep(LASTS)
    Faults(server).all[fault]()
    back = time.monotonic()
    time.sleep(LASTS)
    load.end()
    recovered = first_right(load, answers, back) - back
    outcome = Outcome()
    for visitor in load.visitors:
        outcome.add(visitor, answers, unavailable)
    print(f"\n{fault}: {outcome}, recovered {recovered:.1f} s after the part was back")
    assert outcome.written > LASTS * PER_SECOND
    assert not (outcome.lost or outcome.disordered or outcome.strange)
    # Where a process is killed between a delivery and the note of it, that message is sent twice.
    assert outcome.doubled <= (len(load.visitors) // 2 if fault == "rasa killed" else 0)
    assert recovered <= RECOVERED_WITHIN
