import pytest
from rasa.shared.constants import INTENT_MESSAGE_PREFIX

from assistant.conversations.plain_text import plain_text


@pytest.mark.parametrize(
    "text", ["/restart", '/ask{"a": 1}', "//x", "  /x", "\u0000/x", "/", "\n/x"]
)
def test_nothing_begins_as_a_command(text):
    assert not plain_text(text).startswith(INTENT_MESSAGE_PREFIX)


@pytest.mark.parametrize("text", ["17/05/2022 ?", "et/ou", "bonjour\nça va ?", "مرحبا", "👩‍🚀 ok"])
def test_other_text_stays(text):
    assert plain_text(text) == text


def test_what_cannot_be_stored_goes():
    assert plain_text("a\u0000b\ud83dc\u0007") == "abc"
