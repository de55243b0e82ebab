"""A model carries the tables it was trained with: it needs no ``data/`` beside it."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from assistant.settings import ROOT
from tests.nlu.compare import alike

TEXTS = [
    "win sar el forum mte3kom",  # spelling
    "c koi loim svp",
    "date de création de l'OIM et où a eu lieu le forum ?",  # where to split, and the judge
    "depuis quand l'OIM existe au Maroc et à l'UNICEF en 2010 ?",  # subjects
    "je viens de Lagos, bonjour",
]
TABLES = ["split.yml", "subjects.yml", "splitting.yml", "spelling/fr.yml", "spelling/aeb.yml"]
PARSE_ALL = """
import json, sys
from pathlib import Path
import assistant
from tests.nlu.pipeline import parser
assert Path(assistant.__file__).is_relative_to(Path.cwd())
parse = parser(Path(sys.argv[1]))
print("parsed:" + json.dumps([parse(text) for text in json.loads(sys.argv[2])]))
"""


@pytest.mark.parametrize("tables", ["gone", "others"])
def test_a_model_parses_alike_where_the_tables_are_others_or_gone(parse, model, tmp_path, tables):
    for part in ("assistant", "tests/nlu", "config.yml"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    if tables == "others":
        for name in TABLES:
            table = tmp_path / "data" / name
            table.parent.mkdir(parents=True, exist_ok=True)
            table.write_text("[not a table of ours", encoding="utf-8")
    moved = shutil.copy(model, tmp_path / "moved.tar.gz")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PARSE_ALL, str(moved), json.dumps(TEXTS)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    [line] = [line for line in done.stdout.splitlines() if line.startswith("parsed:")] or [""]
    assert line, done.stderr[-2000:]
    there = json.loads(line.removeprefix("parsed:"))
    here = json.loads(json.dumps([parse(text) for text in TEXTS]))
    for one in there + here:
        one.pop("message_id", None)
    assert alike(there, here, 0.0001)
