"""Issues that are known of the packages pinned here are written down, and looked at again with
every version; what the reasons rest on is so."""

import datetime
import re

import pytest
from ruamel.yaml import YAML

from assistant import launch
from assistant.environment import HOST, environment
from assistant.settings import ROOT

DOCUMENT = YAML(typ="safe").load((ROOT / "docs" / "known_issues.yml").read_text(encoding="utf-8"))
NOTES = {note["package"]: note for note in DOCUMENT["packages"]}
PINNED = dict(
    re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
)
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("assistant", "actions")
    for path in (ROOT / folder).rglob("*.py")
)


@pytest.mark.parametrize("package", NOTES)
def test_a_note_is_of_the_version_that_is_pinned(package):
    assert package in PINNED, f"{package} is not in requirements.lock any more: delete its note"
    assert NOTES[package]["version"] == PINNED[package], (
        f"{package} is {PINNED[package]} now: look at its known issues again, and mend its note "
        f"in docs/known_issues.yml"
    )


@pytest.mark.parametrize("package", NOTES)
def test_a_note_names_its_issues_and_says_why(package):
    note = NOTES[package]
    assert set(note) == {"package", "version", "issues", "reason"}
    assert note["issues"] and len(set(note["issues"])) == len(note["issues"])
    for issue in note["issues"]:
        assert re.fullmatch(r"CVE-\d{4}-\d{4,}|GHSA(-[a-z0-9]{4}){3}|PYSEC-\d{4}-\d+", issue)
    assert len(note["reason"].split()) > 8


def test_each_package_has_one_note_and_the_review_a_day():
    assert len(NOTES) == len(DOCUMENT["packages"])
    assert isinstance(DOCUMENT["reviewed"], datetime.date)


def test_rasas_http_api_is_off_and_it_listens_here_only(tmp_path):
    command = launch.rasa_server(tmp_path / "model.tar.gz")
    assert "--enable-api" not in command and command[command.index("--interface") + 1] == HOST
    endpoints = YAML(typ="safe").load((ROOT / "endpoints.yml").read_text())
    assert not {"models", "model", "nlu"} & set(endpoints)
    assert environment()["SANIC_HOST"] == HOST == "127.0.0.1"


def test_only_channels_of_ours_are_open():
    credentials = YAML(typ="safe").load((ROOT / "credentials.yml").read_text())
    assert all(name.startswith("assistant.") for name in credentials)


def test_what_the_notes_say_is_not_used_is_not():
    for unused in ("aiohttp.web", "from aiohttp import web", "skops", "models.load_model", "keras.saving", "EmailStr",
                   "pymongo", "sentry", "app.static", ".CookieJar"):  # fmt: skip
        assert unused not in SOURCES, unused
    pipeline = (ROOT / "config.yml").read_text()
    assert "SklearnIntentClassifier" not in pipeline
    assert "LogisticRegressionClassifier" not in pipeline
    assert environment()["RASA_TELEMETRY_ENABLED"] == "false"
