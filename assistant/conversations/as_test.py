"""A conversation as a test of the dialogue, in the form of ``tests/dialogues``."""

from io import StringIO
from typing import Any, Dict, Iterator, List

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from assistant.conversations.events_table import SESSION_STARTED, USER
from assistant.conversations.reading import ACTION, RESTART, SLOT
from assistant.handover.said import HANDOVER

# What Rasa does by itself, at every message.
OF_ITSELF = ("action_listen", "action_session_start", "action_extract_slots")
FACT = "fact"


def as_test(title: str, events: List[Dict[str, Any]]) -> str:
    """What was understood and done in each session of a conversation, a story each; the visitor's
    words stand beside as comments. What a person answered is left out: Rasa was not asked.

    Args:
        events: Rasa's plain data, oldest first.
    """
    stories = [
        {"story": f"{title} ({number})", "steps": steps}
        for number, steps in enumerate(_sessions(events), 1)
    ]
    yaml, text = YAML(), StringIO()
    yaml.width = 1000
    yaml.allow_unicode = True
    yaml.dump({"version": "3.1", "stories": stories}, text)
    return text.getvalue()


def _sessions(events: List[Dict[str, Any]]) -> Iterator[List[CommentedMap]]:
    steps: List[CommentedMap] = []
    answered = True
    for event in events:
        kind = event.get("event")
        if kind in (SESSION_STARTED, RESTART):
            if steps:
                yield steps
            steps = []
        elif kind == USER:
            answered = HANDOVER not in (event.get("metadata") or {})
            if answered:
                steps.append(_said(event))
        elif answered and steps:
            steps += _done(event)
    if steps:
        yield steps


def _said(event: Dict[str, Any]) -> CommentedMap:
    intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
    step = CommentedMap({"intent": intent})
    words = " ".join(str(event.get("text") or "").split())
    step.yaml_add_eol_comment(words, "intent")
    return step


def _done(event: Dict[str, Any]) -> List[CommentedMap]:
    if event.get("event") == ACTION and event.get("name") not in OF_ITSELF:
        return [CommentedMap({"action": event["name"]})]
    if event.get("event") == SLOT and event.get("name") == FACT:
        return [CommentedMap({"slot_was_set": [{FACT: event.get("value")}]})]
    return []
