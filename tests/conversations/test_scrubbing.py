"""Events are kept scrubbed, with all that was understood of them; the turn goes on with the words."""

import asyncio
import json
from contextlib import closing

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from sqlalchemy import text as sql
from typer.testing import CliRunner

from assistant.conversations.cli import app
from assistant.conversations.scrubbing import EventScrubber
from assistant.conversations.store import ConversationStore
from assistant.feedback.store import FeedbackStore
from assistant.privacy.current import current_scrubber
from assistant.privacy.scrubber import Scrubbed
from assistant.understanding.said import decision_metadata
from tests.conversations.test_store import said
from tests.stored import holds

TEXT = "Je m'appelle Ahmed Ben Salah. Mon numéro : ٩٨ ١٢٣ ٤٥٦. Le 80 10 15 66, c'est vous ?"
KEPT = "Je m'appelle [name]. Mon numéro : [phone]. Le 80 10 15 66, c'est vous ?"
PARTS = ["Ahmed Ben Salah", "98 123 456", "Le 80 10 15 66, c'est vous ?"]
PERSONAL = ("Ahmed", "Ben Salah", "٩٨", "98 123 456")
DOMAIN = Domain.from_dict({"slots": {"fact": {"type": "text", "mappings": [{"type": "custom"}]}}})
MEMORY = {"fact": "help.helpline_tunis", "clarifying": None}


def understood(text: str = TEXT) -> UserUttered:
    """A message as the pipeline hands it on: its parts are out of the sentence that tells what
    they are, in Western digits."""
    parse_data = {
        "text": text,
        "intent": {"name": "numbers", "confidence": 0.9},
        "entities": [{"entity": "language", "value": "fr", "start": 0, "end": 4}],
        "text_tokens": [[0, 2], [3, 11]],
        "questions": [{"text": part, "topic": "help.helpline_tunis"} for part in PARTS],
        "metadata": {"language": "fr", "original": text},
    }
    metadata = {"language": "fr", "original": text}
    event = UserUttered(text, parse_data=parse_data, metadata=metadata, input_channel="rest")
    event.message_id = "a-message"
    return event


def turn(text: str = TEXT):
    """The events of a turn."""
    decision = decision_metadata({"memory": MEMORY}, [{"id": "help.helpline_tunis"}])
    return [
        SessionStarted(),
        understood(text),
        SlotSet("fact", "help.helpline_tunis"),
        BotUttered("Ligne d'aide de l'OIM à Tunis : 80 10 15 66.", metadata=decision),
        ActionExecuted("action_listen"),
    ]


async def saved(store, events, who="rest-me"):
    """The conversation after it was saved, and as it is read again."""
    tracker = await store.get_or_create_tracker(who)
    for event in events:
        tracker.update(event)
    await store.save(tracker)
    return tracker, await store.retrieve(who)


@pytest.fixture
def url(any_url, monkeypatch, patient):
    monkeypatch.setenv("FEEDBACK_URL", any_url)
    monkeypatch.setenv("CONVERSATIONS_URL", any_url)
    return any_url


@pytest.fixture
def store(url):
    return ConversationStore(DOMAIN, host=url)


def test_nothing_personal_is_kept_in_any_part_of_an_event(store):
    asyncio.run(saved(store, turn()))
    with store.session_scope() as session:
        rows = [json.loads(row.data) for row in session.query(store.SQLEvent)]
    told = json.dumps(rows, ensure_ascii=False)
    assert not [words for words in PERSONAL if words in told], told
    event = next(row for row in rows if row["event"] == "user")
    assert event["text"] == event["parse_data"]["text"] == KEPT
    assert event["metadata"] == {"language": "fr", "original": KEPT}
    questions = [question["text"] for question in event["parse_data"]["questions"]]
    assert questions == ["[name]", "[phone]", PARTS[2]]


def test_the_turn_under_way_and_the_dialogue_afterwards_lose_nothing(store):
    tracker, read = asyncio.run(saved(store, turn()))
    assert tracker.latest_message.text == TEXT
    assert [
        question["text"] for question in tracker.latest_message.parse_data["questions"]
    ] == PARTS
    assert read.get_slot("fact") == "help.helpline_tunis" and read.latest_message.text == KEPT
    assert read.latest_message.intent == {"name": "numbers", "confidence": 0.9}
    assert read.latest_message.message_id == "a-message"
    kinds = [type(event) for event in read.events]
    assert kinds == [type(event) for event in turn()]
    assert read.events[-1].metadata["known"]["memory"] == MEMORY
    bot = next(event for event in read.events if isinstance(event, BotUttered))
    assert bot.text.endswith("80 10 15 66.") and bot.metadata["decision"]["memory"] == MEMORY


def test_a_message_with_nothing_personal_is_kept_as_it_is():
    event = understood("c'est quoi le 80 10 15 66 ?")
    [kept] = EventScrubber(current_scrubber()).events([event])
    assert kept.as_dict() == event.as_dict()


def test_what_a_reply_or_a_slot_repeats_is_scrubbed_too():
    events = [understood(), BotUttered(f"« {TEXT} »"), SlotSet("fact", "98 123 456")]
    _, reply, slot = EventScrubber(current_scrubber()).events(events)
    assert not [words for words in PERSONAL if words in reply.text] and slot.value == "[phone]"


def test_the_event_broker_is_told_what_is_kept(store):
    published = []

    class Broker:
        def publish(self, body):
            published.append(body)

    store.event_broker = Broker()
    asyncio.run(saved(store, turn()))
    told = json.dumps(published, ensure_ascii=False)
    assert published and not [words for words in PERSONAL if words in told]


def test_where_scrubbing_fails_nothing_is_kept(store, monkeypatch):
    def fails(*_):
        raise RuntimeError("a mistake of the scrubber's")

    monkeypatch.setattr("assistant.privacy.current.CurrentScrubber.scrub", fails)
    asyncio.run(saved(store, turn()))
    with store.session_scope() as session:
        kinds = [row.type_name for row in session.query(store.SQLEvent)]
    assert kinds == ["action"]  # what Rasa begins a conversation with


def test_the_command_scrubs_what_was_kept_before(url, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("assistant.privacy.current.CurrentScrubber.scrub", lambda _, t: Scrubbed(t))
        before = ConversationStore(DOMAIN, host=url)
        asyncio.run(saved(before, turn()))
        asyncio.run(saved(before, [SessionStarted(), said("bonjour", "b")], "rest-other"))
        feedback = FeedbackStore(url)
        feedback.put("rest-me", "m.0", ["iom.founded"], "fr", True, "c'est Ahmed Ben Salah")
    broken = "INSERT INTO events (sender_id, type_name, data) VALUES ('rest-me', 'user', '{')"
    with before.session_scope() as session:
        session.execute(sql(broken))
        session.commit()
    assert holds(url, "Ben Salah")
    told = CliRunner().invoke(app, ["scrub"])
    assert (
        told.exit_code == 0
        and "Scrubbed: 1 messages, 1 comments, 0 unanswered messages." in told.output
    ), told.output
    for words in ("Ben Salah", "٩٨ ١٢٣"):
        assert not holds(url, words)
    assert (
        "Scrubbed: 0 messages, 0 comments, 0 unanswered messages."
        in CliRunner().invoke(app, ["scrub"]).output
    )
    with closing(feedback):
        assert [row.comment for row in feedback.all()] == ["c'est [name]"]
