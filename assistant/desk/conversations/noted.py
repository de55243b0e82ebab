"""How the audit calls a conversation, so that it holds nobody's name after it was erased."""

from assistant.secret_files import kept_secret
from assistant.settings import WatchSettings, text_of
from assistant.watching.privacy import pseudonyms


def noted(conversation: str) -> str:
    """What stands for a conversation, in the logs too (``c-…``)."""
    settings = WatchSettings()
    key = text_of(settings.log_key) or kept_secret(settings.log_key_file)
    return pseudonyms(key)(conversation)
