"""Where the databases are, by the settings."""

from typing import List, NamedTuple

from sqlalchemy.engine import make_url

from assistant.databases.desk_schema import DESK
from assistant.databases.schemas import (
    CHANNELS,
    CONVERSATIONS,
    FACTS,
    FEEDBACK,
    HANDOVER,
    UNANSWERED,
    USE,
    Schema,
)
from assistant.settings import (
    ChannelSettings,
    DeskSettings,
    HandoverSettings,
    Settings,
    UseSettings,
)


class Place(NamedTuple):
    """A database: its tables, its address, and the setting that names it."""

    schema: Schema
    url: str
    setting: str

    @property
    def name(self) -> str:
        """What it is called."""
        return self.schema.name

    @property
    def shown(self) -> str:
        """Its address, without user and password."""
        url = make_url(self.url)
        if not url.host:
            return str(url.database)
        return f"{url.host}{f':{url.port}' if url.port else ''}/{url.database}"


def all_places() -> List[Place]:
    """All databases."""
    return [*places(), Place(DESK, DeskSettings().desk_url, "DESK_URL")]


def places() -> List[Place]:
    """Those whose tables Alembic makes: all but the desk's."""
    settings = Settings()
    return [
        Place(FACTS, settings.facts_url, "FACTS_URL"),
        Place(CONVERSATIONS, settings.conversations_url, "CONVERSATIONS_URL"),
        Place(CHANNELS, ChannelSettings().channels_url, "CHANNELS_URL"),
        Place(FEEDBACK, settings.feedback_url, "FEEDBACK_URL"),
        Place(HANDOVER, HandoverSettings().handover_url, "HANDOVER_URL"),
        Place(USE, UseSettings().use_url, "USE_URL"),
        Place(UNANSWERED, settings.unanswered_url, "UNANSWERED_URL"),
    ]
