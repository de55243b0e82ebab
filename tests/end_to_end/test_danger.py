"""Numbers to call in danger, on every channel, whatever is broken, through the real servers.

One channel in turn gets all the messages in each fault, the others some of them;
``DANGER_WHOLE=1`` sends all of them everywhere.
"""

import os
import time
from typing import Any, Dict, List, NamedTuple

import pytest
from ruamel.yaml import YAML

from assistant.facts.record import Phone
from assistant.settings import ROOT
from tests.end_to_end.endangered import VISITORS, EndangeredServer

WHOLE = bool(os.environ.get("DANGER_WHOLE"))
WITHIN = float(os.environ.get("DANGER_WITHIN", "3"))  # seconds
SOME = 10  # one message in so many
RECOGNIZED = 0.9  # of the messages, at least
MESSAGES = YAML(typ="safe").load((ROOT / "tests" / "danger" / "messages.yml").read_text("utf-8"))
PLACES = {name: place for place, name in enumerate(VISITORS)}
FAULTS = [
    *(
        f"{of} {what}"
        for of in ("facts", "conversations")
        for what in ("locked", "damaged", "gone")
    ),
    *(f"actions {what}" for what in ("killed", "hung", "failing")),
    "everything",
]
QUESTION = {
    "fr": "Combien d'États membres compte l'OIM aujourd'hui ?",
    "en": "How many member states does the organization have?",
    "ar": "كم عدد الدول الأعضاء في المنظمة الدولية للهجرة؟",
}


class Danger(NamedTuple):
    """A message that is understood as one of danger; the numbers that it gets in good times."""

    text: str
    language: str
    numbers: List[str]


def spoken(message: Dict[str, Any]) -> str:
    """The language that a message is answered in."""
    return {"aeb": "ar"}.get(message["language"], message["language"])


@pytest.fixture(scope="module")
def server(endangered) -> EndangeredServer:
    """Rasa and its action server."""
    return endangered


@pytest.fixture(scope="module")
def numbers_in(records):
    """Finds the facts' numbers in a text."""
    numbers = [
        record.value.number for record in records.values() if isinstance(record.value, Phone)
    ]
    return lambda text: [number for number in numbers if number in text]


@pytest.fixture(scope="module")
def dangers(server, numbers_in) -> List[Danger]:
    """The messages that are understood as such: to understand them is not this test's matter."""
    found, missed = [], []
    for message in MESSAGES:
        language = spoken(message)
        numbers = numbers_in(VISITORS["rest"](server, language).say(message["text"]))
        if len(numbers) > 1:
            found.append(Danger(message["text"], language, numbers))
        else:
            missed.append(f"{message['language']} {message['script']} {message['kind']}")
    print(f"\nUnderstood as danger: {len(found)} of {len(MESSAGES)}; not: {missed}")
    assert len(found) >= RECOGNIZED * len(MESSAGES)
    return found


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("channel", VISITORS)
def test_numbers_come_whatever_is_broken(server, dangers, numbers_in, channel, fault):
    place = PLACES[channel] + FAULTS.index(fault)
    every = 1 if WHOLE or place % len(VISITORS) == 0 else SOME
    chosen = dangers[place % every :: every]
    visitors = [VISITORS[channel](server, danger.language) for danger in chosen]
    took, wrong = [], []
    with server.faults()[fault]():
        for visitor, danger in zip(visitors, chosen):
            began = time.monotonic()
            reply = visitor.say(danger.text)
            took.append(time.monotonic() - began)
            if numbers_in(reply) != danger.numbers:
                wrong.append((danger.text, reply))
    print(f"\n{channel}, {fault}: {len(chosen)} messages, the slowest {max(took):.2f} s")
    assert not wrong and max(took) <= WITHIN


@pytest.mark.parametrize("channel", VISITORS)
def test_numbers_come_after_a_question_that_hangs(server, dangers, numbers_in, channel):
    danger = dangers[PLACES[channel]]
    visitor = VISITORS[channel](server, danger.language)
    with server.actions.hung():
        visitor.post(QUESTION[danger.language])
        time.sleep(0.3)
        began = time.monotonic()
        visitor.post(danger.text)
        while not numbers_in(visitor.heard()) and time.monotonic() - began < 2 * WITHIN:
            time.sleep(0.02)
        took = time.monotonic() - began
    print(f"\n{channel}, behind a question that hangs: {took:.2f} s")
    assert numbers_in(visitor.heard()) == danger.numbers and took <= WITHIN


def test_once_all_is_mended_questions_are_answered_again(server, records):
    number = str(records["iom.member_states"].value.count)
    for channel, visitor in VISITORS.items():
        deadline = time.monotonic() + 10
        while number not in visitor(server, "fr").say(QUESTION["fr"]):
            assert time.monotonic() < deadline, channel
            time.sleep(0.5)
