"""Names of what the components put on a message, and of the labels they learn from.

A training example's label is its intent, or ``intent/topic`` where the intent's block in
``data/nlu`` names a ``topic`` in its metadata (a fact's id, a kind of danger, …).
"""

from typing import Any, Dict, Optional

from rasa.shared.nlu.constants import INTENT, METADATA
from rasa.shared.nlu.training_data.message import Message

LANGUAGE = "language"
# What ``language`` is where a message is in none that is spoken here; also the name of its intent.
OTHER_LANGUAGE = "other_language"
FOLDED_TEXT = "folded_text"
LABEL_RANKING = "label_ranking"
MENTIONS = "mentions"
QUESTIONS = "questions"
PART_OF = "part_of"
ASKS = "asks"
BARE = "bare"
# What a message was judged from, before it was folded: for benchmarks, not for the dialogue.
WHOLE = "whole"
PARTS = "parts"
LABEL_DELIMITER = "/"


def example_metadata(example: Message) -> Dict[str, Any]:
    """What the block of a training example says of it: ``topic`` and ``language``."""
    metadata = example.get(METADATA) or {}
    return metadata.get("intent") or {}


def example_label(example: Message) -> Optional[str]:
    """``intent`` or ``intent/topic``; None for a message that is no training example."""
    intent = example.get(INTENT)
    if not intent:
        return None
    topic = example_metadata(example).get("topic")
    return f"{intent}{LABEL_DELIMITER}{topic}" if topic else intent


def split_label(label: str) -> "tuple[str, Optional[str]]":
    """A label's intent and topic."""
    intent, _, topic = label.partition(LABEL_DELIMITER)
    return intent, topic or None
