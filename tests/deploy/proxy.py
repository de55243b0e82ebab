"""A real nginx with the files of deploy/, but for their ports, names and certificate."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path
from typing import Dict, Sequence, Tuple

from assistant.environment import free_port
from assistant.settings import ROOT

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
MISSING = "nginx is not installed (Debian: apt install nginx-light; make test does as root)"
EXAMPLE = ROOT / "deploy" / "nginx.conf"
PROCESSES = ROOT / "deploy" / "nginx-processes.conf"


def changed(text: str, changes: Dict[str, str]) -> str:
    """A file's text with what is not the tests' replaced, each once."""
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


class Proxy:
    """nginx in front of one process, or of several.

    Args:
        rasas: the ports of Rasa's processes.
        actions: the ports of the action servers; none where there is one process of each.
    """

    def __init__(self, folder: Path, rasas: Sequence[int], actions: Sequence[int] = ()) -> None:
        self.port, self.actions_port = free_port(), free_port()
        self._folder = folder
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
             "/CN=localhost", "-keyout", str(key), "-out", str(certificate)],
            check=True, capture_output=True,
        )  # fmt: skip
        changes = {
            "listen 80;": f"listen 127.0.0.1:{free_port()};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            "/etc/letsencrypt/live/assistant.example.org/fullchain.pem": str(certificate),
            "/etc/letsencrypt/live/assistant.example.org/privkey.pem": str(key),
            "/var/log/nginx/assistant.log": str(folder / "assistant.log"),
            # Seconds that the tests do not want to wait for.
            "client_header_timeout 10s": "client_header_timeout 1s",
            "client_body_timeout 10s": "client_body_timeout 1s",
        }
        site = EXAMPLE.read_text(encoding="utf-8")
        if actions:
            site = _without_its_upstream(site) + self._processes(rasas, actions)
        else:
            changes["127.0.0.1:5005"] = f"127.0.0.1:{rasas[0]}"
        (folder / "site.conf").write_text(changed(site, changes))
        temporary = "".join(
            f"{name}_temp_path {folder}/{name};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        self._main = folder / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        self._main.write_text(
            f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
            f"http {{ {temporary} include {folder}/site.conf; }}\n"
        )

    def _processes(self, rasas: Sequence[int], actions: Sequence[int]) -> str:
        text = PROCESSES.read_text(encoding="utf-8")
        ports = {f"server 127.0.0.1:510{n}": port for n, port in enumerate(rasas, 1)}
        ports.update({f"server 127.0.0.1:530{n}": port for n, port in enumerate(actions, 1)})
        changes = {old: f"server 127.0.0.1:{port}" for old, port in ports.items()}
        changes["listen 127.0.0.1:5055;"] = f"listen 127.0.0.1:{self.actions_port};"
        changes["/var/log/nginx/assistant-actions.log"] = f"{self._folder}/actions.log"
        return changed(text, changes)

    def check(self) -> str:
        """What nginx says of the configuration."""
        command = [str(NGINX), "-t", "-p", str(self._folder), "-c", str(self._main)]
        return subprocess.run(command, capture_output=True, text=True).stderr

    def start(self) -> None:
        """Start it and wait until it listens."""
        command = [str(NGINX), "-p", str(self._folder), "-c", str(self._main)]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while socket.socket().connect_ex(("127.0.0.1", self.port)):
            assert self._process.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(10)

    def written(self) -> str:
        """What it wrote down."""
        return "".join(path.read_text() for path in self._folder.glob("*.log"))

    def open(self) -> http.client.HTTPSConnection:
        """A connection of a visitor's."""
        context = ssl._create_unverified_context()
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=10, context=context)

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> Tuple[int, str, Dict[str, str]]:
        """A request with its path as it is written: its status, text and headers."""
        connection = self.open()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text, dict(answer.getheaders())


def _without_its_upstream(site: str) -> str:
    """The site as the command in nginx-processes.conf leaves it, and docs/operations.md."""
    command = re.search(r"sed '\S+ \w+/,\S+' ", PROCESSES.read_text(encoding="utf-8"))
    assert command is not None
    done = subprocess.run(
        ["sh", "-c", command[0]], input=site, capture_output=True, text=True, check=True
    )
    return done.stdout
