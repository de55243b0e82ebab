"""The parts that the assistant works with, and whether each does."""

import shutil
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import Callable, Dict, List, Mapping, Optional
from urllib.parse import urljoin

import httpx

from assistant.settings import ChannelSettings, Settings, WatchSettings
from assistant.watching.database_state import database_problem, sqlite_file

WITHIN = 4.0  # seconds for all parts together
Problem = Callable[[], Optional[str]]  # None: it works


class Parts:
    """Asks each part whether it works, all at once.

    Args:
        problems: tells by a part's name what is wrong with it.
    """

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        self._problems = dict(problems)
        self._asked: "Dict[str, Future[Optional[str]]]" = {}
        self._threads = ThreadPoolExecutor(len(self._problems), thread_name_prefix="parts")

    def now(self) -> Dict[str, Optional[str]]:
        """By each part's name, what is wrong with it; None where nothing is."""
        for name, problem in self._problems.items():
            # One that still has not answered is not asked again: it would hold a second thread.
            if name not in self._asked or self._asked[name].done():
                self._asked[name] = self._threads.submit(problem)
        asked = dict(self._asked)
        wait(asked.values(), timeout=WITHIN)
        return {name: _result(future) for name, future in asked.items()}

    def close(self) -> None:
        """Ask no more."""
        self._threads.shutdown(wait=False)


def storage(
    settings: Settings, channels: ChannelSettings, watch: WatchSettings
) -> Dict[str, Problem]:
    """The databases, and the disk that those in files lie on, as parts."""
    urls = {
        "facts": settings.facts_url,
        "conversations": settings.conversations_url,
        "feedback": settings.feedback_url,
    }
    if channels.telegram_token or channels.messenger_page_token:
        urls["channels"] = channels.channels_url
    problems: Dict[str, Problem] = {
        name: partial(database_problem, url) for name, url in urls.items()
    }
    files = [file for file in map(sqlite_file, urls.values()) if file is not None]
    problems["disk"] = partial(disk_problem, files, watch.least_free_disk)
    return problems


def action_server_problem(url: str) -> Optional[str]:
    """Why the action server whose webhook is at an address does not answer."""
    try:
        response = httpx.get(urljoin(url, "/health"), timeout=2)
    except httpx.HTTPError as error:
        return type(error).__name__
    return None if response.status_code == 200 else f"status {response.status_code}"


def disk_problem(files: List[Path], least: int) -> Optional[str]:
    """Which file's disk has less than so many bytes free."""
    for file in files:
        there = next(folder for folder in file.absolute().parents if folder.exists())
        free = shutil.disk_usage(there).free
        if free < least:
            return f"{free // 1_000_000} MB are free in {there}"
    return None


def _result(asked: "Future[Optional[str]]") -> Optional[str]:
    if not asked.done():
        return "does not answer"
    failure = asked.exception()
    return f"cannot be asked: {type(failure).__name__}" if failure else asked.result()
