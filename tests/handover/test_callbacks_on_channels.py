"""Asking to be contacted, on every channel."""

import datetime
import logging
from pathlib import Path

import pytest

from assistant.database import now
from assistant.facts.languages import LANGUAGES
from assistant.handover.said import CONTACT_PLACEHOLDER
from assistant.handover.words import Wish
from tests.all_channels import OnMessenger, OnTelegram, OnTheWeb, word
from tests.conversations.test_erasure import gone
from tests.handover.conftest import wish

pytestmark = pytest.mark.usefixtures("patient")
WAYS = {
    "telegram": OnTelegram,
    "messenger": OnMessenger,
    "the web": OnTheWeb,
}
NUMBER = "20 123 456"
FORTNIGHT = datetime.timedelta(days=14)
FORMS = [NUMBER, "+216 20 123 456", "20123456"]


@pytest.fixture(params=WAYS)
def visitor(request, server):
    return WAYS[request.param](server)


def begin(visitor, words, language="fr", until=Wish.ACCEPT) -> str:
    """Ask, up to a step; the last reply."""
    reply = visitor.say(wish(words, Wish.CALLBACK, language))
    if until is Wish.CALLBACK:
        return reply
    reply = visitor.say("mon dossier")
    return reply if until is Wish.SKIP else visitor.say(wish(words, Wish.ACCEPT, language))


