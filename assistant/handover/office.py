"""The office's hours as staff have them now."""

from pathlib import Path
from typing import Optional, Tuple

import structlog

from assistant.facts.errors import FactError
from assistant.handover.hours import OfficeHours, read_hours

log = structlog.get_logger(__name__)


class Office:
    """Reads the file again where it was changed; one that is wrong changes nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state: Optional[Tuple[int, int]] = None
        self._hours: Optional[OfficeHours] = None

    def hours(self) -> OfficeHours:
        """The hours.

        Raises:
            FactError: they never could be read.
        """
        state = self._found()
        if state != self._state:
            self._state = state
            try:
                self._hours = read_hours(self._path)
            except FactError as error:
                log.error("handover.no_hours", error=str(error))
        if self._hours is None:
            raise FactError(f"{self._path}: the office's hours are not known")
        return self._hours

    def _found(self) -> Tuple[int, int]:
        try:
            found = self._path.stat()
        except OSError:
            return 0, 0
        return found.st_mtime_ns, found.st_size
