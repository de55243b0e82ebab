"""What goes with a reply in the conversation's events, and how it is read back.

The metadata of a reply's event: ``{"decision": Decision.document(), "facts": [shown_fact]}``.
"""

from typing import Any, Dict, Iterable, List, Mapping, Optional

DECISION, FACTS, MEMORY = "decision", "facts", "memory"
BOT = "bot"
# What was said before these is of another session, or was asked to be forgotten.
BEGINNINGS = ("session_started", "restart")


def decision_metadata(decision: Dict[str, Any], facts: List[Dict[str, Any]]) -> Dict[str, Any]:
    """The metadata of a reply that was decided so and shows these facts."""
    return {DECISION: decision, FACTS: facts} if facts else {DECISION: decision}


def remembered(newest_first: Iterable[Mapping[str, Any]]) -> Optional[Dict[str, Any]]:
    """The memory of the session's last decision, from a tracker's events as Rasa sends them to
    an action server, the latest first; None where nothing was decided in this session."""
    for event in newest_first:
        if event.get("event") in BEGINNINGS:
            return None
        decided = (event.get("metadata") or {}).get(DECISION)
        if event.get("event") == BOT and decided:
            memory: Dict[str, Any] = decided[MEMORY]
            return memory
    return None
