"""Conversations as staff read them, from what Rasa's store keeps."""

import asyncio
from typing import List

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader

from assistant.conversations.access import serving
from assistant.conversations.as_test import as_test
from assistant.conversations.reading import Reading
from assistant.conversations.store import ConversationStore
from assistant.handover.said import STAFF, TO_PERSON, message_metadata, reply_metadata
from assistant.settings import ROOT
from assistant.understanding.said import decision_metadata

pytestmark = pytest.mark.usefixtures("patient")
DECIDED = decision_metadata(
    {"steps": [{"step": "Answer", "fact": "iom.founded"}], "memory": {}},
    [{"id": "iom.founded", "sources": []}],
)


@pytest.fixture
def store(any_url) -> ConversationStore:
    return ConversationStore(Domain.empty(), host=any_url)


@pytest.fixture
def reading(any_url, store):
    reading = Reading(any_url)
    yield reading
    reading.close()


def said(text: str, intent: str = "membership", **metadata) -> UserUttered:
    return UserUttered(text, {"name": intent, "confidence": 0.9}, metadata=metadata)


def keep(store: ConversationStore, name: str, *events: Event) -> None:
    async def save() -> None:
        with serving(name):
            tracker = await store.retrieve_full_tracker(name)
            before: List[Event] = list(tracker.events) if tracker else []
            await store.save(DialogueStateTracker.from_events(name, [*before, *events]))

    asyncio.run(save())


def test_the_latest_stand_first_and_pages_follow_each_other(store, reading):
    for name in ("web-a", "telegram-1", "web-b", "messenger-2"):
        keep(store, name, said("bonjour"), BotUttered("Bonjour !"))
    keep(store, "web-a", said("au secours", "distress"), said("quoi ?", "nlu_fallback"))
    names = [overview.name for overview in reading.latest(10)]
    assert names == ["web-a", "messenger-2", "web-b", "telegram-1"]
    first = reading.latest(2)
    second = reading.latest(2, before=first[-1].position)
    assert [overview.name for overview in [*first, *second]] == names
    assert reading.latest(2, before=second[-1].position) == []
    found = reading.latest(1)[0]
    assert (found.messages, found.unanswered, found.danger, found.channel) == (3, 1, True, "web")
    assert [overview.name for overview in reading.latest(9, channel="web")] == ["web-a", "web-b"]
    assert reading.some(["web-b", "web-none"]) == [reading.overview("web-b")]
    assert reading.overview("web-none") is None


def test_a_conversation_is_read_with_what_was_understood_and_shown(store, reading):
    number = "55 444 333"
    keep(
        store,
        "web-a",
        ActionExecuted("action_session_start"),
        SessionStarted(),
        said(f"je suis au {number}, quand l'OIM est née ?"),
        BotUttered("En 1951.", {"buttons": [{"title": "Et après ?", "payload": "p"}]}, DECIDED),
        said("merci madame", "thanks", **message_metadata(TO_PERSON)),
        BotUttered("Avec plaisir.", None, reply_metadata(STAFF, 1, "taken")),
    )
    question, answer, thanks, pleasure = reading.lines("web-a")
    assert question.text == "je suis au [phone], quand l'OIM est née ?"
    assert (question.by, question.intent, question.confidence) == ("visitor", "membership", 0.9)
    assert (answer.by, answer.buttons, answer.facts) == (
        "assistant",
        ("Et après ?",),
        ("iom.founded",),
    )
    assert answer.steps == ("Answer",)
    assert [line.by for line in (thanks, pleasure)] == ["visitor", "staff"]


def test_a_test_of_it_is_one_that_rasa_reads(store, reading, tmp_path):
    keep(
        store,
        "web-a",
        ActionExecuted("action_session_start"),
        SessionStarted(),
        ActionExecuted("action_listen"),
        said("quand l'OIM\nest née ? # vraiment"),
        ActionExecuted("action_answer"),
        BotUttered("En 1951.", None, DECIDED),
        SlotSet("fact", "iom.founded"),
        ActionExecuted("action_listen"),
        said("bonjour madame", "greet", **message_metadata(TO_PERSON)),
        ActionExecuted("action_listen"),
        SessionStarted(),
        said("merci", "thanks"),
        ActionExecuted("utter_thanks"),
    )
    path = tmp_path / "test_made.yml"
    path.write_text(as_test("Né en 1951", reading.events("web-a")), encoding="utf-8")
    assert "# quand l'OIM est née ? # vraiment" in path.read_text(encoding="utf-8")
    steps = YAMLStoryReader(Domain.load(str(ROOT / "domain.yml"))).read_from_file(str(path))
    assert [step.block_name for step in steps] == ["Né en 1951 (1)", "Né en 1951 (2)"]
    kinds = [[event.as_story_string() for event in step.events] for step in steps]
    assert kinds[0][1:] == ["action_answer", 'slot{"fact": "iom.founded"}']
    assert kinds[1][1:] == ["utter_thanks"]
    assert [step.events[0].intent["name"] for step in steps] == ["membership", "thanks"]
