"""After conversations on every channel, no file holds what was personal in them; the dialogue was
told all of it."""

import json
import logging
from pathlib import Path
from typing import Any, Callable, Dict, Iterator

import pytest
import structlog

from assistant.feedback.store import FeedbackStore
from assistant.privacy.current import CurrentScrubber
from assistant.privacy.scrubber import Scrubbed
from tests.all_channels import AllChannels, OnMessenger, OnTelegram, OnTheWeb, running
from tests.privacy.conftest import PLANTED

ONE_OF_A_KIND = [
    (f"{kind}: {case['text']}", case["text"], case["personal"])
    for kind, cases in PLANTED.items()
    for case in cases[:: max(1, len(cases) // 3)]
]
IDS = [name for name, _, _ in ONE_OF_A_KIND]


class OnRest:
    """Somebody over REST, with metadata that repeat what they write."""

    def __init__(self, server: AllChannels) -> None:
        self.server = server

    def say(self, text: str) -> str:
        """Write, and the reply."""
        metadata = {"original": {"text": text, "list": [text]}}
        return str(self.server.over_rest("me", text, metadata=metadata).json()[0]["text"])


WAYS: Dict[str, Callable[[AllChannels], Any]] = {
    "rest": OnRest,
    "web": OnTheWeb,
    "telegram": OnTelegram,
    "a group on telegram": lambda server: OnTelegram(server, -99),
    "messenger": OnMessenger,
}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AllChannels]:
    for name in ("feedback", "unanswered"):
        monkeypatch.setenv(f"{name}_URL".upper(), f"sqlite:///{tmp_path / name}.db")
    monkeypatch.setenv("LOG_KEY_FILE", str(tmp_path / "log.key"))
    yield from running(tmp_path)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log of all that is said, down to the least important."""
    handler = logging.FileHandler(tmp_path / "all.log")
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield tmp_path / "all.log"
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


def all_said(server: AllChannels, way: str) -> None:
    """Say everything, each reply being made of what was written."""
    visitor = WAYS[way](server)
    for name, text, personal in ONE_OF_A_KIND:
        reply = visitor.say(text)
        assert all(words.strip("@") in reply for words in personal), (name, reply)
        logging.getLogger("a library").debug("said %s", text)


def kept(server: AllChannels) -> Dict[str, Any]:
    """What of all that is in a file, and in which."""
    planted = [words for _, _, personal in ONE_OF_A_KIND for words in personal]
    return {words: files for words in planted if (files := server.files_with(words))}


@pytest.mark.parametrize("way", WAYS)
def test_no_file_holds_what_was_personal(server, log, patient, way):
    all_said(server, way)
    assert not kept(server)
    assert log.stat().st_size and len(server.rows()) >= len(ONE_OF_A_KIND)


def test_without_the_scrubber_it_would_be_kept(server, log, patient, monkeypatch):
    monkeypatch.setattr(CurrentScrubber, "scrub", lambda self, text: Scrubbed(text))
    all_said(server, "telegram")
    planted = {words for _, _, personal in ONE_OF_A_KIND for words in personal}
    assert set(kept(server)) == planted


def test_a_visitor_sees_placeholders_where_the_page_is_opened_again(server, patient):
    visitor = OnTheWeb(server)
    visitor.say("je m'appelle Ahmed Ben Salah, 98 123 456, c'est le 80 10 15 66 ?")
    assert visitor.said() == ["je m'appelle [name], [phone], c'est le 80 10 15 66 ?"]


def test_the_words_of_an_opinion_are_scrubbed(server, tmp_path, patient):
    visitor = OnTheWeb(server)
    visitor.say("bonjour")
    visitor.comment("rappelez-moi au 98 123 456, le 197 ne répond pas")
    store = FeedbackStore(f"sqlite:///{tmp_path / 'feedback.db'}")
    assert [row.comment for row in store.all()] == ["rappelez-moi au [phone], le 197 ne répond pas"]
    store.close()
    assert not server.files_with("98 123 456")


def test_an_update_that_waits_keeps_nothing_of_the_profile_nor_of_other_messages(server, patient):
    server.agent.takes = 1.5
    visitor = OnTelegram(server)
    profile = {"first_name": "Zoubeida", "last_name": "Ferjani", "username": "zoubeida_f"}
    assert visitor.post("mon numéro : 98 123 456", **profile).status_code == 200
    for words in (*profile.values(), "98 123 456"):
        assert not server.files_with(words), words
    server.telegram.wait_for(visitor.heard)
    assert "98 123 456" in visitor.heard()[0]


@pytest.mark.parametrize("kind", [OnTelegram, OnMessenger])
def test_what_a_killed_run_left_is_answered_from_what_was_kept(server, patient, kind):
    server.agent.takes = 60
    visitor = kind(server)
    assert visitor.post("mon numéro : 98 123 456").status_code == 200
    stand_in = server.telegram if kind is OnTelegram else server.messenger
    server.settings.channel_closing_within = 0.1
    server.stop()
    server.agent.takes = 0
    server.start()
    stand_in.wait_for(visitor.heard)
    assert visitor.heard() == ["« mon numéro : [phone] »"]


def test_a_log_of_structured_fields_is_scrubbed_and_names_of_conversations_stay(server, log):
    structlog.configure(
        processors=[structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer()],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    try:
        from assistant.privacy import logs

        with pytest.MonkeyPatch.context() as patched:
            made = logging.getLogRecordFactory()
            patched.setattr(made, "scrubs", False, raising=False)
            logs.scrub_logs()
            text = "اسمي أحمد الطرابلسي ورقمي ٩٨١٢٣٤٥٦"
            logger = structlog.get_logger("test")
            try:
                raise ValueError(text)
            except ValueError:
                logger.exception("failed", text=text, nested={"said": [text]})
            logger.error(
                "channels.not_delivered", conversation="telegram-123456789:98123456", key="98123456"
            )
    finally:
        structlog.reset_defaults()
        logging.setLogRecordFactory(made)
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    failed, undelivered = lines[-2:]
    told = json.dumps(failed, ensure_ascii=False)
    assert "أحمد" not in told and "٩٨١٢٣٤٥٦" not in told and "[name]" in told
    assert "locals" not in told and "ValueError" in told
    assert undelivered["conversation"] == "telegram-123456789:98123456"
    assert undelivered["key"] == "98123456"
