"""The pages on what was asked in vain: read by all, filed by editors."""

import re

import pytest

from assistant.desk.audit.models import Entry
from assistant.desk.roles import Role
from assistant.desk.unanswered import groups, publishing, stores
from assistant.desk.unanswered.words import WORDS
from assistant.examples.reviewed import Outcome
from assistant.publishing.comparison import Change
from assistant.publishing.switching import Kind
from assistant.publishing.trial import Phase
from assistant.unanswered.filed import Became
from assistant.unanswered.missed import Why
from tests.desk.conftest import client_of, make_user
from tests.desk.pages import SCRIPT, told, told_text
from tests.unanswered.messages import grouped, missed

NEAR = [{"fact": "iom.founded", "confidence": 0.4}]


@pytest.fixture
def store():
    return stores.unanswered()


def sitting(client, first, became, messages=None, texts=None, **fields):
    """File a group as its page would."""
    rows = stores.unanswered().of_group(first)
    data = {"became": became, "message": [row.id for row in rows], **fields}
    data.update({f"text-{row.id}": row.text for row in rows})
    if messages is not None:
        data["message"] = messages
    data.update({f"text-{number}": text for number, text in (texts or {}).items()})
    return client.post(f"/unanswered/{first}/file/", data)


def examples():
    return {text: place for place, text in stores.accepted().all()}


# --- reading


def test_groups_are_shown_with_their_counts_and_a_trend_that_reads(store, editor):
    first = grouped(store, "c'est combien la cotisation ?", "cotisation", language="fr")
    store.put("web-b", missed("شكون الرئيس", language="aeb"))
    page = told(editor.get("/unanswered/"))
    assert "c'est combien la cotisation ?" in page and "شكون الرئيس" not in page
    assert f'href="/unanswered/{first}/"' in page and "0, 0, 0, 0, 0, 0, 0, 2" in page
    assert "1 message n’est pas encore regroupé" in page
    once = told(editor.get("/unanswered/once/"))
    assert "شكون الرئيس" in once and "cotisation" not in once


def test_more_groups_than_a_page_holds_are_all_reached(store, editor, monkeypatch):
    monkeypatch.setattr(groups, "ON_A_PAGE", 2)
    for text in "abc":
        grouped(store, f"{text} ?", f"{text} ??")
    pages = [told(editor.get(f"/unanswered/?page={number}")) for number in (1, 2)]
    found = [text for page in pages for text in re.findall(r'dir="auto">(\w) \?', page)]
    assert sorted(found) == ["a", "b", "c"]


def test_a_reader_sees_a_group_and_may_not_file_it(store):
    first = grouped(store, "un ?", "deux ?", nearest=NEAR)
    reader = client_of(make_user(Role.READER))
    page = told(reader.get(f"/unanswered/{first}/"))
    title = stores.asked_facts()["iom.founded"].title["fr"]
    assert "un ?" in page and title in page and "<textarea" not in page
    assert sitting(reader, first, "not_for_us").status_code == 403
    assert store.number_of_groups(2) == 1


def test_what_visitors_wrote_runs_nowhere(store, editor):
    first = grouped(store, SCRIPT, f"{SCRIPT} 2", about=SCRIPT[:50])
    for address in ("/unanswered/", f"/unanswered/{first}/"):
        page = editor.get(address).content.decode()
        assert "<script>alert" not in page and "49" not in re.sub(
            r"\d+-\d+|#\w+", "", told_text(page)
        )
    assert editor.get(f"/unanswered/{first + 90}/").status_code == 404


# --- filing


def test_ticked_messages_become_examples_as_they_were_left(store, editor):
    first = grouped(store, "c koi la cotisation annuelle de Toto", "cotisation annuelle ?", "autre")
    response = sitting(
        editor, first, "example", messages=[first, first + 1], fact="iom.founded",
        texts={first: "c koi la cotisation annuelle"},
    )  # fmt: skip
    assert response.status_code == 302
    assert examples() == {
        "c koi la cotisation annuelle": ("membership/iom.founded", "fr"),
        "cotisation annuelle ?": ("membership/iom.founded", "fr"),
    }
    [left] = store.of_group(first)
    assert left.text == "autre"
    [filing] = store.filings().values()
    assert (filing.by, filing.became) == ("sami", "example")
    entry = Entry.objects.first()
    assert entry.who == "sami" and "membership/iom.founded" in entry.about
    assert "cotisation" not in entry.about


