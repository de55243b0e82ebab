"""Where things are and what the environment sets."""

import os
import re
from pathlib import Path
from typing import List, Optional
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseSettings, SecretStr, validator
from pydantic.fields import ModelField

ROOT = Path(__file__).resolve().parent.parent
PRIVACY_PATH = "/webhooks/web/privacy"
CHAT_PATH = "/chat"  # an address of the web page that is easy to tell
SITE = re.compile(r"^https?://[A-Za-z0-9.*-]+(:\d+)?$")


class _FromEnvironment(BaseSettings):
    """Settings; an empty variable counts as missing.

    What no variable sets may be in a file of its name, in the folder of systemd's credentials or of
    a container's secrets.
    """

    class Config:
        secrets_dir = os.environ.get("CREDENTIALS_DIRECTORY")

    @validator("*", pre=True)
    def _empty_is_missing(cls, value: object, field: ModelField) -> object:
        return field.default if value == "" else value


class Settings(_FromEnvironment):
    """Settings, each overridden by the environment variable of the same name in capitals.

    ``facts_url``, ``conversations_url``, ``feedback_url`` and ``unanswered_url`` are SQLAlchemy
    database URLs; ``facts_dir`` holds the records that seed the first.

    ``help_file`` keeps the last facts that were read, for help in danger without the database;
    ``actions_within`` is for how many seconds the action server may be silent: what a visitor
    writes meanwhile waits for as long.

    What is said is deleted ``conversation_days`` after it, feedback after ``feedback_days``, what
    was asked in vain after ``unanswered_days``.

    ``publishing_dir`` holds the examples that the staff accepted, the models trained on them and
    which one serves; ``publishing_watched`` are the ports at which Rasa's processes are watched,
    with spaces between, to see that each serves what was activated (none: ``make run``'s own).

    ``privacy_file`` tells visitors what is kept of what they write, in every language; a page of
    the office's that tells it better is ``privacy_url``.

    ``web_sites`` names the sites that may embed the chat, as ``https://host`` with spaces
    between. ``web_key`` signs the visitors' identities; without it, a key is made once and kept
    in ``web_key_file``. ``web_hours`` is how long an identity lasts after the last visit.
    ``web_proxies`` counts the proxies in front of the server that set ``X-Forwarded-For``.

    The limits are by visitor, and by address: of messages; of deliveries (requests for the replies
    to a message: the page sends it again, or polls); of actions (feedback, a new conversation, an
    erasure); of the page; of the files that it loads and that embed it.

    ``rest`` opens Rasa's REST channel to those who develop, unless the public is served
    (``assistant.credentials``); ``credentials_file`` names Rasa's channels.
    """

    facts_url: str = f"sqlite:///{ROOT / '.state' / 'facts.db'}"
    facts_dir: Path = ROOT / "data" / "facts"
    phrases_dir: Path = ROOT / "data" / "phrases"
    help_file: Path = ROOT / ".state" / "help.json"
    actions_within: float = 2.0
    cache_dir: Path = ROOT / ".state" / "embeddings"
    facts_user: Optional[str] = None
    conversations_url: str = f"sqlite:///{ROOT / '.state' / 'conversations.db'}"
    conversation_days: int = 30
    feedback_url: str = f"sqlite:///{ROOT / '.state' / 'feedback.db'}"
    feedback_days: int = 365
    unanswered_url: str = f"sqlite:///{ROOT / '.state' / 'unanswered.db'}"
    unanswered_days: int = 90
    publishing_dir: Path = ROOT / ".state" / "publishing"
    publishing_watched: str = ""
    privacy_file: Path = ROOT / "docs" / "privacy.md"
    privacy_url: Optional[str] = None
    web_dir: Path = ROOT / "web"
    web_sites: str = ""
    web_key: Optional[str] = None
    web_key_file: Path = ROOT / ".state" / "web.key"
    web_hours: int = 24
    web_longest_message: int = 1000
    web_messages_per_minute: int = 20
    web_messages_per_minute_and_address: int = 120
    web_deliveries_per_minute: int = 240
    web_deliveries_per_minute_and_address: int = 2400
    web_actions_per_minute: int = 30
    web_actions_per_minute_and_address: int = 180
    web_pages_per_minute: int = 60
    web_pages_per_minute_and_address: int = 600
    web_files_per_minute_and_address: int = 2400
    web_proxies: int = 0
    rest: Optional[bool] = None
    credentials_file: Path = ROOT / "credentials.yml"

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

    @validator("publishing_watched")
    def _ports(cls, ports: str) -> str:
        if not all(port.isdecimal() for port in ports.split()):
            raise ValueError("write ports with spaces between, as 5201 5202")
        return ports


def text_of(secret: Optional[SecretStr]) -> str:
    """A secret's text; empty where it is missing."""
    return secret.get_secret_value() if secret else ""


class ChannelSettings(_FromEnvironment):
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
    channel_lease: float = 20.0  # then another process takes over; two calls to a service fit in it
    channel_remember_days: int = 7  # updates: their ids, so that none is answered twice
    channel_messages_per_minute: int = 60  # of one conversation
    channel_strangers_per_minute: int = 120  # requests of one address that no service signed


