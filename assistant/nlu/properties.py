"""Names of what the components put on a message, and of the labels they learn from.

A training example's label is its intent, with a retrieval key where it has one in ``data/nlu``:
``forum/imrf.dates``, ``distress/sea``. The key is the question's topic. Which facts an area asks
for (``forum``, ``presence``, …) stands in these labels and nowhere else.
"""

from typing import Any, Dict, Optional, Tuple

from rasa.shared.nlu.constants import INTENT, METADATA
from rasa.shared.nlu.training_data.message import Message

from assistant.understanding.question import is_fact

LANGUAGE = "language"
# What ``language`` is where a message is in none that is spoken here; also the name of its intent.
OTHER_LANGUAGE = "other_language"
FOLDED_TEXT = "folded_text"
LABEL_RANKING = "label_ranking"
MENTIONS = "mentions"
# The text with its names replaced by their kinds, and how likely it is about something else.
MASKED_TEXT = "masked_text"
ABOUT_OTHER = "about_other"
QUESTIONS = "questions"
PART_OF = "part_of"
HAS_PARTS = "has_parts"
# Which message one is that has what was talked about before written in front of it.
COMPLETES = "completes"
ASKS = "asks"
# A part's own words, where it was given those of the question behind it.
ALONE = "alone"
BARE = "bare"
# What a message was judged from, before it was folded: for benchmarks, not for the dialogue.
WHOLE = "whole"
PARTS = "parts"
# What the areas' intents count as together where it only matters that a fact is asked for.
ASK = "ask"


def example_metadata(example: Message) -> Dict[str, Any]:
    """What the block of a training example says of it: its ``language``."""
    metadata = example.get(METADATA) or {}
    return metadata.get("intent") or {}


def example_label(example: Message) -> Optional[str]:
    """``intent`` or ``intent/topic``; None for a message that is no training example."""
    return example.get_full_intent() if example.get(INTENT) else None


def split_label(label: str) -> Tuple[str, Optional[str]]:
    """A label's intent and topic."""
    return Message.separate_intent_response_key(label)


def asks_fact(label: str) -> bool:
    """Whether a label is a fact's, in whatever area."""
    return is_fact(split_label(label)[1])


def counted_as(label: str) -> str:
    """The intent that a label counts for: its own, and one together for all facts."""
    return ASK if asks_fact(label) else split_label(label)[0]
