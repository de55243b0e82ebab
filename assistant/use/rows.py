"""The figures of use as rows of a table, for files and for the terminal."""

import csv
import io
from typing import Iterator, List, NamedTuple, Optional

from assistant.use.figures import Counts, Figures
from assistant.use.periods import Period, Unit

DECIMALS = 4  # of a share


class Row(NamedTuple):
    """A figure of a period; ``value`` is None where it is hidden."""

    period: Period
    figure: str
    of: str
    value: Optional[float]


def rows_of(figures: Figures, unit: Unit) -> Iterator[Row]:
    """All figures of days, weeks or months, the earliest first."""
    for period in figures.of(unit):
        yield from _of_period(figures, period)


def as_csv(figures: Figures, unit: Unit) -> str:
    """The figures as a file of values with commas between; what is hidden is empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["unit", "first_day", "last_day", "figure", "of", "value"])
    for period, figure, of, value in rows_of(figures, unit):
        written = "" if value is None else value
        days = period.first.isoformat(), period.last.isoformat()
        writer.writerow([unit.value, *days, figure, of, written])
    return text.getvalue()


def _of_period(figures: Figures, period: Period) -> List[Row]:
    whole = {
        "messages": figures.messages,
        "visitors": figures.visitors,
        "dangers": figures.dangers,
        "questions": figures.questions.whole,
        "opinions": figures.opinions.whole,
    }
    parts = {
        "channel": figures.channels.by,
        "language": figures.languages.by,
        "quarter_of_day": figures.quarters.by,
        "question": figures.questions.by,
        "other_message": figures.others.by,
        "opinion": figures.opinions.by,
        "topic": figures.topics,
    }
    found = [Row(period, name, "", counts.get(period)) for name, counts in whole.items()]
    share, taken = figures.answered(period), figures.taken.get(period)
    if share is not None and share.total:
        numbers = (share.value, *share.interval)
        for name, number in zip(("answered_share", "at_least", "at_most"), numbers):
            found.append(Row(period, name, "", round(number, DECIMALS)))
    if taken is not None:
        found += [Row(period, f"milliseconds_{n}", "", v) for n, v in taken._asdict().items()]
    for figure, by in parts.items():
        found += [_part(period, figure, name, by[name]) for name in sorted(by)]
    return found


def _part(period: Period, figure: str, name: str, counts: Counts) -> Row:
    return Row(period, figure, name, counts.get(period))
