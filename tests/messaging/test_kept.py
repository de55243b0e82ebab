"""What is kept of an update is what answering it takes."""

import asyncio
import json

import pytest

from assistant.messaging.incoming import Incoming, Kind
from assistant.messaging.kept import kept_replies, kept_update, read_kept
from assistant.messaging.messenger.events import read_event
from assistant.messaging.telegram.updates import Bot, read_update
from assistant.privacy.current import current_scrubber
from tests import updates

SCRUBBER = current_scrubber()


class NoService:
    """A service that nobody should ask."""

    async def read(self, update):
        raise AssertionError(update)


class Raw(NoService):
    """A service that reads an update as it came."""

    async def read(self, update):
        return read_update(update, Bot("4711"))


def through_the_inbox(incoming):
    """What is read of an update after it was kept."""
    kept = json.loads(json.dumps(kept_update(incoming, SCRUBBER)))
    return asyncio.run(read_kept(kept, NoService()))


def _all():
    for outcome, each in updates.read_all("telegram").items():
        for name, update in each.items():
            yield (
                f"telegram, {outcome}, {name}",
                read_update({"update_id": 1, **update}, Bot("4711")),
            )
    for outcome, each in updates.read_all("messenger").items():
        for name, entry in each.items():
            for event in entry.get("messaging", []):
                yield f"messenger, {outcome}, {name}", read_event(event)


@pytest.mark.parametrize("incoming", [pytest.param(read, id=name) for name, read in _all()])
def test_every_update_comes_back_as_it_was_read(incoming):
    assert through_the_inbox(incoming) == incoming


def test_ids_stay_and_words_are_scrubbed():
    address = {"chat_id": 123456789, "reply_parameters": {"message_id": 987654321}}
    incoming = Incoming(
        Kind.TEXT, "telegram-123456789", address, "98 123 456 ?", "fr", "8812345678"
    )
    assert through_the_inbox(incoming) == incoming._replace(text="[phone] ?")


def test_what_an_older_version_kept_is_read_by_the_service():
    update = updates.telegram_text("bonjour", 5001)
    assert asyncio.run(read_kept(update, Raw())).text == "bonjour"


def test_replies_are_kept_as_they_are_unless_they_repeat_what_is_personal():
    incoming = Incoming(Kind.TEXT, "telegram-1", {}, "je m'appelle Ahmed Ben Salah")
    help_line = {"chat_id": 123456789, "text": "Ligne d'aide : 80 10 15 66, 71 234 567"}
    repeating = {"chat_id": 123456789, "text": "Bonjour Ahmed Ben Salah"}
    assert kept_replies([help_line, repeating], incoming, SCRUBBER) == [
        help_line,
        {"chat_id": 123456789, "text": "Bonjour [name]"},
    ]
