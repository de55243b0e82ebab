"""The work of a trial: ``python -m assistant.publishing.trying BY``.

What is encoded and answered is kept: interrupted, it is taken up again where it was.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import deque
from pathlib import Path
from types import FrameType
from typing import Any, Deque, List, Optional

import typer

from assistant.database import now
from assistant.examples.reviewed import NAME as REVIEWED_FILE
from assistant.examples.reviewed import ReviewedExamples
from assistant.model import NAME, ModelError, checked, fingerprint, remove, write_digest
from assistant.publishing import aside
from assistant.publishing.active import serving_model, tidy
from assistant.publishing.answers import Answers
from assistant.publishing.comparison import compare
from assistant.publishing.places import Places, read, write
from assistant.publishing.trial import Phase, Trial
from assistant.settings import ROOT, Settings
from assistant.unanswered.store import UnansweredStore

DONE_OF = re.compile(r"(\d+) of (\d+)")
# What training and benchmarks.answers say of how far they have come.
PROGRESS = re.compile(r"\d+ of \d+ sentences|^answering: ")
LAST_LINES = 12  # of what a program said, where it failed
DIGITS = 8


class Failed(Exception):
    """A program failed: what it said last."""


class Stopped(Exception):
    """Somebody interrupted the trial."""


class Trying:
    """One trial, from the accepted examples to the comparison."""

    def __init__(self, settings: Settings, by: str) -> None:
        self._settings = settings
        self._places = Places(settings.publishing_dir)
        self._trial = Trial(by=by, began=now(), phase=Phase.BEGUN)
        self._child: "Optional[subprocess.Popen[str]]" = None

    def run(self) -> None:
        """Do it, noting how far it has come; what fails is noted, with the reason."""
        signal.signal(signal.SIGTERM, self._interrupted)
        try:
            self._run()
        except Stopped:
            self._note(phase=Phase.STOPPED)
        except (Failed, ModelError, OSError) as failure:
            self._note(phase=Phase.FAILED, reason=str(failure))
        except Exception as failure:
            self._note(phase=Phase.FAILED, reason=repr(failure))
            raise

    def _run(self) -> None:
        self._note(process=os.getpid())
        with tempfile.TemporaryDirectory(prefix="trial-") as folder:
            model = self._trained(Path(folder))
            serves = serving_model(self._places)
            before = self._answers(serves, Path(folder))
            after = self._answers(model, Path(folder))
        write(self._places.comparison, compare(before, after))
        self._note(phase=Phase.COMPARED, done=0, total=0, told="")
        tidy(self._places, model.name, serves.name)
        for old in self._places.answers.glob("*.json"):
            if old.stem not in (model.name, serves.name):
                old.unlink()

    def _trained(self, folder: Path) -> Path:
        """The model of the project's files and the accepted examples; trained, where it is not."""
        reviewed = folder / "reviewed"
        # As they are now, whatever is accepted meanwhile.
        if self._places.reviewed.exists():
            shutil.copytree(self._places.reviewed, reviewed)
        reviewed.mkdir(exist_ok=True)
        examples = ReviewedExamples(reviewed, ROOT / "data" / "nlu").all()
        path = self._places.models / NAME.format(f"{fingerprint()}-{_digest(reviewed)}")
        self._note(phase=Phase.TRAINING, model=path.name, examples=len(examples))
        if not _is_whole(path):
            remove(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._do("assistant.model_training", str(path), "--also", str(reviewed))
            write_digest(path)
        return path

    def _answers(self, model: Path, folder: Path) -> Answers:
        """What a model answers on all sets and to what visitors asked in vain: read, where it was
        asked the same before."""
        store = UnansweredStore(self._settings.unanswered_url)
        texts = [" ".join(text.split()) for text in store.texts()]
        store.close()
        visitors = folder / "visitors.txt"
        visitors.write_text("\n".join(texts), encoding="utf-8")
        path = self._places.answers / f"{model.name}.json"
        found = read(path, Answers)
        if found is None or not _covers(found, texts):
            self._note(phase=Phase.ANSWERING, done=0, total=0, told=model.name)
            self._do("benchmarks.answers", str(model), str(path), "--visitors", str(visitors))
            found = read(path, Answers)
        if found is None:
            raise Failed(f"{path} was not written.")
        return found

    def _do(self, module: str, *arguments: str) -> None:
        """Run a module of ours, reading how far it has come from what it says.

        Raises:
            Failed: it ended with trouble.
        """
        last: Deque[str] = deque(maxlen=LAST_LINES)
        self._child = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=aside.environment_aside(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        lines: Any = self._child.stdout
        with lines:
            for line in lines:
                told = line.strip()
                if told:
                    last.append(told)
                    typer.echo(told)
                    if PROGRESS.search(told):
                        self._tell(told)
        status = self._child.wait()
        if status:
            raise Failed("\n".join([*last, f"{module}: status {status}"]))

    def _tell(self, line: str) -> None:
        found = DONE_OF.search(line)
        done, total = (int(found[1]), int(found[2])) if found else (0, 0)
        self._note(told=line[:200], done=done, total=total)

    def _note(self, **changes: Any) -> None:
        self._trial = self._trial.copy(update=changes)
        write(self._places.trial, self._trial)

    def _interrupted(self, number: int, frame: Optional[FrameType]) -> None:
        if self._child is not None and self._child.poll() is None:
            self._child.kill()
        raise Stopped


def _is_whole(path: Path) -> bool:
    try:
        checked(path)
    except ModelError:
        return False
    return True


def _covers(answers: Answers, texts: List[str]) -> bool:
    """Whether what was answered before holds these messages of visitors."""
    asked = {one.text for one in answers.answers if one.right is None}
    return asked >= set(texts)


def _digest(folder: Path) -> str:
    """What tells accepted examples from others."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob(f"*/{REVIEWED_FILE}")):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:DIGITS]


def main(by: str) -> None:
    """Try what the staff accepted; nothing where another trial is under way."""
    aside.yield_to_all()
    settings = Settings()
    try:
        with aside.alone(Places(settings.publishing_dir).lock):
            Trying(settings, by).run()
    except aside.Busy:
        raise typer.Exit(1) from None


if __name__ == "__main__":
    typer.run(main)
