"""What visitors think of the answers, kept for the staff."""

from typing import List, Optional

from sqlalchemy import Boolean, Column, DateTime, Integer, String, Text
from sqlalchemy.orm import declarative_base, sessionmaker

from assistant.database import now, open_engine

LONGEST_WORD = 500
Base = declarative_base()


class FeedbackRow(Base):
    """A thumb up or down on one fact of one reply, perhaps with a word.

    ``conversation`` ties it to the conversation until the visitor erases that.
    """

    __tablename__ = "feedback"

    id = Column(Integer, primary_key=True)
    at = Column(DateTime, nullable=False, default=now)
    conversation = Column(String(255), nullable=True, index=True)
    reply = Column(String(100), nullable=False)
    fact = Column(String(100), nullable=False, index=True)
    language = Column(String(2), nullable=False)
    helpful = Column(Boolean, nullable=False)
    word = Column(Text, nullable=True)


class FeedbackStore:
    """Feedback in a database (any SQLAlchemy URL), made on first use."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url, Base.metadata)
        self._sessions = sessionmaker(self._engine)

    def close(self) -> None:
        """Give the database's connections back."""
        self._engine.dispose()

    def put(
        self,
        conversation: str,
        reply: str,
        facts: List[str],
        language: str,
        helpful: bool,
        word: Optional[str] = None,
    ) -> None:
        """Keep what a visitor thinks of a reply, instead of what they thought before."""
        with self._sessions.begin() as session:
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
                        word=word,
                    )
                )

    def untie(self, conversation: str) -> None:
        """Forget whose feedback it was."""
        with self._sessions.begin() as session:
            query = session.query(FeedbackRow).filter_by(conversation=conversation)
            query.update({"conversation": None, "reply": ""})

    def all(self, fact: Optional[str] = None) -> List[FeedbackRow]:
        """All feedback, or a fact's, newest first."""
        with self._sessions(expire_on_commit=False) as session:
            query = session.query(FeedbackRow).order_by(FeedbackRow.id.desc())
            return (query.filter_by(fact=fact) if fact else query).all()
