"""Switches the model that serves, aside: ``python -m assistant.publishing.switching activate BY``.

Who clicked may leave the page; how far it has come is read here.
"""

import datetime
from enum import Enum
from typing import Optional

import typer
from pydantic import BaseModel

from assistant.database import now
from assistant.publishing import aside
from assistant.publishing.activation import NotActivated, Watched, activate, back
from assistant.publishing.places import Places, read, write
from assistant.settings import Settings, WatchSettings

MODULE = "assistant.publishing.switching"
BEGINS_WITHIN = datetime.timedelta(seconds=30)
OWN_WATCH_PORT = 5006  # of `make run`, where nothing else is set
ENDED = "ended"


class Kind(str, Enum):
    """Which way."""

    ACTIVATE = "activate"
    BACK = "back"


class Switch(BaseModel):
    """A switch: under way, done, or refused (``NotActivated``) for a reason."""

    kind: Kind
    by: str
    began: datetime.datetime
    model: Optional[str] = None
    done: bool = False
    refused: Optional[str] = None
    detail: str = ""

    @property
    def is_under_way(self) -> bool:
        """Whether it goes on."""
        return not self.done and self.refused is None


def watched(settings: Settings) -> Watched:
    """Rasa's processes, by the settings: those that are named, else ``make run``'s own."""
    ports = [int(port) for port in settings.publishing_watched.split()]
    return Watched(ports or [WatchSettings().watch_port or OWN_WATCH_PORT])


def current(places: Places) -> Optional[Switch]:
    """The last switch; one whose process is gone is refused."""
    found = read(places.switch, Switch)
    if found is None or not found.is_under_way or aside.is_held(places.switch_lock):
        return found
    if now() - found.began < BEGINS_WITHIN:
        return found
    found = read(places.switch, Switch)
    if found is None or not found.is_under_way:
        return found
    return found.copy(update={"refused": ENDED})


def begin(places: Places, kind: Kind, by: str) -> None:
    """Begin a switch.

    Raises:
        Busy: one is under way.
    """
    before = current(places)
    if before and before.is_under_way:
        raise aside.Busy
    write(places.switch, Switch(kind=kind, by=by, began=now()))
    aside.begin(MODULE, [kind.value, by], places.folder / "switch.log")


def switch(settings: Settings, kind: Kind, by: str) -> Switch:
    """Do it, noting how far it has come.

    Raises:
        Busy: one is under way.
    """
    places = Places(settings.publishing_dir)
    noted = Switch(kind=kind, by=by, began=now())

    def tell(model: str) -> None:
        write(places.switch, noted.copy(update={"model": model}))

    with aside.alone(places.switch_lock):
        try:
            work = activate if kind is Kind.ACTIVATE else back
            model = work(places, watched(settings), by, tell=tell)
            ended = noted.copy(update={"done": True, "model": model})
        except NotActivated as refusal:
            ended = noted.copy(update={"refused": refusal.kind, "detail": refusal.detail})
        write(places.switch, ended)
    return ended


def main(kind: Kind, by: str) -> None:
    """Switch; nothing where another one is under way."""
    try:
        switch(Settings(), kind, by)
    except aside.Busy:
        raise typer.Exit(1) from None


if __name__ == "__main__":
    typer.run(main)
