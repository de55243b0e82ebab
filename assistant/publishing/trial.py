"""A trial: a model trained aside on what the staff accepted, and compared with the one that serves.

What is here begins, reads and stops one; ``assistant.publishing.trying`` does the work, in a process
of its own.
"""

import datetime
import os
import signal
from contextlib import suppress
from enum import Enum
from typing import Optional

from pydantic import BaseModel

from assistant.database import now
from assistant.publishing import aside
from assistant.publishing.comparison import Comparison
from assistant.publishing.places import Places, read, write

BEGINS_WITHIN = datetime.timedelta(seconds=60)
TRYING = "assistant.publishing.trying"


class Phase(str, Enum):
    """How far a trial has come."""

    BEGUN = "begun"
    TRAINING = "training"
    ANSWERING = "answering"
    COMPARED = "compared"
    FAILED = "failed"
    STOPPED = "stopped"


UNDER_WAY = (Phase.BEGUN, Phase.TRAINING, Phase.ANSWERING)


class Trial(BaseModel):
    """A trial: of which model, on how many accepted examples; ``done`` of ``total`` pieces of the
    work that ``told`` names last; ``reason``, where it failed, is what the program said last."""

    by: str
    began: datetime.datetime
    phase: Phase
    model: Optional[str] = None
    examples: int = 0
    done: int = 0
    total: int = 0
    told: str = ""
    reason: Optional[str] = None
    process: Optional[int] = None

    @property
    def is_under_way(self) -> bool:
        """Whether it goes on."""
        return self.phase in UNDER_WAY


def current(places: Places) -> Optional[Trial]:
    """The last trial; one whose process is gone is stopped, and may be begun again: it goes on
    where it was."""
    trial = read(places.trial, Trial)
    if trial is None or not trial.is_under_way or aside.is_held(places.lock):
        return trial
    if trial.phase is Phase.BEGUN and now() - trial.began < BEGINS_WITHIN:
        return trial
    # It may have ended since it was read.
    trial = read(places.trial, Trial)
    if trial is None or not trial.is_under_way:
        return trial
    return trial.copy(update={"phase": Phase.STOPPED})


def begin(places: Places, by: str) -> Trial:
    """Begin a trial, or take one up that was interrupted.

    Raises:
        Busy: one is under way.
    """
    before = current(places)
    if before and before.is_under_way:
        raise aside.Busy
    trial = Trial(by=by, began=now(), phase=Phase.BEGUN)
    write(places.trial, trial)
    places.log.unlink(missing_ok=True)
    aside.begin(TRYING, [by], places.log)
    return trial


def stop(places: Places) -> bool:
    """Interrupt the trial that is under way; whether one was."""
    trial = current(places)
    if trial is None or not trial.is_under_way or trial.process is None:
        return False
    with suppress(ProcessLookupError):
        os.kill(trial.process, signal.SIGTERM)
    return True


def comparison(places: Places) -> Optional[Comparison]:
    """What the trial's model answers otherwise; None where it is of another trial, or there is
    none."""
    trial, found = current(places), read(places.comparison, Comparison)
    if trial is None or found is None or trial.phase is not Phase.COMPARED:
        return None
    return found if found.after == trial.model else None
