"""The real servers, started as ``make run`` starts them, on databases of their own."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Dict, List, NamedTuple

import httpx

from assistant.environment import HOST
from assistant.facts.store import FactStore
from assistant.handover.hours import DAYS
from assistant.launch import ACTIONS_PORT, RASA_PORT
from assistant.settings import ROOT

READY_WITHIN = 900  # seconds; training included, where no model is there yet
ALLOWED_SITE_PORT = 8090
# These servers serve the public, by their settings: REST is closed in the root's credentials.
CREDENTIALS = ROOT / "tests" / "credentials.yml"


class Assistant(NamedTuple):
    """A running assistant: its process, its facts, its log and the folder of its databases."""

    process: subprocess.Popen
    facts: FactStore
    log: str
    folder: Path

    def say(self, text: str, sender: str) -> List[Dict]:
        """What the assistant replies over REST."""
        response = httpx.post(
            f"http://{HOST}:{RASA_PORT}/webhooks/rest/webhook",
            # In ASCII: lone surrogates can only be sent as escapes.
            content=json.dumps({"sender": sender, "message": text}),
            headers={"Content-Type": "application/json"},
            timeout=30,
        )
        assert response.status_code == 200
        return response.json()

    def reply(self, text: str, sender: str = "") -> str:
        """The reply's text, in a conversation of its own where no sender is named."""
        messages = self.say(text, sender or uuid.uuid4().hex)
        return "\n".join(message.get("text", "") for message in messages)


def is_up(port: int, path: str) -> bool:
    try:
        return httpx.get(f"http://{HOST}:{port}{path}", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def database(folder: Path, name: str) -> str:
    """The URL of one of a running assistant's databases."""
    return f"sqlite:///{folder / name}.db"


def always_open(folder: Path) -> Path:
    """Hours of an office where somebody is there whenever the tests run."""
    path = folder / "office.yml"
    days = "".join(f"  {day}: ['00:00-23:59:59']\n" for day in DAYS)
    path.write_text(
        f"timezone: Africa/Tunis\nclosed: []\nanswers_within: 2\nhours:\n{days}", encoding="utf-8"
    )
    return path


def start(folder: Path) -> Assistant:
    log = folder / "servers.log"
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.launch", "run"],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "FACTS_URL": database(folder, "facts"),
            "CONVERSATIONS_URL": database(folder, "conversations"),
            "FEEDBACK_URL": database(folder, "feedback"),
            "HANDOVER_URL": database(folder, "handover"),
            "HANDOVER_KEY_FILE": str(folder / "handover.key"),
            "UNANSWERED_URL": database(folder, "unanswered"),
            "PUBLISHING_DIR": str(folder / "publishing"),
            "HELP_FILE": str(folder / "help.json"),
            "WEB_KEY_FILE": str(folder / "web.key"),
            "LOG_KEY_FILE": str(folder / "log.key"),
            "USE_URL": database(folder, "use"),
            "USE_KEY_FILE": str(folder / "use.key"),
            "DESK_URL": database(folder, "desk"),
            "DESK_KEY_FILE": str(folder / "desk.key"),
            "DESK_FOLDER": str(folder / "desk"),
            "OFFICE_FILE": str(always_open(folder)),
            "CREDENTIALS_FILE": str(CREDENTIALS),
            # A machine that is busy with other things is no fault.
            "ACTIONS_WITHIN": "30",
            "WEB_SITES": f"http://localhost:{ALLOWED_SITE_PORT}",
            # Each visitor of the tests names an address of their own, as a proxy would.
            "WEB_PROXIES": "1",
        },
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    deadline = time.monotonic() + READY_WITHIN
    while not (is_up(RASA_PORT, "/") and is_up(ACTIONS_PORT, "/health")):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.5)
    return Assistant(process, FactStore(database(folder, "facts")), str(log), folder)


def stop(assistant: Assistant) -> None:
    if assistant.process.poll() is None:
        os.killpg(assistant.process.pid, signal.SIGINT)
        assistant.process.wait(timeout=60)
    assistant.facts.close()
