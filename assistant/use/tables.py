"""The tables of use: what is known of a turn once it is over, which is no word of it."""

from typing import Any

from sqlalchemy import Column, Date, Integer, String, Text
from sqlalchemy.orm import declarative_base

Base: Any = declarative_base()


class TurnRow(Base):
    """A turn that was no danger's.

    ``day`` and ``quarter`` (of the day, from nought to three) are the office's: with the minute, a
    row could be told from the conversations that are kept. ``topics`` stand with spaces between.
    ``milliseconds`` are rounded to tens. ``visitor`` is the same for all turns of somebody's on
    one day, and nobody can tell whose (``visitors.DayKeys``); None where there was no key.
    """

    __tablename__ = "use_turns"

    id = Column(Integer, primary_key=True)
    day = Column(Date, nullable=False, index=True)
    quarter = Column(Integer, nullable=False)
    channel = Column(String(20), nullable=False)
    language = Column(String(10), nullable=False)
    kind = Column(String(20), nullable=False)
    topics = Column(Text, nullable=False)
    milliseconds = Column(Integer, nullable=True)
    visitor = Column(String(16), nullable=True, index=True)


class DangerRow(Base):
    """A message of danger: on which day, and nothing else."""

    __tablename__ = "use_dangers"

    id = Column(Integer, primary_key=True)
    day = Column(Date, nullable=False, index=True)
