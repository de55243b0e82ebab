"""Payloads of buttons that are longer than a channel allows, under short names."""

import hashlib
import re
from typing import Optional, Set

from sqlalchemy.exc import IntegrityError

from assistant.messaging.database import Database, PayloadRow

MARK = "#"
NAME = re.compile(f"{MARK}[0-9a-f]+")


class Payloads:
    """Short names of long payloads, kept: a button may be tapped weeks later."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: Set[str] = set()

    async def name(self, payload: str, limit: int) -> str:
        """The payload itself where it has at most ``limit`` bytes, else a name for it."""
        if len(payload.encode()) <= limit and not NAME.fullmatch(payload):
            return payload
        name = MARK + hashlib.sha256(payload.encode()).hexdigest()[: limit - len(MARK)]
        if name not in self._kept:
            row = PayloadRow(name=name, payload=payload)
            try:
                await self._database.run(lambda session: session.merge(row))
            except IntegrityError:
                pass  # another process kept it at the same moment
            self._kept.add(name)
        return name

    async def payload(self, name: str) -> Optional[str]:
        """The payload of a name (a payload names itself); None where it is not known."""
        if not NAME.fullmatch(name):
            return name
        return await self._database.run(
            lambda session: getattr(session.get(PayloadRow, name), "payload", None)
        )
