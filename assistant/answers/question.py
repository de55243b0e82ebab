"""A question as the NLU pipeline hands it to the dialogue (see ``QuestionCollector``)."""

from typing import Any, Dict, List, Optional

from pydantic import BaseModel


# The intents of messages that are completed from what was said before.
FOLLOWUPS = ("followup", "clarify")


class Mentions(BaseModel):
    """What a question names: ISO country codes, ids of ``data/subjects.yml``, years.

    ``subjects`` are those of our own facts, in the order of the text; ``abroad`` are the
    countries of the cities named.
    """

    subjects: List[str] = []
    countries: List[str] = []
    cities: List[str] = []
    abroad: List[str] = []
    organisations: List[str] = []
    forums: List[str] = []
    years: List[int] = []

    def or_else(self, others: "Mentions") -> "Mentions":
        """These; of the kinds that are not named here, the others'."""
        return Mentions(**{kind: named or getattr(others, kind) for kind, named in self})


class Candidate(BaseModel):
    """A fact, or a kind of fact, that a question may ask for, and how likely it does."""

    topic: str
    confidence: float


class Question(BaseModel):
    """One question of a message: ``ranking`` are the facts it may ask for, ``followups`` the
    kinds of fact that it may follow up with, both likeliest first."""

    text: str = ""
    intent: Optional[str] = None
    topic: Optional[str] = None
    confidence: float = 0.0
    mentions: Mentions = Mentions()
    ranking: List[Candidate] = []
    followups: List[Candidate] = []


def questions_of(latest_message: Dict[str, Any]) -> List[Question]:
    """The questions of the tracker's latest message; none where it was not parsed by us."""
    return [Question.parse_obj(entry) for entry in latest_message.get("questions") or []]
