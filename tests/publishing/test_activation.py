"""A model serves once each process serves it; else the one of before does, and the reason is told."""

import datetime
import threading
import time

import pytest

from assistant.model import digest_path
from assistant.publishing import activation, aside, switching, trial
from assistant.publishing import active as active_module
from assistant.publishing.activation import NotActivated, Watched, activate, back
from assistant.publishing.active import active, serving_model, tidy
from assistant.publishing.answers import Answers
from assistant.publishing.comparison import Comparison, compare
from assistant.publishing.places import write
from assistant.publishing.switching import Kind, Switch
from assistant.settings import Settings
from tests.publishing.conftest import tried


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    monkeypatch.setattr(activation, "ASKS_EVERY", 0.02)


def compared(places, before, after, missed=()):
    """Note that two models were compared."""
    at = datetime.datetime(2026, 11, 1)
    old = Answers(model=before, at=at, missed=[], answers=[])
    new = Answers(model=after, at=at, missed=list(missed), answers=[])
    tried(places, after)
    write(places.comparison, compare(old, new))


@pytest.fixture
def followed(places, rasa):
    """What keeps Rasa running, which follows which model serves; ``broken`` ones it cannot start."""

    class Follower:
        broken = set()
        ended = False

        def run(self):
            while not self.ended:
                serves = serving_model(places).name
                for number in range(len(rasa.serves)):
                    if serves not in self.broken:
                        rasa.serves[number] = serves
                    rasa.ready[number] = 503 if serves in self.broken else 200
                time.sleep(0.02)

    follower = Follower()
    thread = threading.Thread(target=follower.run)
    thread.start()
    yield follower
    follower.ended = True
    thread.join()


def test_the_tried_model_serves_and_one_step_back_the_one_of_before(places, rasa, followed):
    watched = Watched(rasa.ports)
    compared(places, "own.tar.gz", "one.tar.gz")
    assert activate(places, watched, "lina") == "one.tar.gz"
    assert rasa.serves == ["one.tar.gz"] * 2 and active(places).by == "lina"
    compared(places, "one.tar.gz", "two.tar.gz")
    assert activate(places, watched, "omar") == "two.tar.gz"
    assert back(places, watched, "lina") == "one.tar.gz"
    # And forth again: one click takes back the last.
    assert back(places, watched, "lina") == "two.tar.gz"
    assert rasa.serves == ["two.tar.gz"] * 2


def test_back_from_the_first_is_the_projects_own(places, rasa, followed):
    compared(places, "own.tar.gz", "one.tar.gz")
    activate(places, Watched(rasa.ports), "lina")
    assert back(places, Watched(rasa.ports), "lina") == "own.tar.gz"
    assert rasa.serves == ["own.tar.gz"] * 2


def test_one_that_does_not_come_up_is_put_back_with_the_reason(places, rasa, followed):
    followed.broken = {"one.tar.gz"}
    compared(places, "own.tar.gz", "one.tar.gz")
    with pytest.raises(NotActivated) as refusal:
        activate(places, Watched(rasa.ports), "lina", within=0.3)
    assert refusal.value.kind == "not_up" and "own.tar.gz" in refusal.value.detail
    assert serving_model(places).name == "own.tar.gz" and active(places) is None
    assert rasa.serves == ["own.tar.gz"] * 2 and rasa.ready == [200, 200]


@pytest.mark.parametrize(
    "spoil, kind",
    [
        (lambda places, rasa: places.comparison.unlink(), "not_compared"),
        (
            lambda places, rasa: compared(places, "two.tar.gz", "one.tar.gz"),
            "compared_with_another",
        ),
        (lambda places, rasa: compared(places, "own.tar.gz", "one.tar.gz", ["bar"]), "worse"),
        (lambda places, rasa: (places.models / "one.tar.gz").write_text("other"), "not_whole"),
        (lambda places, rasa: digest_path(places.models / "one.tar.gz").unlink(), "not_whole"),
        (lambda places, rasa: rasa.ready.__setitem__(1, 503), "not_all_work"),
        (lambda places, rasa: rasa.serves.__setitem__(0, "two.tar.gz"), "not_all_work"),
    ],
)
def test_nothing_is_changed_where_it_is_not_to_serve(places, rasa, spoil, kind):
    compared(places, "own.tar.gz", "one.tar.gz")
    spoil(places, rasa)
    with pytest.raises(NotActivated) as refusal:
        activate(places, Watched(rasa.ports), "lina", within=0.1)
    assert refusal.value.kind == kind and not places.active.exists()


