"""What is decided about a message: typed data, free of words and of any language.

Evaluation, tests and logs read it; ``write`` puts it into words.
"""

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any, Dict, Optional, Tuple, Union


class Verdict(str, Enum):
    """Whether what a question claims is what the fact says."""

    RIGHT = "right"
    WRONG = "wrong"


class Reason(str, Enum):
    """Why a fact does not answer a question that sounds like its own."""

    COUNTRY = "country"
    ORGANISATION = "organisation"
    FORUM = "forum"
    LATER_FORUM = "later_forum"
    YEAR = "year"


class Beside(str, Enum):
    """What is said beside a refusal: nothing, whom to call, the topics, or the nearest facts."""

    NOTHING = "nothing"
    CONTACT = "contact"
    TOPICS = "topics"
    NEAREST = "nearest"


@dataclass(frozen=True)
class Memory:
    """What a conversation remembers: the fact shown last, and the kind of fact that the visitor
    was asked to choose among."""

    fact: Optional[str] = None
    clarifying: Optional[str] = None


@dataclass(frozen=True)
class Answer:
    """A fact is shown, behind a verdict where something was claimed.

    ``followed``: the fact shown before, where the question was completed from it; ``expired``:
    the fact held until a day that has passed.
    """

    fact: str
    verdict: Optional[Verdict] = None
    followed: Optional[str] = None
    expired: bool = False


@dataclass(frozen=True)
class Refusal:
    """``fact`` would answer, but the question names something else: ``named`` is its ISO code
    or year, where it has one; ``years`` those that the rule of an event that recurs gives."""

    fact: str
    reason: Reason
    named: Optional[str] = None
    years: Tuple[int, ...] = ()


@dataclass(frozen=True)
class OutOfScope:
    """A question of a kind that is not answered here (``topic``: its retrieval key)."""

    topic: Optional[str]
    beside: Beside


@dataclass(frozen=True)
class Clarification:
    """The visitor is asked which fact of a kind is meant: ``choices``, by their ids."""

    kind: str
    choices: Tuple[str, ...]


@dataclass(frozen=True)
class NotUnderstood:
    """Nothing that is known was asked for, as far as it was understood.

    ``missing``: the fact that was asked for and is not shown any more.
    """

    beside: Beside = Beside.CONTACT
    missing: Optional[str] = None


@dataclass(frozen=True)
class Gentle:
    """Kind words and a person to talk to, for what is not understood after danger."""


@dataclass(frozen=True)
class AskMore:
    """The visitor only told something and is asked what they want to know."""


@dataclass(frozen=True)
class Danger:
    """Numbers to call: ``fact`` holds those for this kind of danger."""

    fact: str


@dataclass(frozen=True)
class OtherLanguage:
    """Which languages are spoken here; ``danger`` holds the numbers to call, in danger."""

    danger: Optional[str] = None


@dataclass(frozen=True)
class Topics:
    """What can be asked about."""


@dataclass(frozen=True)
class Sources:
    """Where a fact comes from; None where nothing was shown yet."""

    fact: Optional[str]


Step = Union[
    Answer,
    Refusal,
    OutOfScope,
    Clarification,
    NotUnderstood,
    Gentle,
    AskMore,
    Danger,
    OtherLanguage,
    Topics,
    Sources,
]


@dataclass(frozen=True)
class Decision:
    """What a reply does, step by step; ``offers`` are the facts whose questions it offers, and
    ``memory`` what the conversation remembers from now on."""

    steps: Tuple[Step, ...]
    offers: Tuple[str, ...] = ()
    memory: Memory = Memory()

    @property
    def shown(self) -> Tuple[str, ...]:
        """The facts that are shown, in their order."""
        facts = []
        for step in self.steps:
            if isinstance(step, (Answer, Danger)):
                facts.append(step.fact)
            elif isinstance(step, OtherLanguage) and step.danger:
                facts.append(step.danger)
        return tuple(facts)

    def document(self) -> Dict[str, Any]:
        """The decision as plain data for logs and metadata: ``{"steps": [{"step": class name,
        …}], "offers": [...], "memory": {...}}``."""
        steps = [{"step": type(step).__name__, **asdict(step)} for step in self.steps]
        return {
            "steps": [{key: _plain(value) for key, value in step.items()} for step in steps],
            "offers": list(self.offers),
            "memory": asdict(self.memory),
        }


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
