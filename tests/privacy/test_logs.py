"""Lines of a log are scrubbed, whoever writes them and whatever form they have by then."""

import logging
import sys

import pytest

from assistant.privacy.logs import LogScrubber

PHONE = "98 123 456"


@pytest.fixture
def logs(scrubber):
    return LogScrubber(scrubber)


def record(message, *args):
    return logging.LogRecord("rasa", logging.INFO, __file__, 1, message, args, None)


def test_a_line_is_put_together_and_scrubbed(logs):
    assert logs.record(record("call %s", PHONE)).getMessage() == "call [phone]"


def test_an_event_that_is_put_into_words_later_stays_an_event(logs):
    event = {"event": f"call {PHONE}", "timestamp": "2026-11-27T09:00:52.802592Z", "tries": 2}
    found = logs.record(record(dict(event)))
    assert found.msg == {**event, "event": "call [phone]"}


def test_this_machine_is_no_number_to_call(logs):
    line = "up on http://127.0.0.1:43519, " + PHONE
    assert logs.line(line) == "up on http://127.0.0.1:43519, [phone]"
    assert "127.0.0.1" not in logs.line("127.0.0.1.98123456")


def failed():
    try:
        raise ValueError(f"no such number: {PHONE}")
    except ValueError:
        return logging.LogRecord("rasa", logging.ERROR, __file__, 1, "?", (), sys.exc_info())


def test_a_traceback_is_scrubbed_unless_nobody_writes_it(logs, monkeypatch):
    handler = logging.NullHandler()
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    found = logs.record(failed())
    assert found.exc_info is None and "[phone]" in found.exc_text and PHONE not in found.exc_text
    handler.withholds_tracebacks = True
    assert logs.record(failed()).exc_info
