"""What visitors think of the answers, kept for the staff."""

import threading
from datetime import datetime, timedelta
from typing import Any, List, Mapping, Optional, Tuple

from sqlalchemy import Boolean, Column, DateTime, Integer, String, Text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, declarative_base, sessionmaker

from assistant.database import OVERWRITTEN, empty_log, now, open_engine
from assistant.databases.schemas import FEEDBACK
from assistant.privacy.current import current_scrubber

LONGEST_COMMENT = 500  # characters
Base: Any = declarative_base()


class FeedbackRow(Base):
    """A thumb up or down on one fact of one reply, perhaps with a comment.

    ``conversation`` ties it to the conversation until the visitor erases that, comment and all.
    """

    __tablename__ = "feedback"

    id = Column(Integer, primary_key=True)
    at = Column(DateTime, nullable=False, default=now)
    conversation = Column(String(255), nullable=True, index=True)
    reply = Column(String(100), nullable=False)
    fact = Column(String(100), nullable=False, index=True)
    language = Column(String(2), nullable=False)
    helpful = Column(Boolean, nullable=False)
    comment = Column(Text, nullable=True)


class FeedbackStore:
    """Feedback in a database (any SQLAlchemy URL), opened and made on first use."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine: Optional[Engine] = None
        self._opening = threading.Lock()

    def close(self) -> None:
        """Give the database's connections back."""
        if self._engine is not None:
            self._engine.dispose()

    def put(
        self,
        conversation: str,
        reply: str,
        facts: List[str],
        language: str,
        helpful: bool,
        comment: Optional[str] = None,
    ) -> None:
        """Keep what a visitor thinks of a reply, instead of what they thought before; what is
        personal in the comment as placeholders."""
        kept = current_scrubber().scrub(comment).text if comment else comment
        with self._session() as session, session.begin():
            query = session.query(FeedbackRow)
            query.filter_by(conversation=conversation, reply=reply).delete()
            for fact in facts:
                session.add(
                    FeedbackRow(
                        conversation=conversation,
                        reply=reply,
                        fact=fact,
                        language=language,
                        helpful=helpful,
                        comment=kept,
                    )
                )

    def forget(self, conversation: str) -> None:
        """Erase what a conversation's visitor wrote; the opinions stay, nobody's."""
        with self._session() as session, session.begin():
            query = session.query(FeedbackRow).filter_by(conversation=conversation)
            query.update({"conversation": None, "reply": "", "comment": None})
        empty_log(self._opened())

    def delete_before(self, days: int, conversations_days: int) -> int:
        """Delete the feedback that is older than so many days; what is older than
        ``conversations_days`` is no conversation's any more, as the conversation is gone.

        Returns:
            How many opinions were deleted.
        """
        with self._session() as session, session.begin():
            late = session.query(FeedbackRow)
            apart = late.filter(FeedbackRow.at < now() - timedelta(days=conversations_days))
            apart.update({"conversation": None, "reply": ""})
            count = late.filter(FeedbackRow.at < now() - timedelta(days=days)).delete()
        empty_log(self._opened())
        return int(count)

    def scrub(self) -> int:
        """Scrub comments that were kept as they were written; how many had something in them."""
        count = 0
        with self._session() as session, session.begin():
            for row in session.query(FeedbackRow).filter(FeedbackRow.comment.isnot(None)):
                kept = current_scrubber().scrub(row.comment).text
                count += kept != row.comment
                row.comment = kept
        empty_log(self._opened())
        return count

    def rename(self, names: Mapping[str, str]) -> None:
        """Give conversations other names (old → new)."""
        with self._session() as session, session.begin():
            for old, new in names.items():
                query = session.query(FeedbackRow).filter_by(conversation=old)
                query.update({"conversation": new})

    def all(self, fact: Optional[str] = None) -> List[FeedbackRow]:
        """All feedback, or a fact's, newest first."""
        with self._session() as session:
            query = session.query(FeedbackRow).order_by(FeedbackRow.id.desc())
            return (query.filter_by(fact=fact) if fact else query).all()

    def opinions(self, since: datetime) -> List[Tuple[datetime, bool]]:
        """When opinions were given, from a moment on, and which were "helpful"."""
        with self._session() as session:
            query = session.query(FeedbackRow.at, FeedbackRow.helpful)
            return [(at, helpful) for at, helpful in query.filter(FeedbackRow.at >= since)]

    def _session(self) -> Session:
        return sessionmaker(self._opened(), expire_on_commit=False)()

    def _opened(self) -> Engine:
        with self._opening:
            if self._engine is None:
                self._engine = open_engine(self._url, FEEDBACK, (OVERWRITTEN,))
            return self._engine
