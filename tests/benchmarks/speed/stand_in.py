"""A project that takes no training and starts at once: a stand-in for Rasa and the action server.

It is found under Rasa's own names, as ``python -m rasa`` looks into the project's folder first.
"""

from pathlib import Path

from benchmarks.speed.project import Project, python

RASA = """
import json, os, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

if sys.argv[1] == "train":
    os.makedirs("models", exist_ok=True)
    open("models/trained.tar.gz", "w").write(open("data.yml").read())
    print("trained")
    sys.exit("fail" in open("data.yml").read())


class Server(ThreadingHTTPServer):
    request_queue_size = 64


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def reply(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.reply(b"Hello")

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with open("heard.jsonl", "a") as file:
            file.write(json.dumps(message) + "\\n")
        until = time.thread_time() + SPIN
        while time.thread_time() < until:
            pass
        self.reply(json.dumps([{"text": "an answer"}]).encode())

    def log_message(self, *_):
        pass


if "dies" in open("data.yml").read():
    sys.exit("there is no model")
port = int(sys.argv[sys.argv.index("--port") + 1])
Server(("127.0.0.1", port), Handler).serve_forever()
"""
ACTIONS = "import time\ntime.sleep(600)\n"
ENDPOINTS = "action_endpoint:\n  url: http://127.0.0.1:5055/webhook\n"


def stand_in(
    folder: Path, name: str, cpu: float = 0.005, data: str = "    - an example\n"
) -> Project:
    """A project whose server takes so many CPU seconds a message, and writes what it hears into
    ``heard.jsonl``. Its training fails where its data says ``fail``, its start where it says
    ``dies``."""
    for package, program in (("rasa", RASA.replace("SPIN", str(cpu))), ("rasa_sdk", ACTIONS)):
        (folder / package).mkdir(parents=True)
        (folder / package / "__init__.py").touch()
        (folder / package / "__main__.py").write_text(program, encoding="utf-8")
    (folder / "endpoints.yml").write_text(ENDPOINTS, encoding="utf-8")
    (folder / "data.yml").write_text(data, encoding="utf-8")
    return Project(
        name=name,
        folder=folder,
        environment={"PYTHONPATH": ""},
        train=python(["-m", "rasa", "train"]),
        prepare=[python(["-c", "print('prepared')"])],
        data=folder / "data.yml",
        by_action=lambda replies: [reply["text"] for reply in replies] == ["an answer"],
    )
