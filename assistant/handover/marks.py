"""What staff think of conversations."""

from datetime import datetime, timedelta
from enum import Enum
from typing import Dict, Iterable, List, Optional

from sqlalchemy import delete, select

from assistant.database import now
from assistant.handover.database import HandoverDatabase
from assistant.handover.tables import MarkRow


class Mark(str, Enum):
    """Why a conversation is worth coming back to."""

    WRONG = "wrong"
    UNCLEAR = "unclear"
    GOOD = "good"
    DANGER = "danger"


class Marks:
    """One mark a conversation, and by whom. It is as old as what was said last, so that both are
    deleted together."""

    def __init__(self, database: HandoverDatabase) -> None:
        self._database = database

    def set(self, conversation: str, mark: Optional[Mark], staff: str, said: datetime) -> None:
        """Mark a conversation, in which something was last said then; None takes the mark away."""
        with self._database.transaction() as session:
            if mark is None:
                session.execute(delete(MarkRow).where(MarkRow.conversation == conversation))
            else:
                row = MarkRow(conversation=conversation, kind=mark.value, staff=staff, at=said)
                session.merge(row)

    def of(self, conversations: Iterable[str]) -> Dict[str, Mark]:
        """By their names, the marks of those of the conversations that have one."""
        query = select(MarkRow).where(MarkRow.conversation.in_(list(conversations)))
        with self._database.transaction() as session:
            return {row.conversation: Mark(row.kind) for row in session.scalars(query)}

    def marked(self, mark: Mark, most: int) -> List[str]:
        """The conversations with a mark, marked last first."""
        query = select(MarkRow.conversation).where(MarkRow.kind == mark.value)
        with self._database.transaction() as session:
            return list(session.scalars(query.order_by(MarkRow.at.desc()).limit(most)))

    def delete_before(self, days: int) -> int:
        """Delete the marks of conversations in which nothing was said for so many days; how many."""
        old = delete(MarkRow).where(MarkRow.at < now() - timedelta(days=days))
        with self._database.transaction() as session:
            return int(session.execute(old).rowcount)