@pytest.mark.parametrize(
    "became, fields, label",
    [
        ("out_of_scope", {"kind": "out_of_scope/asylum_visa"}, "out_of_scope/asylum_visa"),
        ("danger", {"danger": "distress/sea"}, "distress/sea"),
        ("new_fact", {"note": "les langues du standard"}, None),
        ("not_for_us", {}, None),
    ],
)
def test_each_becomes_what_was_chosen(store, editor, became, fields, label):
    first = grouped(store, "bla bla zzz un", "bla bla zzz deux", language="ar")
    # What belongs to another choice is left alone.
    sent = {"fact": "iom.founded", "note": "perdu", **fields}
    assert sitting(editor, first, became, **sent).status_code == 302
    [filing] = store.filings().values()
    assert (filing.became, filing.label) == (became, label)
    assert filing.note == (fields.get("note") if became == "new_fact" else None)
    assert {place.label for place in examples().values()} == ({label} if label else set())
    assert store.number_of_groups(1) == 0


@pytest.mark.parametrize(
    "became, fields, where",
    [
        ("", {}, "became"),
        ("example", {}, "fact"),
        ("example", {"fact": "no.such"}, "fact"),
        ("out_of_scope", {"kind": "distress/sea"}, "kind"),
        ("danger", {}, "danger"),
        ("new_fact", {"note": " "}, "note"),
        ("example", {"fact": "iom.founded", "messages": []}, "__all__"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_lost(store, editor, became, fields, where):
    first = grouped(store, "un ?", "deux ?")
    response = sitting(editor, first, became, texts={first: "un, corrigé ?"}, **fields)
    assert response.status_code == 422 and where in response.context["form"].errors
    assert "un, corrigé ?" in told(response)
    assert store.filings() == {} and examples() == {}


def test_a_fact_that_nobody_asked_for_yet_needs_its_area(store, editor):
    from assistant.desk.facts.store import fact_store

    record = fact_store().get("iom.founded").record
    document = record.dict()
    known = set(stores.labels(set(stores.asked_facts())).of_facts())
    assert record.id in known
    new = record.copy(update={"id": "iom.budget"})
    first = grouped(store, "le budget zzz", "budget zzz ?")
    facts = {**stores.asked_facts(), "iom.budget": new}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(stores, "asked_facts", lambda: facts)
        refused = sitting(editor, first, "example", fact="iom.budget")
        assert refused.status_code == 422 and "area" in refused.context["form"].errors
        done = sitting(editor, first, "example", fact="iom.budget", area="membership")
    assert done.status_code == 302 and document
    assert examples()["le budget zzz"] == ("membership/iom.budget", "fr")


def test_what_cannot_be_learned_is_told_and_filed(store, editor):
    first = grouped(store, "appelez [name] zzz", "zzz valable", "quand est née l'OIM")
    page = editor.post(
        f"/unanswered/{first}/file/",
        {
            "became": "example", "fact": "iom.member_states",
            "message": [first, first + 1], f"text-{first}": "appelez [name] zzz",
            f"text-{first + 1}": "zzz valable",
        },
        follow=True,
    )  # fmt: skip
    assert list(examples()) == ["zzz valable"]
    assert "1 message n’est pas devenu un exemple" in told(page)
    assert len(store.of_group(first)) == 1


def test_two_who_file_the_same_group_file_it_once(store, editor):
    first = grouped(store, "un zzz", "deux zzz")
    other = client_of(make_user(Role.EDITOR, "nour"))
    assert sitting(editor, first, "not_for_us").status_code == 302
    assert other.post(f"/unanswered/{first}/file/", {"became": "not_for_us"}).status_code == 404
    assert [filing.by for filing in store.filings().values()] == ["sami"]


def test_accepted_examples_are_read_and_taken_back(store, editor):
    first = grouped(store, "un zzz", "deux zzz")
    sitting(editor, first, "example", fact="iom.founded")
    assert "un zzz" in told(editor.get("/unanswered/accepted/"))
    reader = client_of(make_user(Role.READER))
    assert reader.post("/unanswered/accepted/remove/", {"text": "un zzz"}).status_code == 403
    editor.post("/unanswered/accepted/remove/", {"text": ["un zzz", "not there"]})
    assert list(examples()) == ["deux zzz"]
    assert Entry.objects.first().what == "Accepted examples removed"


def test_messages_are_grouped_aside(editor, monkeypatch):
    begun = []
    monkeypatch.setattr(groups.grouping_aside, "begin", begun.append)
    assert editor.post("/unanswered/group-now/").status_code == 302
    assert len(begun) == 1


def test_every_name_of_the_cores_has_words():
    named = [*Why, *Became, *Outcome, *Phase, *Change]
    assert {one.value for one in named} <= set(WORDS)
    labels = stores.labels(set(stores.asked_facts()))
    for became in (Became.OUT_OF_SCOPE, Became.DANGER):
        assert labels.of(became) and set(labels.of(became)) <= set(WORDS)
    assert publishing.Kind is Kind
