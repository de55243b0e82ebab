"""A real Rasa with all four channels, whose databases and action server can be taken from it."""

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Callable, ContextManager, Dict, Iterator, List, Optional

import httpx
from ruamel.yaml import YAML

from assistant.environment import HOST, environment, free_port
from assistant.facts.files import read_records
from assistant.facts.store import FactStore
from assistant.settings import ROOT, Settings
from tests.end_to_end.channels import READY_WITHIN, ChannelServer
from tests.end_to_end.test_channels import Messenger, Telegram
from tests.faults import DATABASE_FAULTS
from tests.updates import messenger_text, telegram_text
from tests.web_visitor import WebVisitor

FAILING = b'{"error": "as the test wants it"}'


class ActionServer:
    """The action server, on a port of its own."""

    def __init__(self, folder: Path, facts_url: str) -> None:
        self.port = free_port()
        self._folder, self._facts_url = folder, facts_url
        self._process: Optional["subprocess.Popen[bytes]"] = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = ["--actions", "actions", "--port", str(self.port)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "rasa_sdk", *options],
            cwd=ROOT,
            env={**environment(), "FACTS_URL": self._facts_url},
            stdout=(self._folder / "actions.log").open("a"),
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + READY_WITHIN
        while not self._is_up():
            assert self._process.poll() is None and time.monotonic() < deadline
            time.sleep(0.3)

    def _is_up(self) -> bool:
        try:
            return httpx.get(f"http://{HOST}:{self.port}/health", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def _signal(self, number: int) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @contextmanager
    def killed(self) -> Iterator[None]:
        """It is not there."""
        self.stop()
        yield
        self.start()

    @contextmanager
    def hung(self) -> Iterator[None]:
        """It takes calls and never answers."""
        self._signal(signal.SIGSTOP)
        yield
        self._signal(signal.SIGCONT)

    @contextmanager
    def failing(self) -> Iterator[None]:
        """It answers every call with 500."""

        class Failing(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(500)
                self.send_header("Content-Length", str(len(FAILING)))
                self.end_headers()
                self.wfile.write(FAILING)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.stop()
        http.server.ThreadingHTTPServer.allow_reuse_address = True
        server = http.server.ThreadingHTTPServer((HOST, self.port), Failing)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()
        server.server_close()
        self.start()


class EndangeredServer(ChannelServer):
    """Rasa with REST, the web, Telegram and Messenger, on databases of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.databases: Dict[str, Path] = {}
        for name in ("facts", "conversations", "feedback", "channels"):
            self.databases[name] = folder / name / f"{name}.db"
            self.databases[name].parent.mkdir()
        urls = {f"{name.upper()}_URL": f"sqlite:///{path}" for name, path in self.databases.items()}
        store = FactStore(urls["FACTS_URL"])
        store.load(read_records(Settings().facts_dir), "test")
        store.close()
        self.actions = ActionServer(folder, urls["FACTS_URL"])
        self.options = ["--endpoints", str(self._endpoints(folder))]
        own = {
            "HELP_FILE": str(folder / "help.json"),
            "WEB_KEY_FILE": str(folder / "web.key"),
            "WEB_PROXIES": "1",  # each visitor has an address, and so limits, of their own
        }
        super().__init__(folder, **{**urls, **own, **settings})

    def _endpoints(self, folder: Path) -> Path:
        """The project's own endpoints, with this action server in their place."""
        yaml = YAML()
        endpoints = yaml.load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
        endpoints["action_endpoint"]["url"] = f"http://{HOST}:{self.actions.port}/webhook"
        path = folder / "endpoints.yml"
        with path.open("w", encoding="utf-8") as file:
            yaml.dump(endpoints, file)
        return path

    def close(self) -> None:
        """Stop everything."""
        super().close()
        self.actions.stop()

    def faults(self) -> Dict[str, Callable[[], ContextManager[Any]]]:
        """What can be wrong, by its name."""
        faults: Dict[str, Callable[[], ContextManager[Any]]] = {
            f"{name} {fault}": lambda name=name, fault=fault: DATABASE_FAULTS[fault](
                self.databases[name]
            )
            for name in ("facts", "conversations")
            for fault in ("locked", "damaged", "gone")
        }
        faults["actions killed"] = self.actions.killed
        faults["actions hung"] = self.actions.hung
        faults["actions failing"] = self.actions.failing
        faults["everything"] = self._everything
        return faults

    @contextmanager
    def _everything(self) -> Iterator[None]:
        with ExitStack() as stack:
            for fault in ("facts locked", "conversations locked", "actions hung"):
                stack.enter_context(self.faults()[fault]())
            stack.enter_context(DATABASE_FAULTS["locked"](self.databases["feedback"]))
            yield


class Visitor:
    """Somebody with a conversation of their own on a channel."""

    def __init__(self) -> None:
        self._heard: List[str] = []

    def say(self, text: str) -> str:
        """Write a message and wait; what answers it."""
        raise NotImplementedError

    def post(self, text: str) -> None:
        """Write a message and wait for nothing."""
        threading.Thread(target=lambda: self._heard.append(self.say(text)), daemon=True).start()

    def heard(self) -> str:
        """What has answered so far."""
        return "\n".join(self._heard)


class RestVisitor(Visitor):
    """Over REST."""

    def __init__(self, server: EndangeredServer, language: str) -> None:
        super().__init__()
        self._sender = uuid.uuid4().hex
        self._url = f"http://{HOST}:{server.port}/webhooks/rest/webhook"

    def say(self, text: str) -> str:
        message = {"sender": self._sender, "message": text}
        response = httpx.post(self._url, json=message, timeout=60)
        assert response.status_code == 200
        return "\n".join(message.get("text", "") for message in response.json())


class PageVisitor(Visitor):
    """On the website."""

    def __init__(self, server: EndangeredServer, language: str) -> None:
        super().__init__()
        self._page = WebVisitor(origin=f"http://{HOST}:{server.port}")
        self._page.client.timeout = 60
        self._page.open()
        self._language = language

    def say(self, text: str) -> str:
        replies: List[Dict[str, Any]] = self._page.ask(text, language=self._language)
        return "\n".join(reply["text"] for reply in replies)


class TelegramVisitor(Visitor):
    """On Telegram."""

    def __init__(self, server: EndangeredServer, language: str) -> None:
        super().__init__()
        self._server, self._language = server, language
        self._person = Telegram(server, language)

    def say(self, text: str) -> str:
        return self._person.text(self._person.say(text))

    def post(self, text: str) -> None:
        update = telegram_text(text, self._person.id, self._language)
        assert self._server.to_telegram(update).status_code == 200

    def heard(self) -> str:
        return "\n".join(self._server.telegram.texts(self._person.id))


class MessengerVisitor(Visitor):
    """On Messenger."""

    def __init__(self, server: EndangeredServer, language: str) -> None:
        super().__init__()
        self._server = server
        self._person = Messenger(server, language)

    def say(self, text: str) -> str:
        return self._person.text(self._person.say(text))

    def post(self, text: str) -> None:
        request = messenger_text(text, self._person.id)
        assert self._server.to_messenger(request).status_code == 200

    def heard(self) -> str:
        return "\n".join(self._server.messenger.texts(self._person.id))


VISITORS = {
    "rest": RestVisitor,
    "web": PageVisitor,
    "telegram": TelegramVisitor,
    "messenger": MessengerVisitor,
}
