"""A fact between two people, and what became of it: nothing is lost."""

import re

from assistant.desk.audit.models import Entry
from assistant.desk.facts.store import fact_store
from assistant.facts.record import Status
from tests.desk.fact_forms import (
    MEMBERS,
    POLICE,
    count,
    errors,
    form_of,
    save,
)
from tests.desk.pages import told

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
