"""The project made small, in a folder of its own: a model of it is trained in a minute, and all that
reads the project's files reads these."""

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, Dict, List

import yaml

from assistant.environment import free_port
from assistant.examples.blocks import BLOCK, EXAMPLE, HEAD, Block
from assistant.examples.known import blocks_of
from assistant.settings import ROOT
from tests.nlu.pipeline import components
from tests.servers import database

AS_IT_IS = ("assistant", "actions", "benchmarks", "data", "web", "docs")
FILES = ("domain.yml", "endpoints.yml", "credentials.yml", "requirements.lock")
# Of the pipeline, what every message needs, around one encoder.
PIPELINE = (
    "TextNormalizer",
    "LanguageIdentifier",
    "QuestionSplitter",
    "SubjectExtractor",
    "QuestionCompleter",
    "SpellingFolder",
    "USEFeaturizer",
    "PerceptronClassifier",
    "FallbackClassifier",
    "QuestionCollector",
    "KeySelector",
)
# Enough for so few examples.
LEARNS = {"epochs": 60, "batch_size": 32}
OF_A_PLACE = 3  # examples of a label in a language
OF_A_SET = 1  # questions of a label, entries of a kind


class SmallProject:
    """A copy of the project, with few examples, few questions and a pipeline of one encoder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {name: free_port() for name in ("RASA", "ACTIONS", "WATCH", "DESK")}
        for name in AS_IT_IS:
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "results")
            )
        for name in FILES:
            shutil.copyfile(ROOT / name, folder / name)
        self._configure()
        self._shorten_examples()
        self._shorten_tests()
        self.state = folder / ".state"
        self.state.mkdir()

    @property
    def publishing(self) -> Path:
        """The folder of publishing."""
        return self.state / "publishing"

    def environment(self) -> Dict[str, str]:
        """The environment of what is run here; embeddings of before are read."""
        ports = {f"{name}_PORT": str(port) for name, port in self.ports.items()}
        return {
            **{key: value for key, value in os.environ.items() if not key.endswith("_URL")},
            **ports,
            "PYTHONPATH": str(self.folder),
            "LOG_KEY": "of the tests",
            "REST": "1",
            "ACTIONS_WITHIN": "30",
            "PUBLISHING_DIR": str(self.publishing),
            "FACTS_URL": database(self.state, "facts"),
            "CONVERSATIONS_URL": database(self.state, "conversations"),
            "FEEDBACK_URL": database(self.state, "feedback"),
            "UNANSWERED_URL": database(self.state, "unanswered"),
            "CACHE_DIR": os.environ.get("CACHE_DIR") or str(ROOT / ".state" / "embeddings"),
        }

    def run(self, module: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a module of this project."""
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
        )

    def python(self, code: str) -> str:
        """What a few lines print here."""
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def _configure(self) -> None:
        config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
        config["pipeline"] = components(*PIPELINE)
        for component in config["pipeline"]:
            if component["name"].endswith("PerceptronClassifier"):
                component.update(LEARNS)
        (self.folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        # Rasa asks its action server at the port that stands there.
        endpoints = self.folder / "endpoints.yml"
        asked = endpoints.read_text(encoding="utf-8").replace("5055", str(self.ports["ACTIONS"]))
        endpoints.write_text(asked, encoding="utf-8")

    def _shorten_examples(self) -> None:
        for path in (self.folder / "data" / "nlu").glob("*/*.yml"):
            kept: Dict[Block, List[str]] = defaultdict(list)
            for place, text in blocks_of(path.read_text(encoding="utf-8")):
                if len(kept[place]) < OF_A_PLACE:
                    kept[place].append(text)
            blocks = [
                BLOCK.format(**place._asdict()) + "".join(f"{EXAMPLE}{text}\n" for text in texts)
                for place, texts in kept.items()
            ]
            path.write_text(HEAD + "\n".join(blocks), encoding="utf-8")

    def _shorten_tests(self) -> None:
        for name in ("questions", "exam", "claims", "blind", "conversations"):
            for path in (ROOT / "tests" / name).rglob("*.yml"):
                target = self.folder / path.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                content = _shortened(yaml.safe_load(path.read_text(encoding="utf-8")))
                target.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def _shortened(content: Any) -> Any:
    """The first of each list of a file."""
    if isinstance(content, dict):
        return {key: _shortened(value) for key, value in content.items()}
    return content[:OF_A_SET] if isinstance(content, list) else content
