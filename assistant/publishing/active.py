"""Which model serves: the one that somebody activated, or that of the project's own files."""

import datetime
from pathlib import Path
from typing import Optional

import structlog
from pydantic import BaseModel

from assistant.database import now
from assistant.model import ModelError, checked, fingerprint, model_path, remove
from assistant.publishing.places import Places, read, write

log = structlog.get_logger(__name__)


class Active(BaseModel):
    """Which model was activated, and which served before; None for that of the project's files.

    ``files`` is the fingerprint of the project's files that they were trained with: others are of
    another version, and are not loaded by this one.
    """

    model: Optional[str]
    before: Optional[str]
    files: str
    by: str
    at: datetime.datetime


def active(places: Places) -> Optional[Active]:
    """What was activated, for the project's files as they are."""
    found = read(places.active, Active)
    return found if found and found.files == fingerprint() else None


def path_of(places: Places, name: Optional[str]) -> Path:
    """Where a model is, by its name."""
    return places.models / name if name else model_path()


def serving_model(places: Places) -> Path:
    """The model to serve. One that was activated and cannot be loaded is told, and that of the
    project's files serves: visitors are answered."""
    chosen = active(places)
    if chosen is None or chosen.model is None:
        return model_path()
    try:
        return checked(path_of(places, chosen.model))
    except ModelError as error:
        log.error("publishing.not_loaded", error=str(error))
        return model_path()


def set_active(places: Places, model: Optional[str], by: str) -> Optional[Active]:
    """Have a model serve from the next start on; returns what was before."""
    before = active(places)
    serves = before.model if before else None
    chosen = Active(model=model, before=serves, files=fingerprint(), by=by, at=now())
    write(places.active, chosen)
    return before


def restore(places: Places, before: Optional[Active]) -> None:
    """Put back what was before."""
    if before is None:
        places.active.unlink(missing_ok=True)
    else:
        write(places.active, before)


def tidy(places: Places, *kept: Optional[str]) -> None:
    """Delete the models that neither serve, nor served before, nor are named."""
    chosen = read(places.active, Active)
    names = {*kept, *((chosen.model, chosen.before) if chosen else ())}
    for path in places.models.glob("*.tar.gz"):
        if path.name not in names:
            remove(path)
