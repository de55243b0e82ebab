"""Which of the assistant's languages a tag names."""

import pytest

from assistant.facts.languages import language_of


@pytest.mark.parametrize(
    "tag, language",
    [
        ("fr", "fr"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("ar_TN", "ar"),
        (" fr-TN", "fr"),
        ("enm", None),
        ("arz-EG", None),
        ("*", None),
        ("", None),
        (None, None),
    ],
)
def test_a_tag_names_a_language_by_its_first_subtag(tag, language):
    assert language_of(tag) == language
