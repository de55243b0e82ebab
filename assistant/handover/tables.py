"""The tables of hand-over, for SQLAlchemy."""

from typing import Any

from sqlalchemy import JSON, Column, DateTime, Integer, String, Text
from sqlalchemy.orm import declarative_base

from assistant.database import now

Base: Any = declarative_base()
NAME = 255  # characters of a conversation's name, as in Rasa's table
STAFF = 150  # characters of a user's name, as in Django's


class CallbackRow(Base):
    """Somebody who wants to be contacted.

    ``contact``, of a ``kind`` (``phone`` or ``email``), is there until somebody answered;
    ``deleted_on`` is the day on which nothing of all this is left.
    """

    __tablename__ = "callbacks"

    id = Column(Integer, primary_key=True)
    conversation = Column(String(NAME), nullable=False, index=True)
    language = Column(String(2), nullable=False)
    topic = Column(Text, nullable=False)
    kind = Column(String(10), nullable=False)
    contact = Column(Text, nullable=True)
    at = Column(DateTime, nullable=False, default=now)
    due = Column(DateTime, nullable=False, index=True)
    deleted_on = Column(DateTime, nullable=False, index=True)
    owner = Column(String(STAFF), nullable=True)
    done_at = Column(DateTime, nullable=True)
    done_by = Column(String(STAFF), nullable=True)
    announced = Column(DateTime, nullable=True)


class DialogueRow(Base):
    """How far a visitor is with asking to be contacted. The contact itself is never here."""

    __tablename__ = "callback_dialogues"

    conversation = Column(String(NAME), primary_key=True)
    step = Column(String(10), nullable=False)
    language = Column(String(2), nullable=False)
    topic = Column(Text, nullable=False, default="")
    attempts = Column(Integer, nullable=False, default=0)
    at = Column(DateTime, nullable=False, default=now, index=True)


class TakeoverRow(Base):
    """A conversation that waits for a person, or that one has taken: ``staff``.

    ``seen`` is when it was last asked for or acted upon.
    """

    __tablename__ = "takeovers"

    conversation = Column(String(NAME), primary_key=True)
    language = Column(String(2), nullable=False)
    asked = Column(DateTime, nullable=False, default=now)
    seen = Column(DateTime, nullable=False, default=now, index=True)
    staff = Column(String(STAFF), nullable=True)
    taken = Column(DateTime, nullable=True)
    announced = Column(DateTime, nullable=True)


class DeliveryRow(Base):
    """What is to appear on a visitor's page, by itself; for an hour."""

    __tablename__ = "deliveries"
    # A number is never given again: pages ask for what came after one.
    __table_args__ = {"sqlite_autoincrement": True}

    id = Column(Integer, primary_key=True)
    conversation = Column(String(NAME), nullable=False, index=True)
    at = Column(DateTime, nullable=False, default=now, index=True)
    reply: Any = Column(JSON, nullable=False)


class MarkRow(Base):
    """What staff think of a conversation."""

    __tablename__ = "marks"

    conversation = Column(String(NAME), primary_key=True)
    kind = Column(String(20), nullable=False, index=True)
    staff = Column(String(STAFF), nullable=False)
    at = Column(DateTime, nullable=False, default=now, index=True)
