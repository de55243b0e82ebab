"""A group of messages that were asked in vain becomes an example; it is trained aside, compared,
activated and taken back, the visitor's next reply included. The project is small, and all is real."""

import os
import signal
import subprocess
import sys
import time
from typing import Any, Iterator, List

import httpx
import pytest
from playwright.sync_api import Page, expect

from assistant.environment import HOST
from tests.browser.desk.conftest import Browsers, make_accounts, of_folder, shoot, wait_for
from tests.publishing.small_project import SmallProject

READY_WITHIN = 240  # seconds
TRIED_WITHIN = 900_000  # milliseconds
SERVED_WITHIN = 240_000
# What no example of the fact asks: the answer to it is this fact's only once it is learned.
ASKED = [
    "quel est le montant de la cotisation d'un pays",
    "un pays paie combien de cotisation par an",
    "je voudrais connaître le prix de la cotisation des pays",
]
FACT = "iom.founded"


class Running:
    """The small project, as ``make run`` starts it."""

    def __init__(self, project: SmallProject) -> None:
        self.project = project
        trained = project.run("assistant.launch", "train")
        assert trained.returncode == 0, trained.stdout + trained.stderr
        self.log = project.folder / "run.log"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "assistant.launch", "run"],
            cwd=project.folder,
            env=project.environment(),
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.desk = f"http://{HOST}:{project.ports['DESK']}"
        wait_for(f"{self.desk}/health")
        deadline = time.monotonic() + READY_WITHIN
        while not self.replies("bonjour"):
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(1)

    def replies(self, text: str, sender: str = "me") -> List[Any]:
        """What a visitor is answered; nothing where nobody does."""
        try:
            return httpx.post(
                f"http://{HOST}:{self.project.ports['RASA']}/webhooks/rest/webhook",
                json={"sender": sender, "message": text},
                timeout=30,
            ).json()
        except (httpx.HTTPError, ValueError):
            return []

    def reply(self, text: str) -> List[str]:
        """What the first message of a conversation is answered."""
        sender = f"{time.monotonic_ns()}"
        return [reply.get("text", "") for reply in self.replies(text, sender)]

    def stop(self) -> None:
        """End it."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=60)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(SmallProject(tmp_path_factory.mktemp("small")))
    make_accounts(
        {
            **of_folder(running.project.state),
            "DESK_URL": f"sqlite:///{running.project.state / 'desk.db'}",
        }
    )
    yield running
    running.stop()


@pytest.fixture
def staff(chromium: Any, running: Running) -> Iterator[Browsers]:
    browsers = Browsers(chromium, running.desk)
    yield browsers
    browsers.close()


def grouped(page: Page) -> Page:
    """Have the messages grouped, and wait until they are."""
    page.click("form[action='/unanswered/group-now/'] button")
    deadline = time.monotonic() + READY_WITHIN
    while page.locator(".notice").count():
        assert time.monotonic() < deadline
        time.sleep(2)
        page.goto(page.url)
    return page


def test_a_group_becomes_an_example_that_is_published_and_taken_back(running, staff):
    before = {text: running.reply(text) for text in ASKED}
    assert all("1951" not in str(reply) for reply in before.values()), before
    page = grouped(staff.open("sami", "/unanswered/"))
    page.click("tbody a[href^='/unanswered/']")
    expect(page.locator("textarea[name^=text-]")).to_have_count(len(ASKED))
    page.check("input[name=became][value=example]")
    page.select_option("[name=fact]", FACT)
    shoot(page, "task-unanswered")
    page.click("form.sitting button.button")
    expect(page.locator(".messages .success")).to_be_visible()

    page = staff.open("lina", "/unanswered/publishing/")
    page.click("form[action='/unanswered/publishing/try/'] button")
    expect(page.locator("progress")).to_be_visible()
    # Visitors are answered meanwhile.
    assert running.replies("bonjour")
    activate = page.locator("form[action='/unanswered/publishing/activate/'] button")
    expect(activate).to_be_visible(timeout=TRIED_WITHIN)
    shoot(page, "task-compared")
    expect(page.get_by_text(ASKED[0]).first).to_be_visible()
    activate.click()
    go_back = page.locator("form[action='/unanswered/publishing/back/'] button")
    expect(go_back).to_be_visible(timeout=SERVED_WITHIN)
    assert all("1951" in str(running.reply(text)) for text in ASKED)

    go_back.click()
    expect(go_back).to_be_hidden(timeout=SERVED_WITHIN)
    expect(go_back).to_be_visible(timeout=SERVED_WITHIN)
    assert {text: running.reply(text) for text in ASKED} == before
