"""A message and what was said to it, read from the events that the dialogue adds, and counted."""

import re
from typing import Any, Dict, Iterable, List, NamedTuple, Optional

from rasa.shared.core.events import BotUttered, Event, Restarted, SessionStarted, UserUttered

from assistant.answers.decision import Danger, OtherLanguage, Refusal
from assistant.conversations.names import MESSENGER, REST, TELEGRAM, WEB
from assistant.facts.languages import LANGUAGES
from assistant.handover.said import HANDOVER, TO_PERSON
from assistant.understanding.said import DECISION
from assistant.use.decided import topics_of
from assistant.watching.metrics import (
    DANGER,
    DECISIONS,
    MESSAGES,
    REFUSALS,
    SILENT,
    STAGE_SECONDS,
)
from assistant.watching.stages import Begun

CHANNELS = (TELEGRAM, MESSENGER, WEB, REST)
OTHER = "other"
UTTERANCE = "utter_"
TO_A_PERSON = f"to_{TO_PERSON}"
CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class Turn(NamedTuple):
    """A message's channel; for whom it is, where it is not for the assistant, the steps decided on
    (``Decision.document``), and the responses of the domain by their names, in one list of kinds;
    what they are about; when it was understood and answered."""

    channel: str
    kinds: List[str]
    reasons: List[str]
    topics: List[str]
    danger: bool
    understood: float
    answered: Optional[float]

    @property
    def is_silent(self) -> bool:
        """Whether nobody says anything to it: a person of the office may, later."""
        return self.answered is None and TO_A_PERSON not in self.kinds


def latest_turn(newest_first: Iterable[Event]) -> Optional[Turn]:
    """The turn that a conversation's events end with; None where they end with a beginning."""
    said: List[BotUttered] = []
    for event in newest_first:
        if isinstance(event, (SessionStarted, Restarted)):
            return None
        if isinstance(event, BotUttered):
            said.append(event)
        if isinstance(event, UserUttered):
            return _turn(event, list(reversed(said)))
    return None


def count(turn: Turn, language: Optional[str], begun: Optional[Begun]) -> None:
    """Count a turn, answered in a language, and measure its stages as far as they are known."""
    MESSAGES.labels(turn.channel, known_language(language)).inc()
    for kind in turn.kinds:
        DECISIONS.labels(kind).inc()
    for reason in turn.reasons:
        REFUSALS.labels(reason).inc()
    if turn.danger:
        DANGER.labels(turn.channel).inc()
    if turn.is_silent:
        SILENT.labels(turn.channel).inc()
    if turn.answered is not None:
        # The clock may have been set back meanwhile.
        STAGE_SECONDS.labels("deciding").observe(max(0.0, turn.answered - turn.understood))
    if begun is not None:
        STAGE_SECONDS.labels("waiting").observe(max(0.0, begun.held - begun.asked))
        STAGE_SECONDS.labels("understanding").observe(max(0.0, turn.understood - begun.held))


def known_language(language: Optional[str]) -> str:
    """A language that is answered in; what is any other is told by one word."""
    return language if language in LANGUAGES else OTHER


def _turn(message: UserUttered, said: List[BotUttered]) -> Turn:
    steps = [step for reply in said for step in _steps(reply)]
    names = [step["step"] for step in steps]
    return Turn(
        channel=message.input_channel if message.input_channel in CHANNELS else OTHER,
        kinds=[
            *_handed_over(message),
            *(_snake(name) for name in names),
            *(kind for reply in said for kind in _kind(reply)),
        ],
        reasons=[step["reason"] for step in steps if step["step"] == Refusal.__name__],
        topics=topics_of(steps),
        danger=Danger.__name__ in names
        or any(step["step"] == OtherLanguage.__name__ and step["danger"] for step in steps),
        understood=message.timestamp,
        answered=said[-1].timestamp if said else None,
    )


def _steps(reply: BotUttered) -> List[Dict[str, Any]]:
    steps: List[Dict[str, Any]] = (reply.metadata or {}).get(DECISION, {}).get("steps", [])
    return steps


def _handed_over(message: UserUttered) -> List[str]:
    """For whom a message is that the assistant does not answer."""
    to = (message.metadata or {}).get(HANDOVER, {}).get("to")
    return [f"to_{to}"] if to else []


def _kind(reply: BotUttered) -> List[str]:
    """The response of the domain that a reply is; none where it was decided on."""
    name = (reply.metadata or {}).get("utter_action")
    return [str(name)[len(UTTERANCE) :]] if name and not _steps(reply) else []


def _snake(name: str) -> str:
    return CAPITAL.sub("_", name).lower()
