"""What each stage of a message takes: seconds and CPU seconds of its own, without those within."""

import functools
import inspect
import json
import time
from pathlib import Path
from typing import Any, Callable, Dict, List, Union

Name = Union[str, Callable[..., str]]


class _Frame:
    """A stage that is being run."""

    def __init__(self, name: str, clock: Callable[[], List[float]]) -> None:
        self.name = name
        self.within = [0.0, 0.0]
        self._clock = clock
        self._started = clock()

    def taken(self) -> List[float]:
        return [now - then for now, then in zip(self._clock(), self._started)]


def _now() -> List[float]:
    return [time.perf_counter(), time.process_time()]


class Stages:
    """Timers around functions; one line of JSON a message goes to a file.

    One message at a time: a stage that waits (for the action server, say) is charged with all
    that the process does meanwhile. CPU seconds are the process's, those of native threads too.
    """

    def __init__(self, output: Path, clock: Callable[[], List[float]] = _now) -> None:
        self._output, self._clock = output, clock
        self._running: List[_Frame] = []
        self._spent: Dict[str, List[float]] = {}

    @property
    def within(self) -> str:
        """The name of the stage that is being run; empty outside of all."""
        return self._running[-1].name if self._running else ""

    def timed(self, name: Name, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function with a timer around it; its stage's name may depend on its arguments."""

        def named(*args: Any, **kwargs: Any) -> str:
            return name if isinstance(name, str) else name(*args, **kwargs)

        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def waited(*args: Any, **kwargs: Any) -> Any:
                self._enter(named(*args, **kwargs))
                try:
                    return await function(*args, **kwargs)
                finally:
                    self._leave()

            return waited

        @functools.wraps(function)
        def called(*args: Any, **kwargs: Any) -> Any:
            self._enter(named(*args, **kwargs))
            try:
                return function(*args, **kwargs)
            finally:
                self._leave()

        return called

    def time(self, owner: Any, function: str, name: Name) -> None:
        """Put a timer around a method of a class.

        Raises:
            AttributeError: the class has no such method.
        """
        kept = inspect.getattr_static(owner, function)
        if isinstance(kept, (classmethod, staticmethod)):
            setattr(owner, function, type(kept)(self.timed(name, kept.__func__)))
        else:
            setattr(owner, function, self.timed(name, kept))

    def root(self, owner: Any, function: str, name: str, of: Callable[..., str]) -> None:
        """Put a timer around the method within which a whole message is handled.

        After each call a line is written with what ``of`` makes of the call's arguments; nothing
        is kept of a call of which it makes the empty string.
        """
        timed = self.timed(name, inspect.getattr_static(owner, function))

        @functools.wraps(timed)
        async def whole(*args: Any, **kwargs: Any) -> Any:
            self._spent = {}
            try:
                return await timed(*args, **kwargs)
            finally:
                of_call = of(*args, **kwargs)
                if of_call:
                    self._write(of_call)

        setattr(owner, function, whole)

    def _enter(self, name: str) -> None:
        self._running.append(_Frame(name, self._clock))

    def _leave(self) -> None:
        frame = self._running.pop()
        taken = frame.taken()
        spent = self._spent.setdefault(frame.name, [0.0, 0.0, 0.0])
        for position in (0, 1):
            spent[position] += taken[position] - frame.within[position]
            if self._running:
                self._running[-1].within[position] += taken[position]
        spent[2] += 1

    def _write(self, of_call: str) -> None:
        with self._output.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"of": of_call, "stages": self._spent}) + "\n")
