"""docs/staff-guide.md: every label that it quotes stands on the desk, every picture is there."""

import re
from pathlib import Path

from assistant.desk.catalogues import catalogue
from assistant.desk.roles import Role
from assistant.settings import ROOT

GUIDE = ROOT / "docs" / "staff-guide.md"
TEXT = GUIDE.read_text(encoding="utf-8")
LARGEST_PICTURE = 150_000  # bytes
PICTURES = ROOT / "tests" / "browser" / "desk" / "test_guide.py"


def quoted(text: str):
    """The labels that are quoted, over the ends of lines."""
    return [re.sub(r"\s+", " ", label) for label in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)]


def alike(text: str) -> str:
    """A text as people type it: apostrophes and narrow blanks are those of a keyboard."""
    return text.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ")


def labels():
    """All that the French pages say."""
    found = set()
    for message in catalogue("fr"):
        texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        found |= {alike(text) for text in texts if message.id}
    return found


def test_every_label_that_is_quoted_stands_on_the_desk():
    known = labels()
    wrong = [label for label in quoted(TEXT) if label != "en gras" and alike(label) not in known]
    assert wrong == []
    assert len(set(quoted(TEXT))) > 50


def test_a_label_that_changed_would_be_found():
    assert "Rendre la conversation à l'assistant" in labels()
    assert "Rendre la conversation au robot" not in labels()


def test_each_role_is_told_of():
    names = catalogue("fr")
    for role in Role:
        assert f"| **{names[role.name.lower()].string}** |" in TEXT, role


def test_the_six_tasks_are_numbered():
    assert re.findall(r"^## (\d)\. ", TEXT, re.MULTILINE) == list("123456")


def test_every_picture_is_there_small_and_taken_by_a_test():
    taken = set(re.findall(r'"(guide-[a-z-]+)"', PICTURES.read_text(encoding="utf-8")))
    shown = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", TEXT)
    assert {Path(path).stem for _, path in shown} == taken
    for words, path in shown:
        picture = GUIDE.parent / path
        assert len(words) > 10 and picture.read_bytes().startswith(b"\x89PNG")
        assert picture.stat().st_size < LARGEST_PICTURE, path
