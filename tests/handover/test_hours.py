"""When the office answers."""

import datetime

import pytest

from assistant.facts.errors import FactError
from assistant.facts.languages import LANGUAGES
from assistant.handover.hours import read_hours
from assistant.handover.office import Office
from assistant.settings import HandoverSettings

OURS = HandoverSettings().office_file


def at(text: str) -> datetime.datetime:
    """A moment, in UTC without a zone; Tunis is an hour ahead."""
    return datetime.datetime.fromisoformat(text)


def write(path, **changes):
    fields = {
        "timezone": "Africa/Tunis",
        "hours": "{mon: ['08:30-12:30', '13:30-17:00'], tue: ['08:30-12:30', '13:30-17:00']}",
        "closed": "[2026-12-01]",
        "answers_within": "1",
        **changes,
    }
    path.write_text("\n".join(f"{name}: {value}" for name, value in fields.items()))
    return path


def test_the_projects_hours_are_read_and_written_in_every_language():
    hours = read_hours(OURS)
    texts = {hours.written(language) for language in LANGUAGES}
    assert len(texts) == len(LANGUAGES) and all("08:30" in text for text in texts)
    assert hours.written("fr").replace("\u2009", " ") == "lundi – vendredi 08:30 – 17:00"


def test_somebody_is_there_within_the_hours_of_the_zone(tmp_path):
    hours = read_hours(write(tmp_path / "office.yml"))
    assert hours.is_open(at("2026-11-30 07:30")) and not hours.is_open(at("2026-11-30 07:29"))
    assert not hours.is_open(at("2026-11-30 11:30")) and hours.is_open(at("2026-11-30 12:30"))
    assert not hours.is_open(at("2026-11-30 16:00")), "17:00 in Tunis"
    assert not hours.is_open(at("2026-12-01 09:00")), "a closed day"
    assert not hours.is_open(at("2026-12-02 09:00")), "no hours on a Wednesday"


def test_an_answer_is_due_at_the_end_of_a_later_office_day(tmp_path):
    hours = read_hours(write(tmp_path / "office.yml"))
    # The Tuesday is closed, and the office works on Mondays and Tuesdays only.
    assert hours.due(at("2026-11-30 09:00")) == at("2026-12-07 16:00")
    # It is Monday already in Tunis.
    assert hours.due(at("2026-11-29 23:30")) == at("2026-12-07 16:00")
    assert hours.due(at("2026-11-29 22:30")) == at("2026-11-30 16:00")


@pytest.mark.parametrize(
    "changes",
    [
        {"timezone": "Africa/Nowhere"},
        {"hours": "{}"},
        {"hours": "{monday: ['08:30-17:00']}"},
        {"hours": "{mon: ['17:00-08:30']}"},
        {"hours": "{mon: ['8h30-17h']}"},
        {"hours": "[mon]"},
        {"closed": "[soon]"},
        {"answers_within": "0"},
        {"holidays": "[]"},
    ],
)
def test_what_tells_no_hours_is_said(tmp_path, changes):
    with pytest.raises(FactError, match="office.yml"):
        read_hours(write(tmp_path / "office.yml", **changes))


def test_staff_change_the_hours_while_the_server_runs_and_a_mistake_changes_nothing(tmp_path):
    path = tmp_path / "office.yml"
    office = Office(path)
    with pytest.raises(FactError):
        office.hours()
    write(path)
    assert office.hours().answers_within == 1
    write(path, answers_within="12")
    assert office.hours().answers_within == 12
    write(path, answers_within="a few")
    assert office.hours().answers_within == 12
