"""The command that proposes words which say nothing of any fact."""

from pathlib import Path
from typing import List

import pytest

from training import neutral_words

BLOCK = """\
- intent: {label}
  metadata:
    language: en
  examples: |
{examples}
"""
LABELS = [f"fact/{letter}" for letter in "abcdefghij"]


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks: List[str] = []
    for label in LABELS:
        lines = [f"    - zorglub {label[-1]} founded"]
        lines += ["    - quuxing the office"] * (len(LABELS) if label == LABELS[0] else 0)
        blocks.append(BLOCK.format(label=label, examples="\n".join(lines)))
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "all.yml").write_text("nlu:\n" + "".join(blocks), encoding="utf-8")
    monkeypatch.setattr(neutral_words, "EXAMPLES", tmp_path)


def test_words_spread_over_many_questions_come_first(examples):
    found = {spread.word: spread for spread in neutral_words.spread_words("en")}
    assert round(found["zorglub"].questions) == len(LABELS)
    assert round(found["quuxing"].questions) == 1


def test_words_that_the_tables_know_are_not_proposed(examples):
    assert not {"founded", "office"} & {one.word for one in neutral_words.spread_words("en")}
