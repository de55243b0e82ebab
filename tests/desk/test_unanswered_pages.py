"""The pages on what was asked in vain: read by all, filed by editors, published by publishers."""

import datetime
import re
from html import unescape

import pytest

from assistant.database import now
from assistant.desk.audit.models import Entry
from assistant.desk.roles import Role
from assistant.desk.unanswered import groups, publishing, stores
from assistant.desk.unanswered.words import WORDS
from assistant.examples.reviewed import Outcome
from assistant.publishing import aside, switching, trial
from assistant.publishing.answers import Answered, Answers
from assistant.publishing.comparison import Change, compare
from assistant.publishing.places import write
from assistant.publishing.switching import Kind, Switch
from assistant.publishing.trial import Phase, Trial
from assistant.unanswered.filed import Became
from assistant.unanswered.missed import Why
from tests.desk.conftest import client_of, make_user
from tests.unanswered.messages import grouped, missed

SCRIPT = "\"'><script>alert(1)</script>{{ 7*7 }}"
NEAR = [{"fact": "iom.founded", "confidence": 0.4}]


@pytest.fixture
def store():
    return stores.unanswered()


def told(response):
    return unescape(response.content.decode())


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


def told_text(page):
    return re.sub(r"<[^>]+>", " ", page)


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


# --- publishing


@pytest.fixture
def models(tmp_path):
    """A model that serves, and one that was tried on the same project."""
    from assistant.model import fingerprint, write_digest

    places = stores.places()
    places.models.mkdir(parents=True)
    for name in ("old.tar.gz", "new.tar.gz"):
        (places.models / name).write_text(name)
        write_digest(places.models / name)
    from assistant.publishing.active import Active

    write(
        places.active,
        Active(model="old.tar.gz", before=None, files=fingerprint(), by="x", at=now()),
    )
    return places


def answers(model, *gots):
    """What a model answers to so many messages."""
    return Answers(
        model=model,
        at=datetime.datetime(2026, 11, 1),
        missed=[],
        answers=[
            Answered(set="questions", group="fr", text=f"q{number} ?", expected="e", got=got,
                     right=got == "Answer iom.founded")
            for number, got in enumerate(gots)
        ],
    )  # fmt: skip


def tried(places, before, after):
    write(places.comparison, compare(before, after))
    write(places.trial, Trial(by="lina", began=now(), phase=Phase.COMPARED, model=after.model))


def test_a_trial_is_begun_followed_and_interrupted(publisher, monkeypatch):
    begun = []
    monkeypatch.setattr(trial.aside, "begin", lambda *given: begun.append(given))
    assert publisher.post("/unanswered/publishing/try/").status_code == 302
    assert begun[0][1] == ["lina"]
    page = told(publisher.get("/unanswered/publishing/"))
    assert 'hx-get="/unanswered/publishing/progress/"' in page
    assert "Interrompre" in page and "Entraîner" not in page
    assert publisher.post("/unanswered/publishing/try/").status_code == 302
    assert len(begun) == 1
    part = publisher.get("/unanswered/publishing/progress/", headers={"hx-request": "true"})
    assert "HX-Refresh" not in part and b"<html" not in part.content


def test_what_failed_says_why_and_may_be_tried_again(publisher):
    reason = f"KeyError: {SCRIPT}"
    write(
        stores.places().trial,
        Trial(by="lina", began=now(), phase=Phase.FAILED, reason=reason),
    )
    response = publisher.get("/unanswered/publishing/")
    assert reason in told(response) and "<script>alert" not in response.content.decode()
    assert "Entraîner et comparer" in told(response)
    part = publisher.get("/unanswered/publishing/progress/")
    assert part["HX-Refresh"] == "true"


def test_every_changed_answer_is_listed_and_a_better_model_may_be_activated(
    publisher, models, monkeypatch
):
    good, bad = "Answer iom.founded", "NotUnderstood"
    tried(
        models, answers("old.tar.gz", bad, good, bad), answers("new.tar.gz", good, good, "Topics")
    )
    page = told(publisher.get("/unanswered/publishing/"))
    rows = re.findall(r'<th scope="row"><bdi>(q\d) \?</bdi>', page)
    assert sorted(rows) == ["q0", "q2"] and "ne comprend pas" in page
    assert "Activer le modèle essayé" in page
    begun = []
    monkeypatch.setattr(switching.aside, "begin", lambda *given: begun.append(given))
    assert publisher.post("/unanswered/publishing/activate/").status_code == 302
    assert begun[0][1] == ["activate", "lina"]
    assert Entry.objects.first().about == "new.tar.gz"
    assert "redémarrent" in told(publisher.get("/unanswered/publishing/"))


def test_a_worse_model_says_so_and_has_no_button(publisher, models):
    good, bad = "Answer iom.founded", "NotUnderstood"
    tried(models, answers("old.tar.gz", *[good] * 8), answers("new.tar.gz", *[bad] * 8))
    page = told(publisher.get("/unanswered/publishing/"))
    assert "8 réponses perdues" in page and "Activer le modèle essayé" not in page


def test_a_refused_switch_is_told_in_the_page_s_words(publisher, models):
    for kind in ("not_up", "worse", "ended"):
        write(
            models.switch,
            Switch(kind=Kind.ACTIVATE, by="lina", began=now(), refused=kind, detail="5006: late"),
        )
        page = told(publisher.get("/unanswered/publishing/"))
        assert "5006: late" in page and kind not in told_text(page).split()


@pytest.mark.parametrize("action", ["try", "stop", "activate", "back"])
def test_nobody_below_a_publisher_publishes(editor, action, monkeypatch):
    monkeypatch.setattr(aside, "begin", lambda *_: pytest.fail("it was begun"))
    assert editor.post(f"/unanswered/publishing/{action}/").status_code == 403
    page = told(editor.get("/unanswered/publishing/"))
    assert "Entraîner et comparer" not in page


def test_every_name_of_the_cores_has_words():
    named = [*Why, *Became, *Outcome, *Phase, *Change]
    assert {one.value for one in named} <= set(WORDS)
    labels = stores.labels(set(stores.asked_facts()))
    for became in (Became.OUT_OF_SCOPE, Became.DANGER):
        assert labels.of(became) and set(labels.of(became)) <= set(WORDS)
    assert publishing.Kind is Kind
