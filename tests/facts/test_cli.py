import datetime
import json

import pytest

from assistant.facts.cli import app
from assistant.settings import Settings
from tests.facts.commands import MEMBERS, cli

pytestmark = pytest.mark.usefixtures("database")


def call(*arguments, code=0):
    result = cli.invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def test_set_shows_the_new_answers_and_history_tells_who(records):
    new = str(records[MEMBERS].value.count + 1)
    shown = call("set", MEMBERS, new, "--by", "nadia", "--source-date", "2026-01")
    assert shown.count(new) == 3
    history = call("history", MEMBERS)
    assert "nadia" in history and f"count: {new}" in history


def test_set_of_a_wording_and_of_a_part(records):
    assert f"Bonjour {records['iom.founded'].value.year}" in call(
        "set", "iom.founded", "Bonjour { $value }", "--field", "answer.fr"
    )
    assert "Genève" in call("set", "imrf.place", "Genève", "--field", "value.place.fr")
    assert "several parts" in call("set", "imrf.place", "Genève", code=1)


def test_set_refuses_what_is_wrong_and_an_old_version():
    assert "value.count" in call("set", MEMBERS, "many", code=1)
    call("set", MEMBERS, "180", "--version", "1")
    assert "changed by somebody else" in call("set", MEMBERS, "181", "--version", "1", code=1)


def test_list_by_status_shows_what_is_to_be_confirmed(records):
    shown = call("list", "--status", "to_confirm")
    for record in records.values():
        assert (record.id in shown) == (record.status == "to_confirm"), record.id


def test_show_retire_confirm_check():
    assert "version 1" in call("show", MEMBERS)
    call("retire", "website.sections")
    assert "retired" in call("show", "website.sections")
    call("confirm", "help.offices")
    assert "help.offices" not in call("list", "--status", "to_confirm", "--subject", "help").split()
    assert "written in" in call("check")
    assert "no fact" in call("show", "iom.nothing", code=1)


def test_add_from_a_file(tmp_path, records):
    record = {**records["iom.founded"].document(), "id": "iom.birthday"}
    file = tmp_path / "new.yml"
    file.write_text(json.dumps(record), encoding="utf-8")
    call("add", str(file))
    assert "already" in call("add", str(file), code=1)
    file.write_text("id: nonsense", encoding="utf-8")
    assert "answer" in call("add", str(file), code=1)


def test_export_round_trips(tmp_path):
    call("export", str(tmp_path / "out"))
    for original in Settings().facts_dir.glob("*.yml"):
        copy = tmp_path / "out" / original.name
        assert copy.read_text(encoding="utf-8") == original.read_text(encoding="utf-8")


def test_load_shows_a_difference_instead_of_overwriting(tmp_path, records):
    old = records[MEMBERS].value.count
    call("export", str(tmp_path / "out"))
    call("set", MEMBERS, str(old + 1))
    file = tmp_path / "out" / "iom.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(f"count: {old}", f"count: {old + 5}"), encoding="utf-8")
    shown = call("load", str(tmp_path / "out"))
    assert f"-    count: {old + 1}" in shown and f"+    count: {old + 5}" in shown
    call("load", str(tmp_path / "out"), "--take-files-for", MEMBERS)
    assert f"count: {old + 5}" in call("show", MEMBERS)


def test_load_of_wrong_files_names_the_problem(tmp_path):
    (tmp_path / "iom.yml").write_text("- id: iom.x\n", encoding="utf-8")
    assert "record iom.x: field kind" in call("load", str(tmp_path), code=1)


def test_check_of_files():
    assert "facts, each written in" in call("check", "--folder", str(Settings().facts_dir))


def test_facts_that_hold_no_longer_are_marked_listed_and_warned_of(records):
    today = datetime.date.today()
    soon = today + datetime.timedelta(days=10)
    call("set", MEMBERS, str(today.year - 1), "--field", "valid_until")
    call("set", "iom.founded", soon.isoformat(), "--field", "valid_until")
    assert f"{today.year - 1} (expired)" in call("list")
    assert MEMBERS in (expired := call("list", "--expired")) and "iom.founded" not in expired
    within = call("list", "--expired", "--within", "30")
    assert MEMBERS in within and "iom.founded" in within and "iom.mission" not in within
    assert f"{MEMBERS} held until {today.year - 1}" in (checked := call("check"))
    assert "iom.founded" not in checked


def test_set_takes_the_dates_that_a_value_holds_for():
    call("set", MEMBERS, "180", "--valid-from", "2030-05", "--valid-until", "2031-12-31")
    shown = call("show", MEMBERS)
    assert "valid_from: 2030-05" in shown and "valid_until: '2031-12-31'" in shown
