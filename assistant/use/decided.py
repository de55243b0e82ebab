"""What a turn counts as: one kind, and the topics that it was about."""

from enum import Enum
from typing import Any, Dict, List, Mapping, Sequence, Tuple

OUT_OF_SCOPE_TOPIC = "out_of_scope."


class Kind(str, Enum):
    """What became of a message."""

    ANSWERED = "answered"
    PARTLY = "partly"  # of several questions, some
    UNAVAILABLE = "unavailable"
    ASKED_BACK = "asked_back"
    REFUSED = "refused"  # asked about another subject than what is known
    OUT_OF_SCOPE = "out_of_scope"
    FALLBACK = "fallback"
    OTHER_LANGUAGE = "other_language"
    HELP = "help"  # the topics, or where an answer comes from
    INVITED = "invited"  # told something, and was asked what they want to know
    PERSON = "person"  # for a person of the office, or on how one reaches them
    SMALL_TALK = "small_talk"
    SILENT = "silent"
    OTHER = "other"
    DANGER = "danger"


# Those in which something was asked; of several in one turn, the first that is here.
QUESTIONS: Tuple[Kind, ...] = (
    Kind.ANSWERED,
    Kind.PARTLY,
    Kind.UNAVAILABLE,
    Kind.ASKED_BACK,
    Kind.REFUSED,
    Kind.OUT_OF_SCOPE,
    Kind.FALLBACK,
)
# Danger stands with neither: it is counted apart, and nothing beside it.
WITHOUT_QUESTION: Tuple[Kind, ...] = tuple(
    kind for kind in Kind if kind not in (*QUESTIONS, Kind.DANGER)
)

# By the name of a step of a decision, of a response of the domain, or of whom a message is for, as
# metrics have them.
KINDS: Dict[str, Kind] = {
    "answer": Kind.ANSWERED,
    "refusal": Kind.REFUSED,
    "out_of_scope": Kind.OUT_OF_SCOPE,
    "clarification": Kind.ASKED_BACK,
    "not_understood": Kind.FALLBACK,
    # It comes after danger; as a kind of its own it would tell so.
    "gentle": Kind.FALLBACK,
    "ask_more": Kind.INVITED,
    "danger": Kind.DANGER,
    "other_language": Kind.OTHER_LANGUAGE,
    "topics": Kind.HELP,
    "sources": Kind.HELP,
    "greet": Kind.SMALL_TALK,
    "goodbye": Kind.SMALL_TALK,
    "thanks": Kind.SMALL_TALK,
    "bot_challenge": Kind.SMALL_TALK,
    "language_chosen": Kind.SMALL_TALK,
    "praise": Kind.SMALL_TALK,
    "complaint": Kind.SMALL_TALK,
    "insult": Kind.SMALL_TALK,
    "unavailable": Kind.UNAVAILABLE,
    "to_person": Kind.PERSON,
    "to_dialogue": Kind.PERSON,
}


def kind_of(names: Sequence[str], danger: bool) -> Kind:
    """The kind of a turn, by the names of its steps and responses.

    Args:
        danger: whether it was answered with numbers to call, in whatever step.
    """
    found = {KINDS.get(name, Kind.OTHER) for name in names}
    if danger or Kind.DANGER in found:
        return Kind.DANGER
    if not found:
        return Kind.SILENT
    asked = [kind for kind in QUESTIONS if kind in found]
    if Kind.ANSWERED in asked and len(asked) > 1:
        return Kind.PARTLY
    return asked[0] if asked else next(kind for kind in WITHOUT_QUESTION if kind in found)


def topics_of(steps: Sequence[Mapping[str, Any]]) -> List[str]:
    """What the steps of a decision (``Decision.document``) are about, each once: the facts that
    they show or refuse, and the kinds of questions that are out of scope."""
    topics: Dict[str, None] = {}
    for step in steps:
        if step["step"] in ("Answer", "Refusal"):
            topics[str(step["fact"])] = None
        elif step["step"] == "OutOfScope" and step["topic"]:
            topics[f"{OUT_OF_SCOPE_TOPIC}{step['topic']}"] = None
    return list(topics)
