"""What a visitor would be shown of a record that is not saved yet, on each channel."""

import datetime
from typing import Any, Dict, List, Mapping, NamedTuple, Tuple

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

from assistant.answers.decision import Answer, Danger, Decision
from assistant.answers.write import Reply, write
from assistant.facts.errors import FactError
from assistant.facts.languages import LANGUAGES
from assistant.facts.needed import DANGER_SUBJECT
from assistant.facts.record import AtLeast, Count, FactRecord
from assistant.facts.snapshot import Snapshot
from assistant.messaging.text_split import split, utf16_length

BULLET = "• "
# A number of each kind that the languages tell apart (Unicode's plural rules).
COUNTS = (0, 1, 2, 3, 11, 100)
LONGEST_ON_TELEGRAM = 4096
A_DAY = datetime.timedelta(days=1)
MOMENTS = (
    noop("before the event"),
    noop("during the event"),
    noop("after the event"),
)


class Line(NamedTuple):
    """A line of a reply on the web: an item of a list, or a paragraph."""

    text: str
    is_item: bool


class Variant(NamedTuple):
    """The answer under another condition: its name, and the text."""

    when: str
    text: str


class Preview(NamedTuple):
    """A reply in a language, on each channel, and how else the answer may be written."""

    language: str
    direction: str
    reply: Reply
    lines: List[Line]
    telegram: List[str]
    variants: List[Variant]

    @property
    def sources(self) -> List[str]:
        """Where the fact comes from, as the page unfolds it."""
        return [source for fact in self.reply.facts for source in fact["sources"]]

    @property
    def numbers(self) -> List[str]:
        """The numbers that the page lets visitors call."""
        return [number for fact in self.reply.facts for number in fact.get("numbers", ())]

    @property
    def cards(self) -> List[Dict[str, Any]]:
        """The cards below the answer."""
        return [fact["card"] for fact in self.reply.facts if "card" in fact]


def previews(record: FactRecord, snapshot: Snapshot, today: datetime.date) -> List[Preview]:
    """The replies with a record in place of the fact that is known, in every language.

    Raises:
        FactError: they cannot be written; the text says why.
    """
    known = drafted(snapshot, record)
    return [_preview(record, known, language, today) for language in LANGUAGES]


def drafted(snapshot: Snapshot, record: FactRecord) -> Snapshot:
    """What is known, with a record in place of the fact of its id."""
    records = {**snapshot.records, record.id: record}
    return Snapshot(snapshot.version, records, snapshot.phrases)


def _preview(record: FactRecord, known: Snapshot, language: str, today: datetime.date) -> Preview:
    step = Danger(record.id) if record.subject == DANGER_SUBJECT else Answer(record.id, expired=record.has_expired(today))  # fmt: skip
    reply = write(Decision((step,)), known, language, today)
    lines = [
        Line(line.removeprefix(BULLET), line.startswith(BULLET))
        for line in reply.text.split("\n")
        if line
    ]
    return Preview(
        language,
        "rtl" if language == "ar" else "ltr",
        reply,
        lines,
        split(reply.text, LONGEST_ON_TELEGRAM, utf16_length),
        [*_plurals(record, known, language, today), *_tenses(record, known, language, today)],
    )


def _plurals(
    record: FactRecord, known: Snapshot, language: str, today: datetime.date
) -> List[Variant]:
    """The answer with other numbers, where the value is one."""
    if not isinstance(record.value, (Count, AtLeast)):
        return []
    found = []
    for count in COUNTS:
        document: Mapping[str, Any] = {
            **record.document(),
            "value": {"type": record.value.type, "count": count},
        }
        other = FactRecord.parse_obj(document)
        text = drafted(known, other).wording(today).answer(other, language)
        found.append(Variant(str(count), text))
    return found


def _tenses(
    record: FactRecord, known: Snapshot, language: str, today: datetime.date
) -> List[Variant]:
    """The answer before, during and after the event that it tells of."""
    if not record.event:
        return []
    try:
        first, last = known.wording(today).event_days(record)
    except FactError:
        return []  # The answer itself says what is wrong with the event.
    days: Tuple[datetime.date, ...] = (first - A_DAY, first, last + A_DAY)
    return [
        Variant(
            gettext(moment),
            Snapshot(0, known.records, known.phrases).wording(day).answer(record, language),
        )  # fmt: skip
        for moment, day in zip(MOMENTS, days)
    ]
