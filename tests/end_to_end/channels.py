"""A real Rasa server whose channels talk to the stand-ins."""

import hashlib
import hmac
import json
import signal
import subprocess
import time
import uuid
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

import httpx

from assistant.environment import HOST, environment, free_port
from assistant.launch import RASA
from assistant.messaging.verification import derived_secret
from assistant.model import model_path
from assistant.settings import ROOT
from tests.servers import CREDENTIALS
from tests.stand_ins import messenger_api, telegram_api

READY_WITHIN = 120  # seconds
TELEGRAM_SECRET = derived_secret(telegram_api.TOKEN, "telegram webhook")


class ChannelServer:
    """Rasa with the trained model and both channels; the action server runs beside it.

    ``options``: more of ``rasa run``'s.
    """

    options: Sequence[str] = ()

    def __init__(self, folder: Path, **settings: str) -> None:
        self.telegram = telegram_api.TelegramStandIn()
        self.messenger = messenger_api.MessengerStandIn()
        self.telegram.start()
        self.messenger.start()
        self.port = free_port()
        self.folder = folder
        self.settings = settings
        self.process: Optional[subprocess.Popen] = None
        self._client = httpx.Client(base_url=f"http://{HOST}:{self.port}", timeout=30)

    def start(self) -> None:
        """Start Rasa and wait until it answers."""
        env = {
            **environment(),
            "PUBLIC_URL": "https://assistant.example.org",
            "TELEGRAM_TOKEN": telegram_api.TOKEN,
            "TELEGRAM_API_URL": self.telegram.url,
            "MESSENGER_PAGE_TOKEN": messenger_api.PAGE_TOKEN,
            "MESSENGER_APP_ID": messenger_api.APP_ID,
            "MESSENGER_APP_SECRET": messenger_api.APP_SECRET,
            "MESSENGER_API_URL": self.messenger.url,
            "CHANNELS_URL": f"sqlite:///{self.folder / 'channels.db'}",
            "HANDOVER_URL": f"sqlite:///{self.folder / 'handover.db'}",
            "HANDOVER_KEY_FILE": str(self.folder / "handover.key"),
            "LOG_KEY_FILE": str(self.folder / "log.key"),
            "USE_URL": f"sqlite:///{self.folder / 'use.db'}",
            "USE_KEY_FILE": str(self.folder / "use.key"),
            **self.settings,
        }
        options = ["--interface", HOST, "--port", str(self.port), "--model", str(model_path())]
        options += ["--credentials", str(CREDENTIALS), *self.options]
        self.process = subprocess.Popen(
            RASA + ["run", "--quiet", *options],
            cwd=ROOT,
            env=env,
            stdout=(self.folder / "rasa.log").open("a"),
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + READY_WITHIN
        while not self._is_up():
            assert self.process.poll() is None and time.monotonic() < deadline, self.log()
            time.sleep(0.3)

    def _is_up(self) -> bool:
        try:
            return self._client.get("/").status_code == 200
        except httpx.HTTPError:
            return False

    def stop(self, how: int = signal.SIGTERM) -> None:
        """Stop Rasa."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)

    def close(self) -> None:
        """Stop everything."""
        self.stop()
        self.telegram.stop()
        self.messenger.stop()

    def log(self) -> str:
        """What Rasa wrote."""
        return (self.folder / "rasa.log").read_text()

    def to_telegram(self, update: Any, secret: Optional[str] = TELEGRAM_SECRET) -> httpx.Response:
        """Send an update (or raw bytes) as Telegram does."""
        headers = {"Content-Type": "application/json"}
        if secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        return self._client.post(
            "/webhooks/telegram/webhook", content=_body(update), headers=headers
        )

    def to_messenger(self, document: Any, **headers: str) -> httpx.Response:
        """Send a request (or raw bytes) as Messenger does, signed unless a header says else."""
        body = _body(document)
        digest = hmac.new(messenger_api.APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
        signed = {"X-Hub-Signature-256": f"sha256={digest}", "Content-Type": "application/json"}
        return self._client.post(
            "/webhooks/messenger/webhook", content=body, headers={**signed, **headers}
        )

    def ask(self, text: str) -> List[Dict[str, Any]]:
        """Ask over REST, as the web does, in a conversation of its own."""
        message = {"sender": uuid.uuid4().hex, "message": text}
        return self._client.post("/webhooks/rest/webhook", json=message).json()


def _body(document: Any) -> bytes:
    return document if isinstance(document, bytes) else json.dumps(document).encode()
