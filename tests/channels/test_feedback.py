import pytest
from typer.testing import CliRunner

from assistant.channels.feedback import FeedbackStore
from assistant.channels.feedback_cli import app


@pytest.fixture
def store(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'new' / 'feedback.db'}"
    monkeypatch.setenv("FEEDBACK_URL", url)
    store = FeedbackStore(url)
    yield store
    store.close()


def test_a_later_opinion_replaces_the_earlier_and_untying_keeps_it(store):
    store.put("me", "m.0", ["iom.founded", "iom.mission"], "fr", True)
    store.put("me", "m.0", ["iom.founded", "iom.mission"], "fr", False, "faux")
    store.put("other", "m.0", ["iom.founded"], "ar", True)
    store.untie("me")
    rows = store.all("iom.founded")
    assert [(row.conversation, row.reply, row.helpful, row.word) for row in rows] == [
        ("other", "m.0", True, None),
        (None, "", False, "faux"),
    ]


def test_the_staff_reads_it(store):
    store.put("me", "m.0", ["iom.founded"], "fr", False, "la date est fausse")
    store.put("you", "n.0", ["iom.founded"], "fr", True)
    listed = CliRunner().invoke(app, ["list", "--words"], env={"COLUMNS": "200"}).output
    assert "la date est fausse" in listed and listed.count("iom.founded") == 1
    counted = CliRunner().invoke(app, ["facts"]).output
    assert "iom.founded" in counted and counted.count("1") == 2
