"""The fact store's tables."""

from typing import Any, Dict, List

from sqlalchemy import JSON, Boolean, Column, DateTime, Integer, String, Text
from sqlalchemy.orm import declarative_base

from assistant.database import now

Base: Any = declarative_base()


class FactRow(Base):
    """A fact as it stands now; ``loaded`` is how the files had it when they were last taken.

    ``version`` counts the changes: a writer that read an older one is refused
    (SQLAlchemy's ``version_id_col``).
    """

    __tablename__ = "facts"

    id = Column(String(100), primary_key=True)
    position = Column(Integer, nullable=False)
    record: Dict[str, Any] = Column(JSON, nullable=False)
    loaded: Dict[str, Any] = Column(JSON, nullable=True)
    confirmed_at = Column(DateTime, nullable=True)
    version = Column(Integer, nullable=False)

    __mapper_args__ = {"version_id_col": version}


class HistoryRow(Base):
    """One change: what was done to a fact, by whom, when; the record before and after; who agreed
    to it, where it takes two people."""

    __tablename__ = "history"

    id = Column(Integer, primary_key=True)
    fact_id = Column(String(100), nullable=False, index=True)
    at = Column(DateTime, nullable=False, default=now)
    who = Column(String(200), nullable=False)
    what = Column(String(20), nullable=False)
    before: Dict[str, Any] = Column(JSON, nullable=True)
    after: Dict[str, Any] = Column(JSON, nullable=True)
    note = Column(Text, nullable=True)
    approved_by = Column(String(200), nullable=True)


class WaitingRow(Base):
    """A change of what people in danger are shown, until two people have agreed to it.

    ``version`` is the fact's when it was proposed (0: it is new); ``agreed`` names those who are
    signed in and agree; ``confirms`` and ``loaded`` as in ``assistant.facts.proposals``.
    """

    __tablename__ = "waiting"

    fact_id = Column(String(100), primary_key=True)
    at = Column(DateTime, nullable=False, default=now)
    who = Column(String(200), nullable=False)
    what = Column(String(20), nullable=False)
    before: Dict[str, Any] = Column(JSON(none_as_null=True), nullable=True)
    after: Dict[str, Any] = Column(JSON, nullable=False)
    note = Column(Text, nullable=True)
    confirms = Column(Boolean, nullable=False)
    loaded: Dict[str, Any] = Column(JSON(none_as_null=True), nullable=True)
    version = Column(Integer, nullable=False)
    agreed: List[str] = Column(JSON, nullable=False)


class VersionRow(Base):
    """The one row that counts the changes of the whole store; 0 where it is missing.

    ``mark`` is another one at each change: a backup that was put back, and changed as often as
    what it replaced, is not taken for it.
    """

    __tablename__ = "store_version"

    id = Column(Integer, primary_key=True)
    number = Column(Integer, nullable=False)
    mark = Column(String(32), nullable=False)
