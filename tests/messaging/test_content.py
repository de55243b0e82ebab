"""The channels' phrases and menus."""

import pytest

from assistant.facts.languages import LANGUAGES
from assistant.facts.phrases import Phrases
from assistant.messaging.buttons import cut_title
from assistant.messaging.content import Content
from assistant.messaging.messenger.output import LONGEST_TITLE
from assistant.settings import PRIVACY_PATH, ChannelSettings, Settings
from tests.stand_ins.messenger_api import _problem_of_profile


@pytest.fixture(scope="module")
def content():
    return Content.of(ChannelSettings())


def test_every_phrase_stands_in_every_language():
    phrases = Phrases(Settings().phrases_dir / "channels")
    for language in LANGUAGES:
        assert phrases.names(language) == phrases.names("fr")
        for name in phrases.names(language):
            assert phrases.say(language, name, days=30, link="https://example.org").strip()


@pytest.mark.parametrize("public_url", [None, "https://assistant.example.org/"])
def test_what_is_kept_is_told_with_a_link_where_there_is_one(public_url):
    content = Content.of(ChannelSettings(public_url=public_url))
    for language in LANGUAGES:
        told = content.privacy(language)
        assert str(Settings().conversation_days) in told
        assert told.endswith(f"https://assistant.example.org{PRIVACY_PATH}") is bool(public_url)


def test_menus_keep_to_the_services_limits(content):
    profile = content.messenger_profile()
    assert _problem_of_profile(profile) is None
    for part in profile["ice_breakers"]:
        assert all(len(entry["question"]) <= 80 for entry in part["call_to_actions"])
    for language in LANGUAGES:
        for command in content.commands(language):
            assert 1 <= len(command["description"]) <= 256
    for button in content.languages():
        assert cut_title(button.title, LONGEST_TITLE) == button.title
        assert len(button.payload.encode()) <= 64


def test_a_link_names_a_question_and_nothing_else(content):
    assert content.question("fr", "Forum") == content.question("fr", "forum")
    for name in ("", "no-such", "../forum", "forum\n", "é", "x" * 500, "help }"):
        assert content.question("fr", name) is None
