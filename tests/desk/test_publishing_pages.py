"""The pages on publishing: a model is tried aside, compared, activated and taken back."""

import datetime
import re

import pytest

from assistant.database import now
from assistant.desk.audit.models import Entry
from assistant.desk.unanswered import stores
from assistant.publishing import aside, switching, trial
from assistant.publishing.answers import Answered, Answers
from assistant.publishing.comparison import compare
from assistant.publishing.places import write
from assistant.publishing.switching import Kind, Switch
from assistant.publishing.trial import Phase, Trial
from tests.desk.pages import SCRIPT, told, told_text


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
