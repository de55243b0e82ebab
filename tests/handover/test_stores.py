"""What hand-over keeps, and for how long."""

import datetime

import pytest

from assistant.database import now
from assistant.handover.callbacks import Gone
from assistant.handover.contact import Contact
from assistant.handover.dialogue import Dialogue, Step
from assistant.handover.marks import Mark
from assistant.handover.people import People
from assistant.settings import HandoverSettings
from tests.stored import holds

CONTACT = Contact("phone", "+216 20 123 456")
DAY = datetime.timedelta(days=1)


@pytest.fixture
def people(any_url):
    people = People(HandoverSettings(handover_url=any_url))
    yield people
    people.close()


def ask(people, conversation="telegram-1", topic="mon dossier", due=DAY, deleted=14 * DAY):
    moment = now()
    people.callbacks.add(conversation, "fr", topic, CONTACT, moment + due, moment + deleted)
    return people.callbacks.waiting()[-1]


def later(monkeypatch, by: datetime.timedelta) -> None:
    moment = now() + by
    for module in ("callbacks", "dialogues", "takeovers", "marks"):
        monkeypatch.setattr(f"assistant.handover.{module}.now", lambda: moment)


def test_a_request_is_kept_once_a_visitor_with_a_topic_that_says_nothing_personal(people):
    ask(people, topic="rappelez-moi au 55 444 333")
    ask(people, topic="je m'appelle Amira Trabelsi, mon dossier")
    [row] = people.callbacks.waiting()
    assert "Trabelsi" not in row.topic and "dossier" in row.topic
    assert row.contact == CONTACT.address and not row.owner


def test_the_most_urgent_stands_first(people):
    ask(people, "telegram-1", due=3 * DAY)
    ask(people, "telegram-2", due=DAY)
    assert [row.conversation for row in people.callbacks.waiting()] == ["telegram-2", "telegram-1"]


def test_two_who_take_the_same_request_learn_of_each_other(people):
    row = ask(people)
    people.callbacks.assign(row.id, None, "amel")
    with pytest.raises(Gone):
        people.callbacks.assign(row.id, None, "sami")
    assert people.callbacks.get(row.id).owner == "amel"
    people.callbacks.assign(row.id, "amel", "sami")
    people.callbacks.postpone(row.id, row.due + DAY)
    assert people.callbacks.get(row.id).due == row.due + DAY


def test_how_somebody_is_reached_goes_when_they_were_answered(people, any_url):
    row = ask(people)
    assert holds(any_url, CONTACT.address)
    people.callbacks.finish(row.id, "amel")
    assert not holds(any_url, CONTACT.address)
    assert people.callbacks.waiting() == []
    [done] = people.callbacks.done(10)
    assert (done.done_by, done.contact) == ("amel", None)
    for change in (
        lambda: people.callbacks.finish(row.id, "sami"),
        lambda: people.callbacks.assign(row.id, None, "sami"),
        lambda: people.callbacks.postpone(row.id, row.due),
    ):
        with pytest.raises(Gone):
            change()


def test_a_request_is_deleted_on_its_day(people, any_url, monkeypatch):
    row = ask(people)
    later(monkeypatch, 14 * DAY - datetime.timedelta(minutes=1))
    assert people.delete_old(30) == 0 and people.callbacks.get(row.id)
    later(monkeypatch, 14 * DAY + datetime.timedelta(minutes=1))
    # Before anybody deletes it, nobody is shown it.
    assert people.callbacks.waiting() == []
    with pytest.raises(Gone):
        people.callbacks.get(row.id)
    assert people.delete_old(30) == 1
    assert not holds(any_url, CONTACT.address) and not holds(any_url, "telegram-1")


