"""The pages on facts: seen, corrected, confirmed by two, put back, never lost between two people."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from assistant.desk.audit.models import Entry
from assistant.desk.facts.store import fact_store
from assistant.desk.roles import Role
from assistant.facts.languages import LANGUAGES
from assistant.facts.record import Status
from tests.desk.conftest import client_of, make_user

MEMBERS = "iom.member_states"
POLICE = "help.police"
SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"


@pytest.fixture
def editor():
    return client_of(make_user(Role.EDITOR, "sami"))


@pytest.fixture
def publisher():
    return client_of(make_user(Role.PUBLISHER, "lina"))


def form_of(client, fact):
    """What the editor's page would send, unchanged."""
    form = client.get(f"/facts/{fact}/edit/").context["form"]
    data = {}
    for field in form:
        value = field.value()
        if isinstance(value, bool):
            if value:
                data[field.html_name] = "on"
        elif value is not None:
            data[field.html_name] = value
    return data


def save(client, fact, **changes):
    data = {**form_of(client, fact), **{key.replace("__", "."): v for key, v in changes.items()}}
    return client.post(f"/facts/{fact}/edit/", data)


def count():
    return fact_store().get(MEMBERS).record.value.count


def told(response):
    return unescape(response.content.decode())


def errors(response):
    return response.context["form"].errors


# --- seeing -------------------------------------------------------------------------------------


def test_the_list_shows_each_fact_with_status_age_source_and_what_is_due(editor, records):
    page = told(editor.get("/facts/"))
    for record in records.values():
        assert record.id in page and record.title["fr"] in page
    assert "Kapitalis" in page and "à confirmer" in page and "il y a" in page


def test_the_list_is_filtered(editor):
    assert MEMBERS not in told(editor.get("/facts/?subject=help"))
    found = editor.get("/facts/?words=états membres").context
    assert MEMBERS in [row.record.id for row in found["subjects"]["iom"]]
    assert "help" not in found["subjects"]
    fact_store().retire("website.sections", "x")
    assert "website.sections" not in told(editor.get("/facts/"))
    assert "website.sections" in told(editor.get("/facts/?status=retired"))
    assert editor.get("/facts/?subject=%00&status=%27&words=%3Cscript%3E").status_code == 200


def test_every_fact_has_its_pages(editor, records):
    for fact in records:
        for page in ("", "edit/", "history/"):
            assert editor.get(f"/facts/{fact}/{page}").status_code == 200, fact


def test_a_fact_is_shown_as_visitors_read_it(editor, records):
    page = told(editor.get(f"/facts/{MEMBERS}/"))
    wording = fact_store().wording()
    for language in LANGUAGES:
        assert wording.answer(records[MEMBERS], language) in page
    danger = told(editor.get("/facts/danger.fire/"))
    assert 'href="tel:198"' in danger or "tel:" in danger


def test_an_unknown_fact_is_not_found(editor):
    for address in ("x.y/", "x.y/edit/", "x.y/history/"):
        assert editor.get(f"/facts/{address}").status_code == 404
    for address in ("x.y/confirm/", "x.y/retire/", "x.y/history/1/restore/"):
        assert editor.post(f"/facts/{address}").status_code == 404


# --- correcting ---------------------------------------------------------------------------------


def test_the_editor_sends_back_every_fact_as_it_is(editor, records):
    """What is not touched in the form is not changed."""
    for fact, record in records.items():
        response = save(editor, fact, note="nothing")
        assert response.status_code == 302, (fact, errors(response))
        assert fact_store().get(fact).record == record
    assert len(fact_store().history()) == len(records)
    assert not fact_store().waiting()


def test_a_number_is_corrected_and_the_next_answer_shows_it(editor):
    assert save(editor, MEMBERS, value__count="176", note="a new member").status_code == 302
    assert count() == 176
    assert "176" in fact_store().wording().answer(fact_store().records()[MEMBERS], "ar")
    last = fact_store().history(MEMBERS)[-1]
    assert (last.who, last.what, last.note) == ("sami", "set", "a new member")
    entry = Entry.objects.exclude(what="Signed in").get()
    assert (entry.who, entry.what, entry.about) == ("sami", "Fact changed", MEMBERS)


