"""What is due: by status, by the days that facts hold, and by when somebody last looked."""

import datetime
import smtplib

import pytest

from assistant.facts.due import (
    REVIEW_MONTHS,
    REVIEW_MONTHS_IN_DANGER,
    Why,
    due,
    months_after,
)
from assistant.facts.errors import WrongRecords
from assistant.facts.languages import LANGUAGES
from assistant.facts.phrases import Phrases
from assistant.facts.record import Status
from assistant.facts.reminding import remind, reminder
from assistant.settings import MailSettings, Settings
from tests.facts.commands import accepted, refused

MEMBERS = "iom.member_states"
TODAY = datetime.date(2026, 11, 24)


def reasons(store, fact, today=TODAY, within=0):
    found = due(store.all(), set(store.waiting()), today, within)
    return {each.why: each.day for each in found if each.record.id == fact}


def test_what_is_to_be_confirmed_is_due_until_it_is(store, records):
    unconfirmed = {f for f, record in records.items() if record.status is Status.TO_CONFIRM}
    found = due(store.all(), set(), datetime.date.today(), 0)
    assert {each.record.id for each in found if each.why is Why.TO_CONFIRM} == unconfirmed
    store.confirm("help.offices", "nadia")
    assert Why.TO_CONFIRM not in reasons(store, "help.offices")


@pytest.mark.parametrize(
    "until, within, why",
    [
        ("2025", 0, Why.EXPIRED),
        ("2026-11-23", 0, Why.EXPIRED),
        ("2026-11-24", 0, Why.EXPIRES),
        ("2026-11", 5, None),
        ("2026-11", 6, Why.EXPIRES),
        ("2027", 30, None),
    ],
)
def test_a_fact_is_due_from_some_days_before_it_holds_no_longer(store, until, within, why):
    store.change(MEMBERS, {"valid_until": until}, "nadia")
    found = reasons(store, MEMBERS, within=within)
    assert set(found) - {Why.REVIEW} == ({why} if why else set())


def test_a_fact_is_due_a_term_after_somebody_looked(store):
    today = datetime.datetime.now(datetime.timezone.utc).date()
    store.confirm(MEMBERS, "nadia")
    usual = months_after(today, REVIEW_MONTHS)
    day_before = usual - datetime.timedelta(days=1)
    assert reasons(store, MEMBERS, day_before) == {}
    assert reasons(store, MEMBERS, usual) == {Why.REVIEW: usual}
    store.change(MEMBERS, {"review_months": 3}, "nadia")
    assert reasons(store, MEMBERS, months_after(today, 3)) == {Why.REVIEW: months_after(today, 3)}


def test_the_term_is_shorter_for_what_people_in_danger_are_shown(store):
    today = datetime.datetime.now(datetime.timezone.utc).date()
    for who in ("nadia", "sami"):
        store.confirm("help.police", who, signed_in=True)
    day = months_after(today, REVIEW_MONTHS_IN_DANGER)
    assert REVIEW_MONTHS_IN_DANGER < REVIEW_MONTHS
    assert reasons(store, "help.police", day) == {Why.REVIEW: day}


def test_what_waits_stands_first_and_what_is_retired_nowhere(store):
    store.confirm("help.police", "nadia", signed_in=True)
    store.change(MEMBERS, {"valid_until": "2023"}, "nadia")
    store.retire("website.sections", "nadia")
    found = due(store.all(), set(store.waiting()), datetime.date(2040, 1, 1))
    assert (found[0].record.id, found[0].why) == ("help.police", Why.WAITING)
    assert found[1].why is Why.EXPIRED and found[1].is_late(datetime.date(2040, 1, 1))
    assert "website.sections" not in {each.record.id for each in found}


@pytest.mark.parametrize("term", [0, -1, 121, 1.5, True, "soon"])
def test_a_term_is_some_months(store, term):
    with pytest.raises(WrongRecords):
        store.change(MEMBERS, {"review_months": term}, "nadia")


@pytest.mark.parametrize(
    "day, months, after",
    [("2026-01-31", 1, "2026-02-28"), ("2026-11-24", 2, "2027-01-24"), ("2024-02-29", 12, "2025-02-28")],
)  # fmt: skip
def test_months_end_on_days_that_there_are(day, months, after):
    assert months_after(datetime.date.fromisoformat(day), months).isoformat() == after


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reminder_names_each_fact_in_the_language(store, language):
    store.change(MEMBERS, {"valid_until": "2026"}, "nadia")
    found = due(store.all(), set(), TODAY, 60)
    phrases = Phrases(Settings().phrases_dir / "staff")
    subject, text = reminder(found, phrases, language)
    assert str(len(found)) in subject
    assert text.count("•") == len(found)
    assert store.get(MEMBERS).record.title[language] in text
    assert ("2026" in text) and not set("٠١٢٣٤٥٦٧٨٩") & set(subject + text)


class Server:
    """A mail server of the test's own."""

    def __init__(self, host, port, timeout=0, **_):
        self.sent, self.secure, self.user = [], False, None
        Server.last = self
        assert timeout > 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def starttls(self, context):
        assert context.verify_mode
        self.secure = True

    def login(self, user, password):
        self.user = (user, password)

    def send_message(self, message):
        assert self.secure
        self.sent.append(message)


def test_a_reminder_is_sent_to_each_address_apart(store, monkeypatch):
    monkeypatch.setattr(smtplib, "SMTP", Server)
    settings = MailSettings(
        smtp_host="mail", smtp_user="u", smtp_password="p", reminders_to="a@oim b@oim"
    )
    found = due(store.all(), set(), TODAY)
    assert remind(found, settings) == 2
    assert [message["To"] for message in Server.last.sent] == ["a@oim", "b@oim"]
    assert Server.last.user == ("u", "p")
    assert "à confirmer" in Server.last.sent[0].get_content()


def test_no_reminder_without_a_server_an_address_or_anything_due(store):
    found = due(store.all(), set(), TODAY)
    assert remind(found, MailSettings(reminders_to="a@oim")) == 0
    assert remind(found, MailSettings(smtp_host="mail")) == 0
    assert remind([], MailSettings(smtp_host="mail", reminders_to="a@oim")) == 0


def test_the_command_lists_what_is_due_and_reminds(database, monkeypatch):
    accepted("set", MEMBERS, "2023", "--field", "valid_until")
    shown = accepted("due")
    assert "expired" in shown and "late" in shown and "to_confirm" in shown
    assert "0 reminded." in accepted("due", "--mail")
    monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("SMTP_PORT", "1")
    monkeypatch.setenv("REMINDERS_TO", "a@oim")
    assert "refused" in refused("due", "--mail")
