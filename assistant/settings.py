"""Where things are and what the environment sets."""

import re
from pathlib import Path
from typing import List, Optional

from pydantic import BaseSettings, SecretStr, validator
from pydantic.fields import ModelField

ROOT = Path(__file__).resolve().parent.parent
CHAT_PATH = "/chat"  # an address of the web page that is easy to tell
SITE = re.compile(r"^https?://[A-Za-z0-9.*-]+(:\d+)?$")


class Settings(BaseSettings):
    """Settings, each overridden by the environment variable of the same name in capitals.

    ``facts_url``, ``conversations_url`` and ``feedback_url`` are SQLAlchemy database URLs;
    ``facts_dir`` holds the records that seed the first.

    Conversations are deleted ``conversation_days`` after their last message.

    ``web_sites`` names the sites that may embed the chat, as ``https://host`` with spaces
    between. ``web_key`` signs the visitors' identities; without it, a key is made once and kept
    in ``web_key_file``. ``web_hours`` is how long an identity lasts after the last visit.
    ``web_proxies`` counts the proxies in front of the server that set ``X-Forwarded-For``.
    """

    facts_url: str = f"sqlite:///{ROOT / '.state' / 'facts.db'}"
    facts_dir: Path = ROOT / "data" / "facts"
    phrases_dir: Path = ROOT / "data" / "phrases"
    cache_dir: Path = ROOT / ".state" / "embeddings"
    facts_user: Optional[str] = None
    conversations_url: str = f"sqlite:///{ROOT / '.state' / 'conversations.db'}"
    conversation_days: int = 30
    feedback_url: str = f"sqlite:///{ROOT / '.state' / 'feedback.db'}"
    web_dir: Path = ROOT / "web"
    web_sites: str = ""
    web_key: Optional[str] = None
    web_key_file: Path = ROOT / ".state" / "web.key"
    web_hours: int = 24
    web_longest_message: int = 1000
    web_messages_per_minute: int = 20
    web_messages_per_minute_and_address: int = 120
    web_proxies: int = 0

    @validator("web_sites")
    def _sites(cls, sites: str) -> str:
        wrong = [site for site in sites.split() if not SITE.match(site)]
        if wrong:
            raise ValueError(f"write each site as https://host, not {wrong}")
        return sites

    @property
    def embedding_sites(self) -> List[str]:
        """The sites that may embed the chat, one origin each."""
        return self.web_sites.split()


class ChannelSettings(BaseSettings):
    """How people reach the assistant on Telegram and Messenger, overridden in the same way.

    A channel whose token is missing stays quiet. ``public_url`` is this server's https address
    as the services reach it; ``channels_url`` a SQLAlchemy database URL. Times are in seconds.
    """

    public_url: Optional[str] = None
    telegram_token: Optional[SecretStr] = None
    messenger_page_token: Optional[SecretStr] = None
    messenger_app_id: Optional[str] = None
    messenger_app_secret: Optional[SecretStr] = None
    channels_url: str = f"sqlite:///{ROOT / '.state' / 'channels.db'}"
    channels_file: Path = ROOT / "data" / "channels.yml"
    telegram_api_url: str = "https://api.telegram.org"
    messenger_api_url: str = "https://graph.facebook.com"
    messenger_api_version: str = "v26.0"
    channel_body_limit: int = 1_000_000  # bytes of a request
    channel_time_limit: float = 10.0  # of a call to a service
    channel_attempts: int = 6  # of one call
    channel_pause: float = 1.0  # after a failed call; each pause is twice the one before
    channel_longest_pause: float = 60.0
    channel_dialogues: int = 8  # at once, so that the action server and other visitors keep up
    channel_typing_after: float = 0.5  # an answer that takes longer shows "typing"
    channel_closing_within: float = 4.0  # the supervisor kills after 5
    channel_remember_days: int = 7  # ids of updates, so that none is answered twice

    @validator("*", pre=True)
    def _empty_is_missing(cls, value: object, field: ModelField) -> object:
        return field.default if value == "" else value
