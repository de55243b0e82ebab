"""Rasa without its action server."""

import subprocess
import time

import httpx
import pytest

from assistant.launch import HOST, RASA, environment, model_path
from assistant.settings import ROOT

PORT = 5006
CLOSED_PORT = 5099


@pytest.fixture(scope="module")
def alone(assistant, tmp_path_factory):
    """Rasa with the trained model (the fixture ``assistant`` made it) and nobody to run actions."""
    folder = tmp_path_factory.mktemp("alone")
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://{HOST}:{CLOSED_PORT}/webhook\n")
    log = folder / "rasa.log"
    options = ["--interface", HOST, "--port", str(PORT), "--endpoints", str(endpoints)]
    process = subprocess.Popen(
        RASA + ["run", "--model", str(model_path()), *options],
        cwd=ROOT,
        env=environment(),
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
    )
    deadline = time.monotonic() + 120
    while True:
        assert process.poll() is None and time.monotonic() < deadline, log.read_text()
        try:
            httpx.get(f"http://{HOST}:{PORT}/", timeout=2)
            break
        except httpx.HTTPError:
            time.sleep(0.5)
    yield log
    process.terminate()
    process.wait(timeout=30)


@pytest.mark.parametrize(
    "text, told",
    [
        ("Combien d'États membres compte l'OIM aujourd'hui ?", "indisponible"),
        ("How many member states does the organization have?", "unavailable"),
        ("كم عدد الدول الأعضاء في المنظمة الدولية للهجرة؟", "غير متاح"),
    ],
)
def test_the_visitor_is_told_and_the_log_names_the_cause(alone, text, told):
    response = httpx.post(
        f"http://{HOST}:{PORT}/webhooks/rest/webhook",
        json={"sender": told, "message": text},
        timeout=30,
    )
    assert response.status_code == 200
    [message] = response.json()
    assert told in message["text"]
    log = alone.read_text()
    assert "action_answer" in log and str(CLOSED_PORT) in log
