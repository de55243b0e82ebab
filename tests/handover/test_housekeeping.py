"""Staff are told by mail that somebody waits, once, and with nothing of who or why."""

import datetime

import pytest

from assistant.database import now
from assistant.handover import housekeeping
from assistant.handover.contact import Contact
from assistant.handover.housekeeping import Housekeeping
from assistant.settings import HandoverSettings

DAY = datetime.timedelta(days=1)


@pytest.fixture
def mails(monkeypatch):
    sent = []
    monkeypatch.setattr(housekeeping, "send", lambda *mail: sent.append(mail))
    return sent


@pytest.fixture
def keeper(people):
    settings = HandoverSettings(
        handover_to="accueil@oim.example amel@oim.example", desk_address="https://desk.example/"
    )
    return Housekeeping(settings, people)


def ask(people, conversation="telegram-1"):
    contact, moment = Contact("phone", "+216 20 123 456"), now()
    people.callbacks.add(conversation, "fr", "zanzibar", contact, moment + DAY, moment + 2 * DAY)


def test_staff_are_told_once_of_what_is_new(people, keeper, mails):
    keeper.once()
    assert mails == []
    ask(people)
    people.takeovers.ask("web-1", "ar")
    keeper.once()
    keeper.once()
    [(to, subject, text)] = mails
    assert to == ["accueil@oim.example", "amel@oim.example"]
    assert "https://desk.example/conversations/waiting/" in text
    for word in ("zanzibar", "20 123", "telegram", "web-1"):
        assert word not in subject + text
    ask(people, "telegram-2")
    keeper.once()
    assert len(mails) == 2


def test_a_mail_that_fails_is_sent_a_minute_later(people, keeper, mails, monkeypatch):
    ask(people)

    def fails(*_):
        raise ConnectionRefusedError("no mail server")

    with monkeypatch.context() as patched:
        patched.setattr(housekeeping, "send", fails)
        keeper.once()
    assert mails == []
    keeper.once()
    assert len(mails) == 1


def test_without_addresses_nobody_is_told_and_nothing_is_noted(people, mails):
    ask(people)
    Housekeeping(HandoverSettings(), people).once()
    assert mails == []
    Housekeeping(HandoverSettings(handover_to="a@b.example"), people).once()
    assert len(mails) == 1


def test_what_is_kept_long_enough_is_deleted_without_anybody(people, keeper, mails, monkeypatch):
    ask(people)
    later = now() + 3 * DAY
    monkeypatch.setattr("assistant.handover.callbacks.now", lambda: later)
    keeper.once()
    monkeypatch.undo()
    assert people.callbacks.waiting() == []


def test_a_database_that_fails_ends_nothing(people, keeper, monkeypatch):
    def fails(*_):
        raise OSError("gone")

    monkeypatch.setattr("assistant.handover.announcements.Announcements.begin", fails)
    keeper.once()
