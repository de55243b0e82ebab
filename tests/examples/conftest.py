import pytest

FORUM_FR = """version: "3.1"

nlu:
- intent: forum/imrf.dates
  metadata:
    language: fr
  examples: |
    - quand a eu lieu le forum
    - les dates du forum ?

- intent: forum/imrf.place
  metadata:
    language: fr
  examples: |
    - où était le forum
"""
SMALL_TALK_FR = """version: "3.1"

nlu:
- intent: greet
  metadata:
    language: fr
  examples: |
    - bonjour
"""
FORUM_EN = """version: "3.1"

nlu:
- intent: forum/imrf.dates
  metadata:
    language: en
  examples: |
    - when was the forum
"""


@pytest.fixture
def folder(tmp_path):
    files = {
        "fr/forum.yml": FORUM_FR,
        "fr/smalltalk.yml": SMALL_TALK_FR,
        "en/forum.yml": FORUM_EN,
    }
    for name, content in files.items():
        path = tmp_path / "nlu" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "nlu"
