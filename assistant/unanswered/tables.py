"""The tables of what was asked in vain."""

from typing import Any

from sqlalchemy import JSON, Column, Date, DateTime, Integer, LargeBinary, String, Text
from sqlalchemy.orm import declarative_base

from assistant.database import now

Base: Any = declarative_base()


class MessageRow(Base):
    """A message asked in vain, scrubbed, on a day.

    ``conversation`` and ``tied_by`` (``Tie``) and ``message`` (the channel's own id) tie it to its
    conversation as long as that is kept. ``embedding`` is float16, by the encoders that ``encoder``
    names; ``together`` is the first message of its group, once it was grouped; ``filing`` what it
    became.
    """

    __tablename__ = "unanswered"

    id = Column(Integer, primary_key=True)
    day = Column(Date, nullable=False, index=True)
    conversation = Column(String(64), nullable=True, index=True)
    tied_by = Column(String(16), nullable=True)
    message = Column(String(100), nullable=True)
    text = Column(Text, nullable=False)
    language = Column(String(20), nullable=False)
    channel = Column(String(20), nullable=False)
    why = Column(String(20), nullable=False)
    about = Column(String(100), nullable=True)
    nearest = Column(JSON, nullable=False)
    encoder = Column(String(64), nullable=True)
    embedding = Column(LargeBinary, nullable=True)
    together = Column(Integer, nullable=True, index=True)
    filing = Column(Integer, nullable=True, index=True)


class FilingRow(Base):
    """What became of messages, and who decided it: ``label`` as in ``data/nlu``, where they became
    examples; ``note`` for whoever writes the new fact."""

    __tablename__ = "unanswered_filings"

    id = Column(Integer, primary_key=True)
    at = Column(DateTime, nullable=False, default=now)
    by = Column(String(150), nullable=False)
    became = Column(String(20), nullable=False)
    label = Column(String(200), nullable=True)
    note = Column(Text, nullable=True)


class GroupingRow(Base):
    """When the messages were grouped last, and how many there were."""

    __tablename__ = "unanswered_groupings"

    id = Column(Integer, primary_key=True)
    at = Column(DateTime, nullable=False, default=now)
    messages = Column(Integer, nullable=False)