def test_texts_keep_their_lines(editor):
    text = "Première ligne.\r\nSeconde : { $value }."
    save(editor, MEMBERS, answer__fr=text)
    assert fact_store().get(MEMBERS).record.answer["fr"] == "Première ligne.\nSeconde : { $value }."


def test_sources_are_added_and_taken_away(editor):
    data = {
        "sources.1.document": "A table",
        "sources.1.section": "page 2",
        "sources.1.date": "2026",
    }
    save(editor, MEMBERS, **data)
    sources = fact_store().get(MEMBERS).record.sources
    assert [source.document for source in sources][-1] == "A table" and len(sources) == 2
    gone = {"sources.1.document": "", "sources.1.section": "", "sources.1.date": ""}
    save(editor, MEMBERS, **gone)
    assert len(fact_store().get(MEMBERS).record.sources) == 1


def test_flags_choices_and_dates_are_set_and_cleared(editor):
    save(editor, MEMBERS, featured="on", valid_until="2027-06", mentions=["un", "forum"])
    record = fact_store().get(MEMBERS).record
    assert record.featured and record.valid_until == "2027-06"
    assert [mention.value for mention in record.mentions] == ["un", "forum"]
    data = form_of(editor, MEMBERS)
    del data["featured"], data["mentions"]
    editor.post(f"/facts/{MEMBERS}/edit/", {**data, "valid_until": ""})
    record = fact_store().get(MEMBERS).record
    assert not record.featured and record.valid_until is None and not record.mentions


def test_an_exact_number_may_become_a_lower_bound(editor):
    save(editor, MEMBERS, value__type="at_least")
    assert fact_store().get(MEMBERS).record.value.type == "at_least"


