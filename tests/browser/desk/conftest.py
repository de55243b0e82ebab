"""A real browser on the staff desk: alone for its pages, beside the real servers for its tasks."""

import base64
import hmac
import os
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, NamedTuple

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from assistant.databases.sqlite import SqliteFile
from assistant.environment import HOST, free_port
from assistant.facts.store import FactStore
from assistant.settings import ROOT, DeskSettings
from tests.browser.conftest import SCREENSHOTS
from tests.browser.desk.make_accounts import ACCOUNTS, PASSWORD, SECRET
from tests.servers import database

READY_WITHIN = 60  # seconds
ABORTED = ("htmx:sendAbort", "htmx:afterRequest")
DESKTOP = {"width": 1120, "height": 900}


class Desk(NamedTuple):
    """A running desk: its address, its facts and the folder of its databases."""

    address: str
    facts: FactStore
    folder: Path


def make_accounts(env: Dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.browser.desk.make_accounts"], cwd=ROOT, env=env, check=True
    )


def of_folder(folder: Path) -> Dict[str, str]:
    """The environment of a desk whose files are in a folder."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FACTS_URL": database(folder, "facts"),
        "CONVERSATIONS_URL": database(folder, "conversations"),
        "HANDOVER_URL": database(folder, "handover"),
        "HANDOVER_KEY_FILE": str(folder / "handover.key"),
        "UNANSWERED_URL": database(folder, "unanswered"),
        "FEEDBACK_URL": database(folder, "feedback"),
        "USE_URL": database(folder, "use"),
        "USE_KEY_FILE": str(folder / "use.key"),
        "LOG_KEY_FILE": str(folder / "log.key"),
        "DESK_URL": database(folder, "desk"),
        "DESK_KEY_FILE": str(folder / "desk.key"),
        "DESK_FOLDER": str(folder / "desk"),
        "PUBLISHING_DIR": str(folder / "publishing"),
    }


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory, records: Any) -> Iterator[Desk]:
    """The desk by itself, with the project's facts."""
    folder = tmp_path_factory.mktemp("desk")
    env = of_folder(folder)
    facts = FactStore(env["FACTS_URL"])
    facts.load(records, "data/facts")
    make_accounts(env)
    port = free_port()
    log = (folder / "desk.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.desk", "run", "--port", str(port)],
        cwd=ROOT,
        env=env,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://{HOST}:{port}"
    wait_for(f"{address}/health")
    yield Desk(address, facts, folder)
    process.terminate()
    process.wait(timeout=30)
    facts.close()
    assert "Traceback" not in (folder / "desk.log").read_text()


@pytest.fixture(scope="package")
def whole(assistant: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk beside the real servers, as ``make run`` starts it; its facts are put back for
    whoever asks the servers after it."""
    make_accounts(of_folder(assistant.folder))
    address = f"http://{HOST}:{DeskSettings().desk_port}"
    wait_for(f"{address}/health")
    facts = SqliteFile(assistant.folder / "facts.db")
    before = tmp_path_factory.mktemp("before") / "facts.db"
    before.touch()
    facts.copy_to(before, ())
    yield Desk(address, assistant.facts, assistant.folder)
    facts.put_back(before, ())


def wait_for(address: str) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while True:
        try:
            httpx.get(address, timeout=2).raise_for_status()
            return
        except httpx.HTTPError:
            assert time.monotonic() < deadline, address
            time.sleep(0.3)


def code() -> str:
    """The second factor's code at this moment (RFC 6238)."""
    key, moment = base64.b32decode(SECRET), struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(key, moment, "sha1").digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


Opener = Callable[..., Page]


class Browsers:
    """Contexts in which the accounts of one desk are signed in, each once."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self._chromium, self.address = chromium, address
        self._states: Dict[str, Any] = {}
        self.contexts: List[BrowserContext] = []
        self.problems: List[str] = []

    def open(self, who: str, path: str = "/", language: str = "fr", **options: Any) -> Page:
        """A page of the desk as somebody who is signed in sees it."""
        if who and who not in self._states:
            self._sign_in(who)
        page = self._new(self._states.get(who), language, **options).new_page()
        page.goto(f"{self.address}{path}")
        return page

    def _new(self, state: Any, language: str, **options: Any) -> BrowserContext:
        context = self._chromium.new_context(
            **{"viewport": DESKTOP, "locale": language, "storage_state": state, **options}
        )
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        context.on("console", lambda told: self._told(told))
        context.on(
            "request",
            lambda request: request.url.startswith((self.address, "data:"))
            or self.problems.append(request.url),
        )
        self.contexts.append(context)
        return context

    def _told(self, message: Any) -> None:
        # Among them, whatever the content security policy refused. A preview that a newer one
        # replaces is aborted, and htmx tells that as it tells of errors.
        harmless = "status of 4" in message.text or message.text.startswith(ABORTED)
        if message.type == "error" and not harmless:
            self.problems.append(message.text)

    def _sign_in(self, who: str) -> None:
        context = self._new(None, "fr")
        page = context.new_page()
        page.goto(f"{self.address}/sign-in/")
        page.fill("[name=login]", who)
        page.fill("[name=password]", PASSWORD)
        page.click("main form.stacked button")
        if ACCOUNTS[who] != "EDITOR":
            page.fill("[name=code]", code())
            page.click("main form.stacked button")
        page.wait_for_url(f"{self.address}/")
        self._states[who] = context.storage_state()

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()
        assert not self.problems


def _browsers(chromium: Browser, address: str) -> Iterator[Browsers]:
    browsers = Browsers(chromium, address)
    yield browsers
    browsers.close()


@pytest.fixture(scope="package")
def at_desk(chromium: Browser, desk: Desk) -> Iterator[Browsers]:
    """Browsers at the desk by itself."""
    yield from _browsers(chromium, desk.address)


@pytest.fixture(scope="package")
def at_whole(chromium: Browser, whole: Desk) -> Iterator[Browsers]:
    """Browsers at the desk beside the real servers."""
    yield from _browsers(chromium, whole.address)


def shoot(page: Page, name: str) -> None:
    """Keep a picture, for the guide."""
    folder = SCREENSHOTS / "desk"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
