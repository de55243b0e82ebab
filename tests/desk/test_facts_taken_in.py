"""New facts and files of facts: all of them are taken or none."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from assistant.desk.audit.models import Entry
from assistant.desk.facts.store import fact_store
from tests.desk.fact_forms import (
    MEMBERS,
    count,
)
from tests.desk.pages import told

# --- new facts ----------------------------------------------------------------------------------

FIRST = {"subject": "help", "attribute": "languages", "kind": "which", "value_type": "text"}


def new_fact(client, **changes):
    data = {
        **FIRST,
        "id": "help.languages",
        "kind": "which",
        "status": "published",
        "value.type": "text",
        "asked": "on",
        "sources.0.document": "The office",
        "sources.0.section": "a call",
        "examples-area": "numbers",
        "examples-fr": "vous parlez quelles langues au bout du fil\nla hotline parle bambara ou pas",
        "examples-en": "which languages does your hotline speak on the phone",
        "examples-ar": "بأي لغات يتحدث خط المساعدة عندكم",
    }
    for language, words in (("fr", "français"), ("en", "English"), ("ar", "العربية")):
        data[f"value.text.{language}"] = words
        data[f"title.{language}"] = f"Langues {language}"
        data[f"question.{language}"] = f"Langues {language} ?"
        data[f"answer.{language}"] = "{ $value }."
    return client.post("/facts/new/", {**data, **changes})


def test_a_new_fact_comes_with_its_questions_in_every_language(editor, tmp_path):
    page = told(editor.get("/facts/new/", FIRST))
    assert 'name="value.text.ar"' in page and 'name="examples-aeb"' in page
    response = new_fact(editor)
    assert response.status_code == 302, response.context["form"].errors
    assert fact_store().get("help.languages").record.value.text["ar"] == "العربية"
    filed = (tmp_path / "publishing" / "reviewed" / "fr" / "reviewed.yml").read_text("utf-8")
    assert "- intent: numbers/help.languages" in filed and "bambara" in filed
    assert (tmp_path / "publishing" / "reviewed" / "ar" / "reviewed.yml").exists()
    assert Entry.objects.get(what="Fact added").about == "help.languages"


@pytest.mark.parametrize(
    "changes, where",
    [
        ({"answer.ar": ""}, "form"),
        ({"answer.fr": "{ $nothing }"}, "form"),
        ({"examples-ar": ""}, "asked"),
        ({"examples-area": "weather"}, "asked"),
    ],
)
def test_a_new_fact_that_is_wrong_is_not_added_and_nothing_is_filed(
    editor, tmp_path, changes, where
):
    response = new_fact(editor, **changes)
    assert response.status_code == 422 and response.context[where].errors
    assert "help.languages" not in fact_store().all()
    assert not (tmp_path / "publishing").exists()
    assert "bambara" in told(response)


@pytest.mark.parametrize(
    "first",
    [
        {"attribute": "police"},
        {"subject": "danger", "attribute": "flood"},
        {"subject": "Help"},
        {"attribute": "<script>"},
        {"value_type": "sum"},
    ],
)
def test_what_cannot_be_a_fact_is_told_first(editor, first):
    response = editor.get("/facts/new/", {**FIRST, **first})
    assert response.context["form"].errors and 'name="answer.fr"' not in told(response)


# --- files --------------------------------------------------------------------------------------


def upload(client, content, name="facts.xlsx", **fields):
    return client.post("/facts/import/", {"file": SimpleUploadedFile(name, content), **fields})


def sheet(client):
    return load_workbook(BytesIO(client.get("/facts/export/").content))


def saved(book, fact, column, value):
    page = book.active
    names = [cell.value for cell in page[1]]
    [row] = [row for row in page.iter_rows(min_row=2) if row[0].value == fact]
    row[names.index(column)].value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_spreadsheet_is_taken_after_it_was_checked(editor):
    content = saved(sheet(editor), MEMBERS, "value.count", 180)
    response = upload(editor, content, only_check="on")
    assert response.context["result"].changed == [MEMBERS] and count() != 180
    response = upload(editor, content)
    assert response.context["result"].changed == [MEMBERS] and count() == 180
    assert fact_store().history(MEMBERS)[-1].who == "sami"


def test_wrong_rows_are_told_by_row_and_nothing_is_taken(editor):
    book = sheet(editor)
    saved(book, MEMBERS, "value.count", 180)
    content = saved(book, "iom.founded", "answer.fr", "{ $nothing }")
    response = upload(editor, content)
    assert response.status_code == 422 and count() != 180
    [(row, column, reason)] = response.context["problems"]
    assert row > 1 and column == "Réponse (français)" and "n’est ni un fait" in reason


def test_yaml_comes_and_goes(editor):
    content = editor.get("/facts/export/?form=yml").content
    response = upload(editor, content, "facts.yml", only_check="on")
    assert len(response.context["result"].unchanged) == len(fact_store().all())


@pytest.mark.parametrize(
    "content, name",
    [(b"x", "a.xlsx"), (b"x", "a.exe"), (b"0" * 2_000_001, "a.yml"), (b"", "a.yml")],
    ids=["no workbook", "another kind", "too large", "empty"],
)
def test_other_files_are_refused(editor, content, name):
    response = upload(editor, content, name)
    assert response.status_code == 422 and response.context["form"].errors["file"]