def test_all_of_a_conversation_is_forgotten_and_nothing_of_others(people, any_url):
    for who in ("web-first-visitor-000000", "web-other-visitor-000000"):
        ask(people, who)
        people.dialogues.put(who, Dialogue(Step.CONTACT, "fr", "x"))
        people.takeovers.ask(who, "fr")
        people.takeovers.deliver(who, {"text": "bonjour"})
        people.marks.set(who, Mark.GOOD, "amel", now())
    people.forget("web-first-visitor-000000")
    assert not holds(any_url, "web-first-visitor-000000")
    other = "web-other-visitor-000000"
    assert people.dialogues.of(other) and people.takeovers.of(other)
    assert people.takeovers.after(other, 0) and people.marks.of([other]) == {other: Mark.GOOD}
    assert [row.conversation for row in people.callbacks.waiting()] == [other]


def test_a_dialogue_that_nobody_goes_on_with_ends(people, monkeypatch):
    people.dialogues.put("telegram-1", Dialogue(Step.CONTACT, "ar", "x", 2))
    assert people.dialogues.of("telegram-1") == Dialogue(Step.CONTACT, "ar", "x", 2)
    later(monkeypatch, datetime.timedelta(minutes=31))
    assert people.dialogues.of("telegram-1") is None
    assert people.delete_old(30) == 1


def test_a_conversation_that_waits_is_one_persons(people):
    people.takeovers.ask("web-1", "ar")
    assert people.takeovers.of("web-1").state == "waiting"
    assert people.takeovers.take("web-1", "amel").staff == "amel"
    with pytest.raises(Gone):
        people.takeovers.take("web-1", "sami")
    assert people.takeovers.take("web-1", "amel").staff == "amel"
    with pytest.raises(Gone):
        people.takeovers.touch("web-1", "sami")
    assert people.takeovers.end(people.takeovers.of("web-1"))
    for act in (people.takeovers.take, people.takeovers.touch):
        with pytest.raises(Gone):
            act("web-1", "amel")


def test_what_nobody_cares_for_ends_once(people, monkeypatch):
    people.takeovers.ask("web-1", "fr")
    found = people.takeovers.of("web-1")
    assert people.takeovers.all() == [found]
    later(monkeypatch, datetime.timedelta(minutes=11))
    assert people.takeovers.has_ended(found) and people.takeovers.all() == []
    with pytest.raises(Gone):
        people.takeovers.take("web-1", "amel")
    assert people.takeovers.end(found) and not people.takeovers.end(found)


def test_one_that_was_taken_meanwhile_is_not_ended_for_nobody_coming(people):
    people.takeovers.ask("web-1", "fr")
    waiting = people.takeovers.of("web-1")
    people.takeovers.take("web-1", "amel")
    assert not people.takeovers.end(waiting)
    assert people.takeovers.of("web-1").staff == "amel"


def test_what_appears_is_counted_up_and_kept_for_an_hour(people, monkeypatch):
    first = people.takeovers.deliver("web-1", {"text": "un"})
    second = people.takeovers.deliver("web-1", {"text": "deux"})
    people.takeovers.deliver("web-2", {"text": "à d'autres"})
    assert first < second
    assert [d.reply["text"] for d in people.takeovers.after("web-1", 0)] == ["un", "deux"]
    assert [d.number for d in people.takeovers.after("web-1", first)] == [second]
    later(monkeypatch, datetime.timedelta(minutes=61))
    people.delete_old(30)
    assert people.takeovers.after("web-1", 0) == []
    assert people.takeovers.deliver("web-1", {"text": "trois"}) > second


def test_a_mark_may_be_changed_taken_away_and_grows_old_with_its_conversation(people):
    said = now() - 29 * DAY
    people.marks.set("web-1", Mark.WRONG, "amel", said)
    people.marks.set("web-1", Mark.GOOD, "sami", said)
    people.marks.set("web-2", Mark.GOOD, "sami", said - 2 * DAY)
    assert people.marks.marked(Mark.GOOD, 10) == ["web-1", "web-2"]
    assert people.delete_old(30) == 1
    assert people.marks.of(["web-1", "web-2", "web-3"]) == {"web-1": Mark.GOOD}
    people.marks.set("web-1", None, "amel", said)
    assert people.marks.of(["web-1"]) == {}
