"""The pages on facts: seen, corrected, and shown before they are saved."""

import pytest

from assistant.desk.audit.models import Entry
from assistant.desk.facts.store import fact_store
from assistant.desk.roles import Role
from assistant.facts.languages import LANGUAGES
from tests.desk.conftest import client_of, make_user
from tests.desk.fact_forms import (
    MEMBERS,
    POLICE,
    changed_form,
    count,
    errors,
    form_of,
    save,
)
from tests.desk.pages import SCRIPT, told

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
    data = {**changed_form(client, fact, **changes), "id": fact}
    return told(client.post("/facts/preview/", data, headers={"hx-request": "true"}))


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
