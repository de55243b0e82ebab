"""A real browser on the real page."""

import os
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from assistant.settings import ROOT
from tests.browser.host_pages import ALLOWED, REFUSED, REFUSED_SITE_PORT, HostOpener
from tests.servers import ALLOWED_SITE_PORT
from tests.web_visitor import ORIGIN, PAGE, new_address

SCREENSHOTS = ROOT / "reports" / "screenshots"
DESKTOP = {"width": 1120, "height": 760}
PHONE = {"width": 390, "height": 844}
OWN_HOSTS = (f"{ORIGIN}/", "data:", "blob:")
expect.set_options(timeout=15_000)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser; ended with these tests, since Playwright's event loop counts as running
    in this thread until then, and `asyncio.run` refuses beside it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.fail("No Chromium: run scripts/browser.sh, or name one with CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class ChatPage:
    """The page as a test speaks of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.replies = page.locator(".turn.reply")
        self.own = page.locator(".turn.own")
        self.text = page.locator("#text")
        self.notice = page.locator("#notice")

    def ask(self, question: str) -> "Page":
        """Write a question and wait for its reply, which is returned."""
        before = self.replies.count()
        self.text.fill(question)
        self.text.press("Enter")
        expect(self.replies).to_have_count(before + 1)
        return self.replies.last

    def words(self) -> Dict[str, str]:
        """The page's words in its present language."""
        script = (
            "JSON.parse(document.getElementById('state').textContent)"
            ".languages[document.documentElement.lang].words"
        )
        return self.page.evaluate(script)

    def shoot(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_timeout(400)  # ms; until what scrolls stands still
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")


Opener = Callable[..., ChatPage]


@pytest.fixture
def new_context(assistant, chromium) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts that fail the test on script errors and on foreign requests."""
    problems: List[str] = []
    contexts: List[BrowserContext] = []

    def make(own_hosts=OWN_HOSTS, **options: Any) -> BrowserContext:
        headers = {"X-Forwarded-For": new_address()}
        context = chromium.new_context(
            **{"viewport": DESKTOP, "locale": "fr", "extra_http_headers": headers, **options}
        )
        context.on("weberror", lambda error: problems.append(str(error.error)))
        context.on(
            "request",
            lambda request: request.url.startswith(own_hosts) or problems.append(request.url),
        )
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert not problems


@pytest.fixture
def open_chat(new_context) -> Opener:
    """Opens the page as a new visitor."""

    def open_page(language: str = "fr", **options: Any) -> ChatPage:
        page = new_context(**options).new_page()
        page.goto(f"{ORIGIN}{PAGE}?lang={language}")
        return ChatPage(page)

    return open_page


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def host_sites(tmp_path_factory) -> Iterator[Path]:
    """A folder served as another site, once under an allowed origin and once under another."""
    folder = tmp_path_factory.mktemp("sites")
    servers = [
        ThreadingHTTPServer(("127.0.0.1", port), partial(QuietHandler, directory=str(folder)))
        for port in (ALLOWED_SITE_PORT, REFUSED_SITE_PORT)
    ]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def host(new_context, host_sites: Path) -> HostOpener:
    """Opens a host page of the given HTML on a site."""

    def open_host(site: str, html: str, **options: Any) -> Page:
        (host_sites / "index.html").write_text(html, encoding="utf-8")
        page = new_context(own_hosts=(*OWN_HOSTS, ALLOWED, REFUSED), **options).new_page()
        page.goto(site)
        return page

    return open_host
