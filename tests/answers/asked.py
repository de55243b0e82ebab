"""Questions as understanding hands them over."""

from typing import Any

from assistant.understanding.question import Mentions, Question


def ask(topic: str, **mentions: Any) -> Question:
    """A question that is surely for one fact, and names what ``mentions`` say."""
    return Question(intent="forum", topic=topic, confidence=0.9, mentions=Mentions(**mentions))