class HandoverSettings(_FromEnvironment):
    """How visitors reach a person, overridden in the same way.

    ``handover_url`` is a SQLAlchemy database URL. ``callbacks`` says whether visitors are offered
    that a person contacts them, or writes with them on the web page: somebody has to read the
    desk. What they leave for it is deleted ``callback_days`` after they asked, answered or not.
    Who waits for a person, or to whom a person has stopped writing, is the assistant's again
    after ``handover_minutes``. ``office_file`` tells when the office answers.

    ``handover_key`` is what the desk shows Rasa's server, at ``handover_server`` (of several
    processes all, with spaces between: they share the conversations); without it, a
    key is made once and kept in ``handover_key_file``. ``handover_to`` names who is told by mail
    that somebody waits, with spaces between (``MailSettings``); ``desk_address`` is where their
    browsers find the desk.
    """

    handover_url: str = f"sqlite:///{ROOT / '.state' / 'handover.db'}"
    callbacks: bool = True
    callback_days: int = 14
    handover_minutes: int = 10
    office_file: Path = ROOT / "data" / "office.yml"
    handover_key: Optional[SecretStr] = None
    handover_key_file: Path = ROOT / ".state" / "handover.key"
    handover_server: str = f"http://127.0.0.1:{os.environ.get('RASA_PORT', '5005')}"
    handover_to: str = ""
    desk_address: str = "http://127.0.0.1:5007"


class UseSettings(_FromEnvironment):
    """How use is counted, overridden in the same way.

    ``use_url`` is a SQLAlchemy database URL. A turn's row is deleted ``use_days`` after it.
    Beside ``use_key_file`` lies the key of the day (``assistant.use.visitors``), which all of the
    server's processes must share, and no backup. Days begin and end in ``office_zone``.
    """

    use_url: str = f"sqlite:///{ROOT / '.state' / 'use.db'}"
    use_days: int = 400
    use_key_file: Path = ROOT / ".state" / "use.key"
    office_zone: str = "Africa/Tunis"

    @validator("office_zone")
    def _zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"there is no time zone {zone!r}") from error
        return zone

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.office_zone)


class WatchSettings(_FromEnvironment):
    """How the assistant is watched, overridden in the same way.

    ``watch_port`` is the port, on this machine only, of metrics, ``/live`` and ``/ready``; without
    it they are not served. ``log_key`` turns conversations' names into what stands for them in
    the logs; without it, a key is made once and kept in ``log_key_file``. ``least_free_disk`` is
    in bytes.
    """

    watch_port: Optional[int] = None
    log_key: Optional[SecretStr] = None
    log_key_file: Path = ROOT / ".state" / "log.key"
    least_free_disk: int = 200_000_000


class DeskSettings(_FromEnvironment):
    """How the staff's pages are served, overridden in the same way.

    ``desk_url`` is a SQLAlchemy database URL, of accounts, sessions and the audit. ``desk_hosts``
    are the names that the pages are asked by, with spaces between; ``desk_https``: they are asked
    by https, at a proxy that sets ``X-Forwarded-Proto``; ``desk_proxies`` counts those that add to
    ``X-Forwarded-For``. ``desk_key`` signs what browsers keep; without it, a key is made once and
    kept in ``desk_key_file``. A session ends ``desk_idle_minutes`` after the last request, and
    ``desk_session_hours`` after sign-in in any case. A link by which somebody sets a first
    password holds for ``desk_link_hours``. ``desk_folder`` keeps what is made at each start.
    """

    desk_url: str = f"sqlite:///{ROOT / '.state' / 'desk.db'}"
    desk_port: int = 5007
    desk_hosts: str = "127.0.0.1 localhost"
    desk_https: bool = False
    desk_proxies: int = 0
    desk_key: Optional[SecretStr] = None
    desk_key_file: Path = ROOT / ".state" / "desk.key"
    desk_idle_minutes: int = 60
    desk_session_hours: int = 10
    desk_link_hours: int = 48
    desk_threads: int = 8
    desk_folder: Path = ROOT / ".state" / "desk"


class MailSettings(_FromEnvironment):
    """The office's mail server, for reminders and notices; without ``smtp_host``, none is sent.

    ``smtp_tls`` is ``starttls``, ``tls`` or ``none``. ``reminders_to`` are the addresses that are
    reminded of what is due, with spaces between, in ``reminders_language``.
    """

    smtp_host: Optional[str] = None
    smtp_port: int = 587
    smtp_user: Optional[str] = None
    smtp_password: Optional[SecretStr] = None
    smtp_tls: str = "starttls"
    mail_from: Optional[str] = None
    reminders_to: str = ""
    reminders_language: str = "fr"

    @validator("smtp_tls")
    def _known(cls, tls: str) -> str:
        if tls not in ("starttls", "tls", "none"):
            raise ValueError(f"write starttls, tls or none, not {tls!r}")
        return tls
