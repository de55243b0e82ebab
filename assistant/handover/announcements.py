"""Which requests staff were told of, once, whichever process tells them."""

import datetime
from typing import Tuple

from sqlalchemy import update

from assistant.database import now
from assistant.handover.database import HandoverDatabase
from assistant.handover.tables import CallbackRow, TakeoverRow


class Announcements:
    """Requests to be contacted, and visitors who wait for a person."""

    def __init__(self, database: HandoverDatabase) -> None:
        self._database = database

    def begin(self) -> Tuple[datetime.datetime, int]:
        """Note those that nobody was told of as told of at this moment; the moment, and how many
        they are."""
        moment, count = now(), 0
        with self._database.transaction() as session:
            for table in (CallbackRow, TakeoverRow):
                new = update(table).where(table.announced.is_(None))
                count += int(session.execute(new.values(announced=moment)).rowcount)
        return moment, count

    def take_back(self, moment: datetime.datetime) -> None:
        """Note that nobody could be told at a moment, so that it is tried again."""
        with self._database.transaction() as session:
            for table in (CallbackRow, TakeoverRow):
                told = update(table).where(table.announced == moment)
                session.execute(told.values(announced=None))
