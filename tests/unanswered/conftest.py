"""Turns as Rasa keeps them, and a store of what was asked in vain."""

import uuid
from typing import Any, Iterator, List, Optional

import pytest
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.answers.decision import Decision, Step
from assistant.settings import WatchSettings
from assistant.unanswered.store import UnansweredStore
from assistant.unanswered.ties import Ties
from assistant.understanding.said import decision_metadata


def turn(
    text: str,
    *steps: Step,
    intent: str = "out_of_scope",
    language: str = "fr",
    channel: str = "web",
    message: Optional[str] = None,
    ranking: Any = (("iom.founded", 0.4), ("imrf.dates", 0.2)),
) -> List[Event]:
    """A message, parsed as the pipeline parses it, and what was decided on."""
    entries = [{"topic": topic, "confidence": confidence} for topic, confidence in ranking]
    parsed = {"language": language, "questions": [{"ranking": entries}]}
    asked = UserUttered(
        text, {"name": intent, "confidence": 0.9}, parse_data=parsed, input_channel=channel
    )
    asked.message_id = message or uuid.uuid4().hex
    decision = Decision(steps)
    facts = [{"id": fact} for fact in decision.shown]
    return [asked, BotUttered("…", metadata=decision_metadata(decision.document(), facts))]


def conversation(name: str, *turns: List[Event]) -> DialogueStateTracker:
    """A conversation of turns."""
    return DialogueStateTracker.from_events(name, [event for one in turns for event in one])


@pytest.fixture(autouse=True)
def unhurried(monkeypatch) -> None:
    """A machine that is busy with other things is no fault of the database's."""
    monkeypatch.setattr("assistant.unanswered.recorder.WITHIN", 30.0)


@pytest.fixture
def ties(tmp_path) -> Ties:
    return Ties(WatchSettings(log_key="a key of the tests", log_key_file=tmp_path / "no.key"))


@pytest.fixture
def store(any_url, ties) -> Iterator[UnansweredStore]:
    store = UnansweredStore(any_url, ties)
    yield store
    store.close()
