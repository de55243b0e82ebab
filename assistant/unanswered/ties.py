"""What ties a message to its conversation without naming it, for as long as it may be erased."""

import hashlib
import hmac
from functools import cached_property
from typing import NamedTuple

from assistant.secret_files import kept_secret
from assistant.settings import WatchSettings, text_of


class Tie(NamedTuple):
    """What stands for a conversation's name, and for the key that made it."""

    conversation: str
    key: str


class Ties:
    """Keyed hashes of conversations' names, by the key of the logs (``LOG_KEY``): other than
    theirs, so that neither tells of the other. The key is read, or made, on first use.

    Raises:
        OSError: the key can be neither read nor made.
    """

    def __init__(self, settings: WatchSettings) -> None:
        self._settings = settings

    @cached_property
    def _key(self) -> str:
        return text_of(self._settings.log_key) or kept_secret(self._settings.log_key_file)

    def of(self, conversation: str) -> Tie:
        """What stands for a conversation."""
        return Tie(self._digest(f"conversation {conversation}", 32), self._digest("key", 8))

    def _digest(self, text: str, length: int) -> str:
        written = f"unanswered {text}".encode("utf-8", "replace")
        return hmac.new(self._key.encode(), written, hashlib.sha256).hexdigest()[:length]