@pytest.mark.parametrize(
    "fact, field, value, sentence",
    [
        (MEMBERS, "value.count", "many", "nombre entier"),
        (MEMBERS, "value.count", "-1", "au moins 0"),
        (MEMBERS, "answer.ar", "", "obligatoire"),
        (MEMBERS, "answer.fr", "{ $nothing }", "n’est ni un fait"),
        (MEMBERS, "answer.en", "{ $value", "n’est pas un modèle"),
        (MEMBERS, "valid_until", "soon", "n’est pas une date"),
        (MEMBERS, "valid_until", "1990", "est avant le début"),
        (MEMBERS, "review_months", "0", "au moins 1"),
        (POLICE, "value.number", "call", "seulement des chiffres"),
        (POLICE, "status", "retired", "retiré"),
        ("danger.fire", "answer.fr", "Fuyez.", "aucun numéro à appeler"),
        ("imrf.dates", "value.last", "2022-01-01", "avant le premier"),
        ("imrf.place", "event", "iom.founded", "aucun jour"),
        ("help.offices", "value.type", "sum", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_control_in_the_readers_language(
    editor, fact, field, value, sentence
):
    before = fact_store().get(fact)
    response = save(editor, fact, **{field: value})
    assert response.status_code == 200, "it was taken"
    assert fact_store().get(fact) == before and not fact_store().waiting()
    found = errors(response)
    assert sentence in str(found.get(field) or found)
    assert 'aria-invalid="true"' in told(response) or "__all__" in found


def test_what_others_show_of_a_fact_is_told_too(editor):
    response = save(editor, POLICE, status="retired")
    assert "danger.violence" in str(errors(response))


def test_sentences_are_in_the_language_of_the_page(editor):
    editor.post("/language", {"language": "ar"})
    response = save(editor, MEMBERS, **{"answer.fr": "{ $nothing }"})
    assert "ليس معلومة" in str(errors(response)["answer.fr"])


# --- preview ------------------------------------------------------------------------------------


def preview(client, fact, **changes):
    data = {**form_of(client, fact), **{key.replace("__", "."): v for key, v in changes.items()}}
    return told(
        client.post("/facts/preview/", {**data, "id": fact}, headers={"hx-request": "true"})
    )


def test_the_preview_shows_the_reply_of_every_channel_before_it_is_saved(editor):
    page = preview(editor, MEMBERS, value__count="200")
    assert count() != 200
    assert page.count("200") >= 6 and 'dir="rtl"' in page
    assert 'data-channel="web"' in page and 'data-channel="telegram"' in page
    assert "<html" not in page


def test_the_preview_shows_plurals_and_tenses(editor, records):
    page = preview(editor, "imrf.frequency")
    assert "<dt>2</dt>" in page and "<dt>11</dt>" in page
    event = next(record for record in records.values() if record.event)
    page = preview(editor, event.id)
    assert "avant l’événement" in page and "après l’événement" in page


def test_the_preview_tells_what_cannot_be_shown(editor):
    assert "n’est ni un fait" in preview(editor, MEMBERS, answer__fr="{ $nothing }")
    assert "value.count" in preview(editor, MEMBERS, value__count="x")
    assert editor.post("/facts/preview/", {}).status_code == 200


# --- two people ---------------------------------------------------------------------------------


def test_a_help_number_is_corrected_by_two(editor, publisher):
    page = told(editor.get(f"/facts/{POLICE}/edit/"))
    assert "seconde personne" in page
    save(editor, POLICE, value__number="198")
    assert fact_store().get(POLICE).record.value.number == "197"
    assert "<del>197</del><ins>198</ins>" in told(publisher.get(f"/facts/{POLICE}/"))
    publisher.post(f"/facts/{POLICE}/approve/")
    assert fact_store().get(POLICE).record.value.number == "198"
    last = fact_store().history(POLICE)[-1]
    assert (last.who, last.approved_by) == ("sami", "lina")
    assert [entry.what for entry in Entry.objects.all()[:2]] == ["Change approved", "Fact changed"]


def test_a_help_number_is_confirmed_by_two(editor, publisher):
    editor.post(f"/facts/{POLICE}/confirm/", {"note": "called"})
    assert fact_store().get(POLICE).record.status is Status.TO_CONFIRM
    page = told(publisher.get("/facts/waiting/"))
    assert "Police : 197." in page and "publié" in page  # what the second person looks at
    publisher.post(f"/facts/{POLICE}/approve/")
    assert fact_store().get(POLICE).record.status is Status.PUBLISHED


def test_nobody_is_a_second_person_to_themselves(publisher):
    save(publisher, POLICE, value__number="198")
    page = told(publisher.get(f"/facts/{POLICE}/"))
    assert "approve" not in page and "quelqu’un d’autre" in page
    response = publisher.post(f"/facts/{POLICE}/approve/", follow=True)
    assert "vous avez déjà donné votre accord" in told(response)
    assert fact_store().get(POLICE).record.value.number == "197"


def test_an_editor_does_not_approve(editor, publisher):
    save(publisher, POLICE, value__number="198")
    assert "approve" not in told(editor.get(f"/facts/{POLICE}/"))
    assert editor.post(f"/facts/{POLICE}/approve/").status_code == 403
    assert fact_store().get(POLICE).record.value.number == "197"


def test_what_waits_is_seen_and_withdrawn(editor, publisher):
    save(editor, POLICE, value__number="198")
    assert "1 changement attend" in told(editor.get("/facts/due/"))
    response = publisher.post(f"/facts/{POLICE}/withdraw/", {"note": "wrong"}, follow=True)
    assert "abandonné" in told(response) and not fact_store().waiting()
    again = publisher.post(f"/facts/{POLICE}/withdraw/", follow=True)
    assert "aucun changement n’attend" in told(again)


def test_another_persons_waiting_change_is_not_replaced(editor, publisher):
    save(editor, POLICE, value__number="198")
    response = save(publisher, POLICE, value__number="193")
    assert "attend une seconde personne" in str(errors(response))
    assert fact_store().waiting()[POLICE].after["value"]["number"] == "198"


# --- two editors --------------------------------------------------------------------------------


def test_the_second_is_shown_the_firsts_change_and_loses_nothing(editor, publisher):
    theirs, mine = form_of(editor, MEMBERS), form_of(publisher, MEMBERS)
    editor.post(f"/facts/{MEMBERS}/edit/", {**theirs, "value.count": "180", "title.fr": "Membres"})
    response = publisher.post(
        f"/facts/{MEMBERS}/edit/",
        {**mine, "value.count": "190", "title.en": "Members!", "note": "why"},
    )
    assert response.status_code == 409 and count() == 180
    page = told(response)
    assert "sami" in page and "<ins>180</ins>" in page
    form = response.context["form"]
    assert form["value.count"].value() == "190"  # both changed it: mine stays in the field
    assert form["title.fr"].value() == "Membres"  # theirs, which I had not touched
    assert form["title.en"].value() == "Members!"  # mine
    assert form["note"].value() == "why"
    assert [shown.label for shown in response.context["both"]] == ["Nombre"]
    again = {field.html_name: field.value() for field in form if field.value() is not None}
    assert publisher.post(f"/facts/{MEMBERS}/edit/", again).status_code == 302
    record = fact_store().get(MEMBERS).record
    assert (record.value.count, record.title["fr"], record.title["en"]) == (
        190,
        "Membres",
        "Members!",
    )


def test_a_click_on_an_old_page_does_nothing(editor, publisher):
    version = fact_store().get(MEMBERS).version
    first = fact_store().history(MEMBERS)[0].id
    save(editor, MEMBERS, value__count="180")
    for address in ("retire/", f"history/{first}/restore/"):
        response = publisher.post(f"/facts/{MEMBERS}/{address}", {"version": version}, follow=True)
        assert "entre-temps" in told(response)
    assert count() == 180


# --- history ------------------------------------------------------------------------------------


def test_a_value_is_restored_by_one_click(editor):
    old = count()
    save(editor, MEMBERS, value__count="180")
    page = told(editor.get(f"/facts/{MEMBERS}/history/"))
    assert f"<del>{old}</del><ins>180</ins>" in page
    [address] = re.findall(r'action="([^"]+/restore/)"', page)  # the newest is not offered
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    editor.post(address, {"version": version})
    assert count() == old
    assert fact_store().history(MEMBERS)[-1].what == "restore"


def test_no_other_facts_change_is_restored(editor):
    other = fact_store().history("iom.founded")[0].id
    response = editor.post(f"/facts/{MEMBERS}/history/{other}/restore/", follow=True)
    assert "n’a pas ce changement" in told(response)


def test_a_fact_is_confirmed_and_retired(editor):
    editor.post("/facts/help.offices/confirm/")
    assert fact_store().get("help.offices").confirmed_at is not None
    response = editor.post("/facts/website.sections/retire/", follow=True)
    assert fact_store().get("website.sections").record.status is Status.RETIRED
    assert "retiré" in told(response)
    assert "est retiré" in told(editor.post("/facts/website.sections/confirm/", follow=True))
    refused = editor.post("/facts/help.contact/retire/", follow=True)
    assert "ne doit pas être retiré" in told(refused)


def test_what_is_due_is_listed_with_why_and_when(editor):
    fact_store().change(MEMBERS, {"valid_until": "2025"}, "x")
    page = told(editor.get("/facts/due/"))
    assert "N’est plus valable" in page and "31 décembre 2025" in page and "en retard" in page


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


# --- stored script ------------------------------------------------------------------------------


def test_script_in_every_field_is_text_on_every_page(editor, publisher):
    data = form_of(editor, MEMBERS)
    for name in data:
        if name.split(".")[0] in ("title", "question", "answer", "sources"):
            data[name] = SCRIPT.replace("{{ 7*7 }}", "") if name.startswith("answer") else SCRIPT
    data.update({"sources.0.date": "2022", "note": SCRIPT, "named": SCRIPT, "states": SCRIPT})
    data = {name: value for name, value in data.items() if not name.startswith("sources.1")}
    assert editor.post(f"/facts/{MEMBERS}/edit/", data).status_code == 302
    save(editor, POLICE, note=SCRIPT, **{"title.fr": SCRIPT, "sources.0.document": SCRIPT})
    pages = ["/facts/", "/facts/due/", "/facts/waiting/", "/audit/", f"/facts/?words={SCRIPT}"]
    for fact in (MEMBERS, POLICE):
        pages += [f"/facts/{fact}/", f"/facts/{fact}/edit/", f"/facts/{fact}/history/"]
    administrator = client_of(make_user(Role.ADMINISTRATOR, "nadia"))
    for page in pages:
        content = administrator.get(page).content.decode()
        assert "<script>alert" not in content and "<img src=x" not in content, page
    assert "&lt;script&gt;alert(1)" in editor.get("/facts/").content.decode()
    shown = editor.post("/facts/preview/", {**data, "id": MEMBERS}).content.decode()
    assert "<script>alert" not in shown and "&lt;script&gt;" in shown
