"""What is said in danger, and to who writes in a language that is not spoken here."""

import datetime
from typing import Any, Dict, Optional

from assistant.answers.decide import decide
from assistant.answers.decision import Memory
from assistant.answers.write import Reply, write
from assistant.facts.needed import DANGER_INTENT
from assistant.facts.snapshot import Snapshot
from assistant.understanding.question import Question
from assistant.understanding.said import decision_metadata

OTHER_LANGUAGE_INTENT = "other_language"


def danger_reply(
    snapshot: Snapshot, kind: Optional[str], language: str, today: datetime.date
) -> Reply:
    """The numbers to call for a kind of danger; for danger in general where the kind is unknown.

    Raises:
        KeyError, FactError: the snapshot does not hold what the reply needs.
    """
    decision = decide([Question(intent=DANGER_INTENT, topic=kind)], Memory(), snapshot, today)
    return write(decision, snapshot, language, today)


def response(
    intent: str,
    topic: Optional[str],
    memory: Memory,
    snapshot: Snapshot,
    language: str,
    today: datetime.date,
) -> Dict[str, Any]:
    """A reply to a message of this intent and topic as Rasa's dictionary of a response, what
    goes with it included.

    Raises:
        KeyError, FactError: the snapshot does not hold what the reply needs.
    """
    decision = decide([Question(intent=intent, topic=topic)], memory, snapshot, today)
    reply = write(decision, snapshot, language, today)
    message: Dict[str, Any] = {"text": reply.text}
    if reply.buttons:
        message["buttons"] = reply.buttons
    return {**message, **decision_metadata(decision.document(), reply.facts)}
