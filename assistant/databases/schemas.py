"""The databases by name, with the tables that are each one's.

They may be as many databases or one: no two have a table in common, nor what notes their revision.
"""

from typing import Any, NamedTuple, Optional, Tuple

from sqlalchemy.engine import Connection, Engine

from assistant.databases.migrating import known, migrate, newest, revision_of, version_table


class Schema(NamedTuple):
    """The tables of a database; migrations make and change them (``assistant.migrations``)."""

    name: str
    tables: Tuple[str, ...]

    def create_all(self, engine: Engine) -> None:
        """Bring a database to the newest revision: nothing where it is there."""
        migrate(self.name, engine)

    def owns(self, name: Optional[str], kind: str, _: Any) -> bool:
        """Whether Alembic, which looks at a whole database, may look at something of it."""
        return kind != "table" or name in self.tables

    @property
    def newest(self) -> Optional[str]:
        """The newest revision."""
        return newest(self.name)

    def knows(self, revision: str) -> bool:
        """Whether a revision is one of this version's."""
        return revision in known(self.name)

    def revision_of(self, connection: Connection) -> Optional[str]:
        """The revision that a database is at; None where it notes none."""
        return revision_of(self.name, connection)

    @property
    def all_tables(self) -> Tuple[str, ...]:
        """The tables, and the one that notes their revision."""
        return (*self.tables, version_table(self.name))


FACTS = Schema("facts", ("facts", "history", "waiting", "store_version"))
CONVERSATIONS = Schema("conversations", ("events", "conversation_steps"))
CHANNELS = Schema("channels", ("updates", "payloads", "leases"))
FEEDBACK = Schema("feedback", ("feedback",))
HANDOVER = Schema(
    "handover", ("callbacks", "callback_dialogues", "takeovers", "deliveries", "marks")
)
USE = Schema("use", ("use_turns", "use_dangers"))
UNANSWERED = Schema("unanswered", ("unanswered", "unanswered_filings", "unanswered_groupings"))
