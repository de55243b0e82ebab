"""A question as the NLU pipeline hands it to the dialogue (see ``QuestionCollector``)."""

from typing import Any, Dict, List, Optional

from pydantic import BaseModel

# The intents of messages that are completed from what was said before.
FOLLOWUPS = ("followup", "clarify")
# The intent of those who want to talk to a person.
HUMAN_CONTACT = "human_contact"
# The topic of a follow-up that asks the same of another subject ("and in Tunisia?").
CHANGED_SUBJECT = "subject"
# The topics of questions that sound like ours and are about something else.
OTHER_COUNTRY, OTHER_ORGANISATION = "other_country", "other_organisation"
OTHER_FORUM, OTHER_YEAR = "other_forum", "other_year"
OTHER_SUBJECTS = (OTHER_COUNTRY, OTHER_ORGANISATION, OTHER_FORUM, OTHER_YEAR)


def is_fact(topic: Optional[str]) -> bool:
    """Whether a topic is a fact's id, ``<subject>.<attribute>``: other topics (kinds of danger,
    of follow-up, …) have no dot."""
    return topic is not None and "." in topic


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


class Completed(BaseModel):
    """A question with what was talked about before written in front of it: the facts that it then
    may ask for, likeliest first, and how likely it is out of scope."""

    ranking: List[Candidate] = []
    out_of_scope: float = 0.0


class Question(BaseModel):
    """One question of a message: ``intent`` and ``topic`` are the label it is understood as
    (``forum`` and ``imrf.dates``, ``distress`` and ``sea``), ``ranking`` are the facts it may ask
    for, ``followups`` the kinds of fact that it may follow up with, ``elsewhere`` the kinds of
    another subject that it may be about (``OTHER_SUBJECTS``), each likeliest first;
    ``about_other``: how likely it is about one of these (None: not judged);
    ``completed`` is what a short one asks with its subject in front."""

    text: str = ""
    intent: Optional[str] = None
    topic: Optional[str] = None
    confidence: float = 0.0
    mentions: Mentions = Mentions()
    ranking: List[Candidate] = []
    followups: List[Candidate] = []
    about_other: Optional[float] = None
    elsewhere: List[Candidate] = []
    completed: Optional[Completed] = None

    @property
    def asks_fact(self) -> bool:
        """Whether it asks for one fact, its topic; its intent is then the fact's area."""
        return is_fact(self.topic)


def questions_of(latest_message: Dict[str, Any]) -> List[Question]:
    """The questions of the tracker's latest message; none where it was not parsed by us."""
    return [Question.parse_obj(entry) for entry in latest_message.get("questions") or []]
