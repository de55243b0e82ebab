"""Facts from spreadsheets and YAML: all of them or, where any row is wrong, none."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from assistant.facts.errors import FactError
from assistant.facts.files import write_yaml
from assistant.facts.importing import WrongRows, take_file
from assistant.facts.spreadsheet import read_sheet, write_sheet
from assistant.facts.store import PutResult
from tests.facts.commands import accepted, refused

MEMBERS = "iom.member_states"


def sheet(store):
    return load_workbook(BytesIO(write_sheet(list(store.all().values()))))


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def place(book, fact, column):
    page = book.active
    names = [cell.value for cell in page[1]]
    [row] = [row for row in page.iter_rows(min_row=2) if row[0].value == fact]
    return row[names.index(column)]


def take(store, book, **options):
    return take_file(store, saved(book), "facts.xlsx", "nadia", **options)


def counts(store):
    return store.get(MEMBERS).record.value.count, len(store.history())


def test_what_is_exported_is_what_is_read(store):
    facts = store.all()
    rows, problems = read_sheet(write_sheet(list(facts.values())))
    assert not problems
    assert {row.document["id"]: row.document for row in rows} == {
        fact: stored.record.document() for fact, stored in facts.items()
    }
    assert take(store, sheet(store)) == PutResult([], [], list(facts), [])


def test_a_changed_cell_is_taken_and_a_new_row_added(store):
    book = sheet(store)
    place(book, MEMBERS, "value.count").value = 180
    page = book.active
    founded = [cell.value for cell in place(book, "iom.founded", "id").parent[
        place(book, "iom.founded", "id").row]]  # fmt: skip
    founded[0], founded[1] = "iom.anniversary", None
    page.append(founded)
    result = take(store, book, note="the year's table")
    assert (result.changed, result.added, result.waiting) == ([MEMBERS], ["iom.anniversary"], [])
    assert store.get(MEMBERS).record.value.count == 180
    last = next(row for row in store.history(MEMBERS)[::-1])
    assert (last.what, last.who, last.note) == ("import", "nadia", "the year's table")


def test_a_spreadsheet_program_may_have_made_dates_and_fractions_of_cells(store):
    import datetime

    book = sheet(store)
    place(book, MEMBERS, "value.count").value = 180.0
    cell = place(book, "imrf.dates", "value.first")
    cell.value = datetime.datetime(2022, 5, 16)
    assert set(take(store, book).changed) == {MEMBERS, "imrf.dates"}
    assert store.get("imrf.dates").record.value.first.isoformat() == "2022-05-16"


def test_every_wrong_row_is_told_and_nothing_is_taken(store):
    before = counts(store)
    book = sheet(store)
    place(book, MEMBERS, "value.count").value = "many"
    place(book, "iom.founded", "answer.ar").value = None
    place(book, "iom.founded", "status").value = "perhaps"
    place(book, "help.offices", "value.type").value = "offices"
    place(book, "imrf.frequency", "value.count").value = 4.5
    again = place(book, "imrf.place", "id")
    again.value = "imrf.dates"
    with pytest.raises(WrongRows) as refusal:
        take(store, book)
    rows = {fact: place(sheet(store), fact, "id").row for fact in store.all()}
    found = {(problem.row, problem.column) for problem in refusal.value.problems}
    assert found >= {
        (rows[MEMBERS], "value.count"),
        (rows["iom.founded"], "answer"),
        (rows["iom.founded"], "status"),
        (rows["help.offices"], "value"),
        (rows["imrf.frequency"], "value.count"),
        (again.row, "id"),
    }
    assert len(str(refusal.value).split("\n")) == len(refusal.value.problems)
    assert counts(store) == before


def test_what_is_wrong_between_facts_is_told_by_row(store):
    before = counts(store)
    book = sheet(store)
    place(book, MEMBERS, "value.count").value = 180
    place(book, "iom.founded", "answer.fr").value = "{ $nothing_there }"
    with pytest.raises(WrongRows) as refusal:
        take(store, book)
    [problem] = refusal.value.problems
    assert problem.row == place(book, "iom.founded", "id").row and problem.column == "answer.fr"
    assert "nothing_there" in problem.reason
    assert counts(store) == before


def test_a_fact_that_was_changed_since_the_export_is_not_overwritten(store):
    book = sheet(store)
    store.change(MEMBERS, {"value.count": 176}, "sami")
    with pytest.raises(WrongRows, match="changed after"):
        take(store, book)
    assert store.get(MEMBERS).record.value.count == 176


def test_a_number_shown_in_danger_waits_and_is_refused_while_another_change_does(store):
    book = sheet(store)
    place(book, "help.police", "value.number").value = "198"
    place(book, MEMBERS, "value.count").value = 180
    result = take(store, book, signed_in=True)
    assert (result.changed, result.waiting) == ([MEMBERS], ["help.police"])
    assert store.get("help.police").record.value.number == "197"
    other = sheet(store)
    place(other, "help.police", "value.number").value = "193"
    with pytest.raises(WrongRows, match="waits for a second person"):
        take(store, other)


def test_only_checking_takes_nothing(store):
    before = counts(store)
    book = sheet(store)
    place(book, MEMBERS, "value.count").value = 180
    assert take(store, book, only_check=True).changed == [MEMBERS]
    assert counts(store) == before


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@a", "007"])
def test_text_stays_text(store, text):
    """Neither a formula that a spreadsheet program would run, nor a number without its zeros."""
    store.change("iom.founded", {"answer.fr": text}, "nadia")
    book = sheet(store)
    cell = place(book, "iom.founded", "answer.fr")
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    assert not take(store, book).changed


def test_formulas_and_errors_are_told(store):
    book = sheet(store)
    place(book, MEMBERS, "value.count").value = "=170+5"
    place(book, "iom.founded", "value.year").value = "#DIV/0!"
    with pytest.raises(WrongRows) as refusal:
        take(store, book)
    assert "formula" in str(refusal.value) and "error" in str(refusal.value)


@pytest.mark.parametrize(
    "content, name",
    [
        (b"", "facts.xlsx"),
        (b"PK\x03\x04 not a workbook", "facts.xlsx"),
        (b"id,value\n", "facts.csv"),
        (b"\xff\xfe\x00", "facts.yml"),
        (b"a: [", "facts.yml"),
        (b"- 1\n- 2\n", "facts.yml"),
        (b"[]", "facts.yml"),
        (b"7", "facts.yml"),
    ],
)
def test_what_is_no_file_of_facts_is_told(store, content, name):
    with pytest.raises(FactError) as refusal:
        take_file(store, content, name, "nadia")
    assert str(refusal.value)


def test_a_sheet_without_names_is_told(store):
    book = sheet(store)
    book.active.delete_rows(1)
    with pytest.raises(FactError, match="first row"):
        take(store, book)


def test_yaml_is_taken_by_record(store, records):
    document = {**records[MEMBERS].document(), "value": {"type": "count", "count": 180}}
    content = write_yaml([document]).encode()
    assert take_file(store, content, "a.yml", "nadia").changed == [MEMBERS]
    wrong = write_yaml([document, {**document, "id": "iom.x", "kind": "?"}]).encode()
    with pytest.raises(WrongRows, match="row 2: kind"):
        take_file(store, wrong, "a.yml", "nadia")


def test_the_command_takes_and_writes_spreadsheets(database, tmp_path):
    file = tmp_path / "facts.xlsx"
    assert str(file) in accepted("export", str(file))
    book = load_workbook(file)
    place(book, MEMBERS, "value.count").value = 180
    book.save(file)
    assert "1 changed" in accepted("import", str(file), "--check")
    assert "1 changed" in accepted("import", str(file), "--by", "nadia")
    assert "180" in accepted("show", MEMBERS)
    assert "changed after" in refused("import", str(file))
    assert "No such file" in refused("import", str(tmp_path / "none.xlsx"))