def files_with_a_contact(server) -> set:
    return {Path(file).name.split("-")[0] for form in FORMS for file in server.files_with(form)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_request_is_taken_in_three_answers(visitor, server, people, words, language):
    assert visitor.say(wish(words, Wish.CALLBACK, language)) == words.say(
        language, "callback-topic"
    )
    planted = word()
    consent = visitor.say(f"mon dossier {planted}")
    assert f"{now() + FORTNIGHT:%Y}" in consent, "the day on which it is deleted"
    assert visitor.say(wish(words, Wish.ACCEPT, language)) == words.say(
        language, "callback-contact"
    )
    done = visitor.say(NUMBER)
    [row] = people.callbacks.waiting()
    assert (row.conversation, row.language, row.contact) == (visitor.name, language, FORMS[1])
    assert row.topic == f"mon dossier {planted}" and row.owner is None
    assert f"{row.deleted_on:%Y}" in done and NUMBER not in done
    # The dialogue is over: Rasa answers again, and was told nothing of all that.
    assert visitor.say("bonjour") == "« bonjour »"


def test_what_is_typed_as_a_contact_is_nowhere_but_with_the_request(
    visitor, server, people, words, caplog
):
    with caplog.at_level(logging.DEBUG):
        begin(visitor, words)
        visitor.say("c'est le 20 12")
        visitor.say(NUMBER)
    assert people.callbacks.waiting()
    assert files_with_a_contact(server) == {"handover.db"}
    assert not any(form in caplog.text for form in FORMS)
    kept = "".join(data for _, name, data in server.rows() if name == visitor.name)
    assert kept.count(f'"text": "{CONTACT_PLACEHOLDER}"') >= 2 and "20 12" not in kept
    # The rest of the conversation is complete.
    assert "mon dossier" in kept and "callback" not in kept
    people.callbacks.finish(people.callbacks.waiting()[0].id, "amel")
    assert files_with_a_contact(server) == set()


@pytest.mark.parametrize("step", [Wish.CALLBACK, Wish.SKIP, Wish.ACCEPT])
def test_it_can_be_cancelled_at_every_step(visitor, people, words, step):
    begin(visitor, words, until=step)
    cancelled = visitor.say(wish(words, Wish.CANCEL))
    assert cancelled == words.say("fr", "callback-cancelled")
    assert visitor.say(NUMBER) == f"« {NUMBER} »", "Rasa is told again"
    assert people.callbacks.waiting() == [] and people.dialogues.of(visitor.name) is None


@pytest.mark.parametrize("step", [Wish.CALLBACK, Wish.SKIP, Wish.ACCEPT])
def test_danger_interrupts_it_and_is_answered_first(visitor, server, people, words, step):
    begin(visitor, words, until=step)
    parsed = server.agent.processor.parsed
    before = len(parsed)
    numbers, aside = visitor.replies(f"danger {NUMBER}", 2)
    assert numbers == f"« danger {NUMBER} »" and aside == words.say("fr", "callback-set-aside")
    assert len(parsed) == before + 1
    assert people.callbacks.waiting() == [] and people.dialogues.of(visitor.name) is None
    assert visitor.say("bonjour") == "« bonjour »"


def test_danger_is_answered_although_what_is_kept_cannot_be_changed(
    visitor, people, words, monkeypatch
):
    begin(visitor, words)

    def fails(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr("assistant.handover.dialogues.Dialogues.drop", fails)
    monkeypatch.setattr("assistant.handover.dialogues.Dialogues.put", fails)
    assert visitor.say("danger") == "« danger »"


def test_without_its_database_the_assistant_goes_on_and_says_that_it_cannot(
    visitor, people, words, monkeypatch
):
    def fails(*_):
        raise OSError("gone")

    monkeypatch.setattr("assistant.handover.dialogues.Dialogues.of", fails)
    assert visitor.say("bonjour") == "« bonjour »"
    assert visitor.say(wish(words, Wish.CALLBACK)) == words.say("fr", "handover-trouble")


def test_it_goes_with_the_conversation(visitor, server, people, words):
    planted = word()
    visitor.say(wish(words, Wish.CALLBACK))
    visitor.say(planted)
    visitor.say(wish(words, Wish.ACCEPT))
    visitor.say(NUMBER)
    visitor.say(wish(words, Wish.CALLBACK))
    visitor.say(planted)
    assert people.callbacks.waiting() and people.dialogues.of(visitor.name)
    visitor.erase()
    assert people.callbacks.waiting() == [] and people.dialogues.of(visitor.name) is None
    assert gone(server, planted) and files_with_a_contact(server) == set()


def test_who_asks_again_is_noted_once(visitor, people, words):
    for number in (NUMBER, "98 765 432"):
        begin(visitor, words)
        visitor.say(number)
    assert [row.contact for row in people.callbacks.waiting()] == ["+216 98 765 432"]


@pytest.mark.parametrize("way", [OnTelegram, OnMessenger])
def test_a_command_ends_it(way, server, people, words):
    visitor = way(server)
    begin(visitor, words)
    visitor.say("/help")
    assert people.dialogues.of(visitor.name) is None
    assert visitor.say(NUMBER) == f"« {NUMBER} »"


def test_in_a_group_nobody_is_asked_for_their_number(server, people, words):
    visitor = OnTelegram(server, -99)
    text = wish(words, Wish.CALLBACK)
    assert visitor.say(text) == f"« {text} »" and people.dialogues.of(visitor.name) is None


def test_a_new_conversation_ends_it(server, people, words):
    visitor = OnTheWeb(server)
    begin(visitor, words)
    assert visitor.post("new", {}).status_code == 200
    assert visitor.say(NUMBER) == f"« {NUMBER} »" and people.callbacks.waiting() == []


def test_a_reload_shows_where_it_stands(server, words):
    visitor = OnTheWeb(server)
    begin(visitor, words)
    visitor.say(NUMBER)
    turns = visitor.open()["turns"]
    assert [turn["text"] for turn in turns][-1] == CONTACT_PLACEHOLDER
    assert turns[1]["replies"][0]["buttons"][0]["payload"] == wish(words, Wish.ACCEPT)


def test_where_nobody_reads_the_desk_the_words_are_a_message_like_others(
    server, words, monkeypatch
):
    monkeypatch.setenv("CALLBACKS", "0")
    server.stop()
    server.start()
    text = wish(words, Wish.CALLBACK)
    assert OnTelegram(server).say(text) == f"« {text} »"
