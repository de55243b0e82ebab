"""The end of a conversation, as far back as the dialogue needs it.

Rasa's store reads a conversation's latest session whole at each message, and all that replays
events grows with it: a visitor's five-hundredth message would cost many times their fifth. Here
the last event of each save carries what was known by then (its *mark*), so that a conversation
can be taken up at any mark, whatever came before it; the log itself keeps every event.
"""

from itertools import islice
from typing import Any, Dict, List, Optional, Sequence

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.understanding.said import DECISION, MEMORY, remembered

# A turn leaves six to nine events. What was decided before the window is in its first mark.
LENGTH = 24  # events
MARK = "known"
# What the dialogue reads of all that came before: slots that are set, and the last decision's
# memory. No text of a visitor's.
Known = Dict[str, Any]


class WindowTracker(DialogueStateTracker):
    """The end of a conversation; the first ``stored`` of its events need not be saved."""

    stored: int = 0

    def new_events(self) -> List[Event]:
        """What was added since it was read from the store."""
        return list(islice(self.events, self.stored, None))


def known_by(tracker: DialogueStateTracker) -> Known:
    """What is known by the end of a tracker."""
    newest_first = (earlier.as_dict() for earlier in reversed(tracker.events))
    values = tracker.current_slot_values()
    slots = {name: value for name, value in values.items() if value is not None}
    return {"slots": slots, MEMORY: remembered(newest_first)}


def set_mark(event: Event, known: Known) -> None:
    """Note on a tracker's latest event what is known by then."""
    event.metadata = {**event.metadata, MARK: known}


def begin_window(events: Sequence[Dict[str, Any]], whole: bool) -> Optional[List[Dict[str, Any]]]:
    """The events that a tracker is made of, as Rasa's plain data, oldest first.

    Args:
        events: the last ones of a conversation, oldest first; all there are, if ``whole``.

    Returns:
        Those of the latest session, where it begins among them or they are all; else those
        from the first mark on, behind what was known there; None where there is no mark.
    """
    for position in reversed(range(len(events))):
        if events[position]["event"] == SessionStarted.type_name:
            return list(events[position:])
    if whole:
        return list(events)
    for position, event in enumerate(events):
        known = (event.get("metadata") or {}).get(MARK)
        if known and event["event"] == ActionExecuted.type_name:
            return [*events_of(known, event["timestamp"]), *events[position:]]
    return None


def events_of(known: Known, moment: float) -> List[Dict[str, Any]]:
    """Events that leave a tracker with what is known, as Rasa's plain data; ``moment`` is theirs,
    in seconds since 1970."""
    slots = [SlotSet(name, value, moment) for name, value in known["slots"].items()]
    document = {DECISION: {MEMORY: known[MEMORY]}}
    decided = [BotUttered(metadata=document, timestamp=moment)] if known[MEMORY] else []
    return [event.as_dict() for event in (*slots, *decided)]
