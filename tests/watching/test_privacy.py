"""What is logged tells neither what a visitor wrote nor who they are."""

import json
import logging
import os
import subprocess
import sys

import pytest
from sqlalchemy import create_engine, text

from assistant.settings import ROOT
from assistant.watching.failures import described
from assistant.watching.privacy import WITHHELD, Private, pseudonyms

WORDS = "je m'appelle Amel, mon numéro est le 98 123 456"
NAMES = ["telegram-123456", "telegram--100123:77", "messenger-4711", "web-aB3_xYz-0123456789abcd"]
PSEUDONYM = pseudonyms("a key")


def told(logger: str, event: str = "channels.not_delivered", **fields) -> dict:
    """What is left of a line."""
    line = {"logger": logger, "level": "error", "event": event, **fields}
    return Private(PSEUDONYM)(None, "error", line)


def caught(work) -> Exception:
    """What a call raises."""
    try:
        work()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize("name", NAMES)
def test_a_conversation_is_told_by_what_stands_for_it(name):
    lines = [
        told("assistant.messaging.reception", conversation=name),
        told("assistant.conversations.store", error=f"LockError('{name}')"),
        told("assistant.web", nested={"conversation": name, "list": [f"of {name}."]}),
        told("rasa.core.processor", f"Circuit breaker tripped for sender '{name}'."),
    ]
    for line in lines:
        assert name not in str(line) and PSEUDONYM(name) in str(line)


def test_a_conversation_of_any_name_is():
    assert told("assistant.web", conversation="somebody")["conversation"] == PSEUDONYM("somebody")


def test_what_stands_for_a_conversation_needs_the_key():
    assert PSEUDONYM(NAMES[0]) == PSEUDONYM(NAMES[0]) != PSEUDONYM(NAMES[1])
    assert pseudonyms("another")(NAMES[0]) != PSEUDONYM(NAMES[0])


@pytest.mark.parametrize(
    "logger", ["rasa.core.channels.rest", "asyncio", "a.library", "assistants"]
)
def test_others_words_are_withheld_but_for_an_events_name(logger):
    record = logging.LogRecord(logger, 40, "/there/processor.py", 12, WORDS, (), None, "handle")
    line = told(logger, WORDS, _record=record, text=WORDS)
    assert "Amel" not in str({**line, "_record": None})
    assert line["event"] == WITHHELD and line["where"] == "processor:12 handle"
    line = told(logger, "rest.message.received.failure", text=WORDS)
    assert line["event"] == "rest.message.received.failure" and "Amel" not in str(line)


def test_ours_and_those_that_were_read_are_told():
    assert told("actions.context", "decision", steps=[{"fact": "iom.founded"}])["steps"]
    assert (
        "running action" in told("rasa.core.processor", "running action 'action_answer'")["event"]
    )


def test_a_statements_parameters_are_not_told():
    engine = create_engine("sqlite://")
    error = caught(lambda: engine.execute(text("INSERT INTO gone VALUES (:said)"), said=WORDS))
    assert "Amel" in str(error)
    line = told("assistant.conversations.store", exc_info=error, error=repr(error))
    assert "Amel" not in str(line)
    assert line["failure"][0]["words"] == "no such table: gone"


def test_databases_details_are_not_told():
    error = 'IntegrityError("duplicate key\\nDETAIL:  Key (word)=(Amel) already exists.")'
    assert told("assistant.web", error=error)["error"] == 'IntegrityError("duplicate key'


@pytest.mark.parametrize("error", [ValueError, KeyError, RuntimeError, UnicodeError])
def test_an_exceptions_words_are_not_told_but_where_it_was_raised(error):
    def fail():
        raise error(WORDS)

    [cause] = described(caught(fail))
    assert "Amel" not in str(cause) and cause["type"] == f"builtins.{error.__name__}"
    assert cause["where"][-1].startswith(f"{__name__}:") and cause["where"][-1].endswith(" fail")


def test_causes_are_told_and_the_systems_words():
    def fail():
        try:
            open("/no/such/file")
        except OSError as error:
            raise ValueError(WORDS) from error

    first, second = described(caught(fail))
    assert "words" not in first and "No such file" in second["words"]


LOGS = """
import asyncio, logging, sys, structlog
from rasa.utils.log_utils import configure_structlog
configure_structlog(logging.INFO)
from assistant.watching.logs import write_private_json
write_private_json("rasa")
structlog.get_logger("assistant.x").error("channels.not_delivered", conversation="telegram-5")
structlog.get_logger("rasa.core.channels.rest").exception("rest.failure", text="Amel")
logging.getLogger("rasa.shared").warning("Amel")
logging.getLogger("rasa.shared").info("Amel, and no trouble")
logging.getLogger("sanic.root").info("Goin' Fast @ http://127.0.0.1:1")
logging.getLogger("sanic.error").error("Amel")
try:
    raise ValueError("Amel")
except ValueError:
    logging.getLogger("sanic.error").exception("Amel")
    structlog.get_logger("assistant.x").exception("channels.work_failed")
"""


def test_a_whole_process_writes_json_and_makes_its_key(tmp_path):
    key = tmp_path / "state" / "log.key"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LOG_KEY_FILE": str(key), "LOG_LEVEL": "INFO"}

    def lines():
        done = subprocess.run(
            [sys.executable, "-c", LOGS], env=env, capture_output=True, text=True, check=True
        )
        assert "Amel" not in done.stdout + done.stderr and "telegram-5" not in done.stdout
        return [json.loads(line) for line in done.stdout.splitlines()]

    first, second = lines(), lines()
    assert key.stat().st_mode & 0o777 == 0o600
    assert [line["event"] for line in first] == [
        "channels.not_delivered", "rest.failure", WITHHELD, "Goin' Fast @ http://127.0.0.1:1",
        WITHHELD, WITHHELD, "channels.work_failed",
    ]  # fmt: skip
    # The same after a restart.
    assert first[0]["conversation"] == second[0]["conversation"]
    for line in first:
        assert line["program"] == "rasa" and line["level"] and line["timestamp"].endswith("Z")
    assert first[-1]["failure"][0]["type"] == "builtins.ValueError"


def test_a_key_that_cannot_be_kept_keeps_nobody_from_being_served(tmp_path):
    (tmp_path / "state").write_text("a file where the folder was")
    key = tmp_path / "state" / "log.key"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LOG_KEY_FILE": str(key), "LOG_LEVEL": "INFO"}
    done = subprocess.run(
        [sys.executable, "-c", LOGS], env=env, capture_output=True, text=True, check=True
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[0]["event"] == "watching.no_log_key"
    assert lines[1]["conversation"].startswith("c-") and "telegram-5" not in done.stdout
    # Not by a key that anybody knows.
    assert lines[1]["conversation"] != pseudonyms("")("telegram-5")
