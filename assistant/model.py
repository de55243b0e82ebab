"""The trained model: what it is made of, where it is, and how it comes to be."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Mapping

from assistant.settings import ROOT

INPUTS = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules.yml",
    "data/stories.yml",
    "data/spelling",
    "data/split.yml",
    "data/splitting.yml",
    "data/subjects.yml",
    "assistant/nlu",
    "assistant/policies",
    "assistant/understanding",
    "assistant/facts/languages.py",
    "requirements.lock",
)
NAME = "oim-tunisie-{}.tar.gz"
DIGEST = ".sha256"  # behind the model's name, in the form that sha256sum reads


class ModelError(Exception):
    """A model is not to be loaded: a sentence for whoever starts the assistant."""


def fingerprint() -> str:
    """A digest of all that the model is made of."""
    digest = hashlib.sha256()
    for name in INPUTS:
        path = ROOT / name
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.exists() and file.suffix != ".pyc":
                digest.update(str(file.relative_to(ROOT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def model_path() -> Path:
    """Where the model of the present files is, trained or not."""
    return ROOT / "models" / NAME.format(fingerprint())


def digest_path(path: Path) -> Path:
    """Where a model's digest stands."""
    return path.with_name(path.name + DIGEST)


def write_digest(path: Path) -> None:
    """Write down what a model that was trained just now is, to the bit."""
    digest_path(path).write_text(f"{_digest(path)}  {path.name}\n", encoding="utf-8")


def checked(path: Path) -> Path:
    """A model's path, once it is sure that it is the file that was trained: loading one runs the
    code that it holds.

    Raises:
        ModelError: it is another file, nothing tells which was trained, or there is none.
    """
    again = f"Delete {path} and start again, to train it anew."
    try:
        found = _digest(path)
    except OSError as error:
        raise ModelError(f"The model cannot be read: {error}. {again}") from None
    try:
        written = digest_path(path).read_text(encoding="utf-8").split()
    except (OSError, UnicodeError):
        raise ModelError(
            f"The model is not loaded: {digest_path(path).name}, which tells what was trained, "
            f"is missing or cannot be read. {again}"
        ) from None
    if written[:1] != [found]:
        raise ModelError(
            f"The model is not loaded: {path.name} is not the file that was trained (its digest "
            f"differs from {digest_path(path).name}); it was damaged or exchanged. {again}"
        )
    return path


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            digest.update(part)
    return digest.hexdigest()


def remove(path: Path) -> None:
    """Delete a model, if it is there, and what was written of it."""
    for file in (path, digest_path(path)):
        file.unlink(missing_ok=True)


def train(path: Path, environment: Mapping[str, str]) -> bool:
    """Train a model of the present files, in a process of its own, write its digest down, and
    delete the models of before.

    Returns:
        Whether it succeeded; if not, it has said why.
    """
    command = [sys.executable, "-m", "assistant.model_training", str(path)]
    if subprocess.run(command, cwd=ROOT, env=dict(environment)).returncode:
        return False
    write_digest(path)
    for old in path.parent.glob(NAME.format("*")):
        if old != path:
            remove(old)
    return True
