"""The page that tells what is kept, and the link to it."""

import re
from typing import Iterator

import pytest

from assistant.facts.languages import LANGUAGES
from assistant.settings import (
    PRIVACY_PATH,
    ChannelSettings,
    HandoverSettings,
    Settings,
    UseSettings,
)
from assistant.web.privacy_page import read_sections
from tests.all_channels import AllChannels, running
from tests.web_visitor import PAGE


@pytest.fixture
def server(tmp_path) -> Iterator[AllChannels]:
    yield from running(tmp_path)


def test_it_tells_in_every_language_how_long_what_is_kept():
    settings, channels = Settings(), ChannelSettings()
    sections = read_sections(settings.privacy_file)
    assert [section.language for section in sections] == list(LANGUAGES)
    for section in sections:
        text = re.sub("<[^>]+>", " ", section.html)
        numbers = set(map(int, re.findall(r"\d+", text)))
        told = {settings.conversation_days, settings.feedback_days, settings.web_hours}
        told |= {settings.unanswered_days, HandoverSettings().callback_days}
        told.add(UseSettings().use_days)
        # Whoever changes a setting's default changes what visitors are told.
        assert told | {channels.channel_remember_days} <= numbers
        assert section.html.count("<h2>") == 3 and "<table>" in section.html
        assert "/stop" in text and "[phone]" in text


def test_it_is_served_with_its_style_and_nothing_that_runs(server):
    served = server.client.get(PRIVACY_PATH)
    assert served.status_code == 200 and served.headers["content-type"].startswith("text/html")
    assert "script" not in served.text and "default-src 'none'" in str(served.headers)
    for language in LANGUAGES:
        assert f'<section id="{language}" lang="{language}"' in served.text
    [style] = re.findall(r'rel="stylesheet" href="([^"]+)"', served.text)
    assert server.client.get(f"{PAGE}{style}").status_code == 200
    assert "set-cookie" not in served.headers


@pytest.mark.parametrize("own", [None, "https://tunisia.iom.int/privacy"])
def test_the_chat_links_it_in_every_language(tmp_path, own):
    for server in running(tmp_path, privacy_url=own):
        for language in LANGUAGES:
            page = server.client.get(PAGE, params={"lang": language}).text
            assert f'<a href="{own or PRIVACY_PATH}" target="_blank"' in page
            assert str(Settings().conversation_days) in re.findall(r'"privacy">([^<]+)', page)[0]


def test_a_file_without_a_title_a_language_is_told_of(tmp_path):
    path = tmp_path / "privacy.md"
    path.write_text("# Vie privée\n\n# Privacy\n")
    with pytest.raises(ValueError, match="3 titles"):
        read_sections(path)
    path.write_text("# <b>a</b>\n\n# b\n\n# c\n<script>x</script>\n")
    assert "<script>" not in read_sections(path)[2].html
