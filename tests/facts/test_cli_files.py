"""Files that the `facts` command adds, loads or checks: what is wrong with one is told by its name."""

import json
from typing import Any, Dict

import pytest

from assistant.facts.files import write_yaml
from assistant.facts.languages import LANGUAGES
from assistant.facts.record import FactRecord
from assistant.settings import Settings
from tests.facts.commands import accepted, refused

pytestmark = pytest.mark.usefixtures("database")


def new_record(records: Dict[str, FactRecord], fact: str, **fields: Any) -> Dict[str, Any]:
    return {**records["iom.founded"].document(), "id": fact, **fields}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"just words",
        b"5",
        b"[]",
        b"{}",
        b"- 5",
        b"- []",
        b"a: [",
        b"a: 2022-02-30",
        b"--- a\n--- b",
        b"{a: 1, a: 2}",
        b"!!python/object/apply:os.getcwd []",
        b"&a [*a]",
        b"\x00",
        "id: é".encode("latin-1"),
        "id: é".encode("utf-16"),
        b"id: [iom.x]",
        b"id: {iom: x}",
    ],
)  # fmt: skip
def test_a_file_that_holds_no_record(tmp_path, content):
    file = tmp_path / "iom.yml"
    file.write_bytes(content)
    assert str(file) in refused("add", str(file))
    assert str(file) in refused("load", str(tmp_path))
    assert str(file) in refused("check", "--folder", str(tmp_path))


def test_a_file_that_is_missing_or_none(tmp_path):
    folder = tmp_path / "facts"
    (folder / "iom.yml").mkdir(parents=True)
    for path in (tmp_path / "missing.yml", folder):
        assert str(path) in refused("add", str(path))
    for path in (tmp_path / "missing", tmp_path / "facts.db", folder):
        assert str(path) in refused("load", str(path))
        assert str(path) in refused("check", "--folder", str(path))
    for path in (tmp_path / "facts.db", tmp_path / "facts.db" / "in"):
        assert str(path) in refused("export", str(path))


def test_two_records_are_added_together_or_not_at_all(tmp_path, records):
    file = tmp_path / "new.yml"
    one, two = new_record(records, "iom.one"), new_record(records, "iom.two")
    wrong = {**two, "kind": "guess", "title": {}}
    file.write_text(json.dumps([one, wrong, {**one, "sources": []}]), encoding="utf-8")
    said = refused("add", str(file))
    for part in ("record iom.two: field kind", "record iom.two: field title", "field sources"):
        assert part in said
    answers = dict.fromkeys(LANGUAGES, "{ $iom_nothing }")
    file.write_text(json.dumps([one, {**two, "answer": answers}]), encoding="utf-8")
    assert "iom.two: field answer" in refused("add", str(file))
    assert "no fact" in refused("show", "iom.one")
    file.write_text(json.dumps([one, one]), encoding="utf-8")
    assert "iom.one" in refused("add", str(file))
    file.write_text(json.dumps([one, two]), encoding="utf-8")
    said = accepted("add", str(file))
    assert "iom.one added" in said and "iom.two added" in said
    assert "iom.one is there already" in refused("add", str(file))


def test_files_that_lack_what_replies_need(tmp_path, records):
    folder = Settings().facts_dir
    for path in folder.glob("*.yml"):
        text = path.read_text(encoding="utf-8").replace("danger.fire", "danger.flames")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    assert "danger.fire: field id" in refused("check", "--folder", str(tmp_path))


def test_a_load_that_breaks_what_is_there(tmp_path, records):
    accepted("export", str(tmp_path / "out"))
    accepted("retire", "website.sections")
    file = tmp_path / "out" / "website.yml"
    shows = dict.fromkeys(LANGUAGES, "{ $website_sections }")
    document = {**records["iom.founded"].document(), "id": "website.more", "answer": shows}
    file.write_text(file.read_text(encoding="utf-8") + write_yaml([document]), encoding="utf-8")
    assert "website.sections, which is retired" in refused("load", str(tmp_path / "out"))