def test_without_one_before_there_is_no_way_back(places, rasa):
    with pytest.raises(NotActivated) as refusal:
        back(places, Watched(rasa.ports), "lina")
    assert refusal.value.kind == "nothing_before"


def test_a_model_of_another_version_of_the_project_is_not_loaded(
    places, rasa, followed, monkeypatch
):
    compared(places, "own.tar.gz", "one.tar.gz")
    activate(places, Watched(rasa.ports), "lina")
    assert serving_model(places).name == "one.tar.gz"
    monkeypatch.setattr(active_module, "fingerprint", lambda: "a new release")
    assert serving_model(places).name == "own.tar.gz" and active(places) is None


def test_one_that_was_exchanged_is_not_loaded_and_visitors_are_answered(places, rasa, followed):
    compared(places, "own.tar.gz", "one.tar.gz")
    activate(places, Watched(rasa.ports), "lina")
    (places.models / "one.tar.gz").write_text("exchanged")
    assert serving_model(places).name == "own.tar.gz"


def test_models_that_nobody_needs_are_deleted(places, rasa, followed):
    compared(places, "own.tar.gz", "one.tar.gz")
    activate(places, Watched(rasa.ports), "lina")
    tidy(places)
    assert sorted(path.name for path in places.models.iterdir()) == [
        "one.tar.gz", "one.tar.gz.sha256",
    ]  # fmt: skip


# --- aside


def settings(places, rasa):
    return Settings(publishing_dir=places.folder, publishing_watched=" ".join(map(str, rasa.ports)))


def test_a_switch_notes_how_it_ended(places, rasa, followed):
    compared(places, "own.tar.gz", "one.tar.gz")
    done = switching.switch(settings(places, rasa), Kind.ACTIVATE, "lina")
    assert done.done and done.model == "one.tar.gz" and switching.current(places) == done
    compared(places, "own.tar.gz", "two.tar.gz")
    refused = switching.switch(settings(places, rasa), Kind.ACTIVATE, "lina")
    assert refused.refused == "compared_with_another" and not refused.is_under_way


def test_two_switches_are_not_made_at_once(places, rasa):
    with aside.alone(places.switch_lock), pytest.raises(aside.Busy):
        switching.switch(settings(places, rasa), Kind.BACK, "lina")


def test_one_whose_process_is_gone_is_told(places, monkeypatch):
    began = datetime.datetime(2026, 1, 1)
    write(places.switch, Switch(kind=Kind.BACK, by="lina", began=began))
    assert switching.current(places).refused == "ended"
    with aside.alone(places.switch_lock):
        assert switching.current(places).is_under_way


def test_a_trial_whose_process_is_gone_is_interrupted_and_may_be_begun_again(places, monkeypatch):
    began = datetime.datetime(2026, 1, 1)
    write(places.trial, trial.Trial(by="lina", began=began, phase=trial.Phase.TRAINING, process=1))
    with aside.alone(places.lock):
        assert trial.current(places).is_under_way
        with pytest.raises(aside.Busy):
            trial.begin(places, "omar")
    assert trial.current(places).phase is trial.Phase.STOPPED and not trial.stop(places)
    begun = []
    monkeypatch.setattr(trial.aside, "begin", lambda *given: begun.append(given))
    assert trial.begin(places, "omar").phase is trial.Phase.BEGUN and len(begun) == 1


def test_a_comparison_of_another_trial_is_none(places):
    compared(places, "own.tar.gz", "one.tar.gz")
    assert isinstance(trial.comparison(places), Comparison)
    tried(places, "two.tar.gz")
    assert trial.comparison(places) is None


def test_half_a_file_is_none(places):
    places.trial.write_text('{"by": "li')
    assert trial.current(places) is None


@pytest.mark.parametrize("ports", ["5201 5202", ""])
def test_ports_are_read(ports):
    assert Settings(publishing_watched=ports).publishing_watched == ports


def test_what_are_no_ports_is_refused():
    with pytest.raises(ValueError, match="5201 5202"):
        Settings(publishing_watched="http://127.0.0.1")
