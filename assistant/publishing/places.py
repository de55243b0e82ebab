"""Where the files of publishing are, and how they are written: whole, or not at all."""

import os
from pathlib import Path
from typing import NamedTuple, Optional, Type, TypeVar

from pydantic import BaseModel, ValidationError

Document = TypeVar("Document", bound=BaseModel)


class Places(NamedTuple):
    """The files of ``PUBLISHING_DIR``."""

    folder: Path

    @property
    def reviewed(self) -> Path:
        """The folder of the examples that the staff accepted."""
        return self.folder / "reviewed"

    @property
    def models(self) -> Path:
        """The folder of the models that were trained on them."""
        return self.folder / "models"

    @property
    def trial(self) -> Path:
        """How far the trial has come."""
        return self.folder / "trial.json"

    @property
    def log(self) -> Path:
        """What the trial's programs said."""
        return self.folder / "trial.log"

    @property
    def lock(self) -> Path:
        """What a trial that is under way holds."""
        return self.folder / "trial.lock"

    @property
    def comparison(self) -> Path:
        """What the trial's model answers otherwise."""
        return self.folder / "comparison.json"

    @property
    def answers(self) -> Path:
        """The folder of what models answered, a file a model."""
        return self.folder / "answers"

    @property
    def active(self) -> Path:
        """Which model serves."""
        return self.folder / "active.json"

    @property
    def switch(self) -> Path:
        """How far a switch of the model that serves has come."""
        return self.folder / "switch.json"

    @property
    def switch_lock(self) -> Path:
        """What a switch that is under way holds."""
        return self.folder / "switch.lock"


def read(path: Path, kind: Type[Document]) -> Optional[Document]:
    """What a file holds; None where it is not there, or holds something else."""
    try:
        return kind.parse_raw(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValidationError):
        return None


def write(path: Path, document: BaseModel) -> None:
    """Put a document in a file's place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    new.write_text(document.json(ensure_ascii=False, indent=1), encoding="utf-8")
    new.replace(path)
