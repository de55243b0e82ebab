"""The words of hand-over."""

from assistant.facts.languages import LANGUAGES
from assistant.handover.words import Wish

LONGEST_TITLE = 20  # characters that Messenger shows
ON_EVERY_CHANNEL = [Wish.CALLBACK, Wish.CANCEL, Wish.ACCEPT, Wish.SKIP]


def test_what_a_tap_sends_is_known_for_the_wish_and_its_language(words):
    for wish in Wish:
        for language in LANGUAGES:
            button = words.button(wish, language)
            assert words.wish(button["payload"]) == (wish, language)
            assert words.wish(f"  {button['payload'].upper().rstrip('.')} ") == (wish, language)
            assert words.wish(button["title"]) == (wish, language)


def test_other_messages_wish_nothing(words):
    for text in ("", "…", "bonjour", "annuler mon vol", "oui", "je voudrais parler à quelqu'un"):
        assert words.wish(text) is None


def test_titles_are_read_whole_on_messenger(words):
    for wish in ON_EVERY_CHANNEL:
        for language in LANGUAGES:
            assert len(words.button(wish, language)["title"]) <= LONGEST_TITLE
