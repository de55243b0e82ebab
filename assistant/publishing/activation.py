"""Activates a tried model, and goes back.

Which model serves stands in a file. Who keeps Rasa running follows it (``assistant.supervisor``;
``deploy/systemd/oim-model.path``) and starts one process after another again; what is here waits
until each serves the model, and puts the file back where one does not.
"""

import re
import time
from typing import Callable, List, Optional

import httpx

from assistant.environment import HOST
from assistant.model import ModelError, checked
from assistant.publishing import trial
from assistant.publishing.active import active, path_of, restore, serving_model, set_active
from assistant.publishing.places import Places
from assistant.publishing.trial import Phase

ASKS_EVERY = 0.5  # seconds
ANSWERS_WITHIN = 10.0  # seconds; /ready itself takes up to four
SERVED = re.compile(r'^oim_model_info\{name="([^"]+)"\} 1', re.MULTILINE)


class NotActivated(Exception):
    """The model that served goes on serving; ``kind`` says why, ``detail`` tells more."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind, self.detail = kind, detail


class Watched:
    """The processes of Rasa, by the ports at which they are watched."""

    def __init__(self, ports: List[int]) -> None:
        self._ports = ports

    def serve(self, model: str) -> Optional[str]:
        """Why not every process serves a model; None where all do."""
        for port in self._ports:
            problem = _problem(port, model)
            if problem:
                return f"{HOST}:{port}: {problem}"
        return None

    def wait_for(self, model: str, within: float) -> Optional[str]:
        """Wait until every process serves a model; why one does not within some seconds."""
        deadline = time.monotonic() + within * len(self._ports)
        while True:
            problem = self.serve(model)
            if problem is None or time.monotonic() > deadline:
                return problem
            time.sleep(ASKS_EVERY)


def activate(
    places: Places, watched: Watched, by: str, within: float = 300.0,
    tell: Callable[[str], None] = lambda _: None,
) -> str:  # fmt: skip
    """Have the tried model serve; returns its name.

    Raises:
        NotActivated: it was not compared, or is worse, or does not come up: that of before serves.
    """
    tried, compared = trial.current(places), trial.comparison(places)
    if tried is None or tried.phase is not Phase.COMPARED or compared is None:
        raise NotActivated("not_compared")
    if compared.before != serving_model(places).name:
        raise NotActivated("compared_with_another", compared.before)
    if compared.worse:
        raise NotActivated("worse")
    return _switch(places, watched, tried.model, by, within, tell)


def back(
    places: Places, watched: Watched, by: str, within: float = 300.0,
    tell: Callable[[str], None] = lambda _: None,
) -> str:  # fmt: skip
    """Have the model of before serve again; returns its name.

    Raises:
        NotActivated: there is none, or it does not come up.
    """
    chosen = active(places)
    if chosen is None:
        raise NotActivated("nothing_before")
    return _switch(places, watched, chosen.before, by, within, tell)


def _switch(
    places: Places,
    watched: Watched,
    model: Optional[str],
    by: str,
    within: float,
    tell: Callable[[str], None],
) -> str:
    try:
        path = checked(path_of(places, model))
    except ModelError as error:
        raise NotActivated("not_whole", str(error)) from error
    serves = serving_model(places).name
    problem = watched.serve(serves)
    # With one that is down already, a restart of another might leave nobody to answer.
    if problem:
        raise NotActivated("not_all_work", problem)
    before = set_active(places, model, by)
    tell(path.name)
    problem = watched.wait_for(path.name, within)
    if problem is None:
        return path.name
    restore(places, before)
    again = watched.wait_for(serves, within)
    raise NotActivated("not_up", problem if again is None else f"{problem}; {again}")


def _problem(port: int, model: str) -> Optional[str]:
    try:
        # Not through a proxy that the environment names for what is outside.
        with httpx.Client(timeout=ANSWERS_WITHIN, trust_env=False) as client:
            metrics = client.get(f"http://{HOST}:{port}/metrics").text
            served = SERVED.search(metrics)
            if served is None or served[1] != model:
                return f"it serves {served[1] if served else 'no model yet'}"
            ready = client.get(f"http://{HOST}:{port}/ready")
    except httpx.HTTPError as error:
        return type(error).__name__
    return None if ready.status_code == 200 else ready.text.strip()
