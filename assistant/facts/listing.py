"""Facts, and what became of them, as tables for the terminal."""

import datetime
from typing import Iterable

from rich.table import Table

from assistant.facts.due import Due
from assistant.facts.record import FactRecord, Status
from assistant.facts.rows import Stored
from assistant.facts.shown import answer_or_why_not, difference, sources_line, until
from assistant.facts.tables import HistoryRow, WaitingRow
from assistant.facts.wording import Wording


def holds_until(record: FactRecord, day: datetime.date) -> bool:
    """Whether nothing has to be seen to until a day: a retired fact is not shown."""
    return record.status is Status.RETIRED or not record.has_expired(day)


def facts_table(
    facts: Iterable[Stored], wording: Wording, language: str, today: datetime.date
) -> Table:
    """Facts with their answers in a language."""
    table = Table("fact", "status", "answer", "source", "until", "confirmed")
    for stored in facts:
        record = stored.record
        table.add_row(
            record.id,
            record.status.value,
            answer_or_why_not(wording, record, language),
            sources_line(record),
            until(record, today),
            f"{stored.confirmed_at:%Y-%m-%d}" if stored.confirmed_at else "",
        )
    return table


def waiting_table(rows: Iterable[WaitingRow]) -> Table:
    """The changes that wait for a second person."""
    table = Table("since (UTC)", "fact", "who", "what", "change", "agreed", "note")
    for row in rows:
        change = difference(row.before, row.after) or "(checked)"
        agreed = ", ".join(row.agreed)
        since = f"{row.at:%Y-%m-%d %H:%M:%S}"
        table.add_row(since, row.fact_id, row.who, row.what, change, agreed, row.note or "")
    return table


def due_table(found: Iterable[Due], today: datetime.date) -> Table:
    """What the staff has to see to."""
    table = Table("fact", "why", "day", "")
    for each in found:
        late = "late" if each.is_late(today) else ""
        table.add_row(each.record.id, each.why.value, str(each.day or ""), late)
    return table


def history_table(rows: Iterable[HistoryRow]) -> Table:
    """Changes: who, when, before, after."""
    table = Table("when (UTC)", "fact", "who", "what", "change", "note")
    for row in rows:
        change = "" if row.what == "add" else difference(row.before, row.after)
        who = f"{row.who}, approved by {row.approved_by}" if row.approved_by else row.who
        table.add_row(
            f"{row.at:%Y-%m-%d %H:%M:%S}", row.fact_id, who, row.what, change, row.note or ""
        )
    return table
