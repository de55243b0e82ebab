"""Puts a decision into words: text, the questions offered as buttons, and what goes with facts."""

import datetime
from functools import singledispatchmethod
from typing import Any, Dict, List, NamedTuple, Sequence

from babel.lists import format_list

from assistant.answers.decision import (
    Answer,
    AskMore,
    Beside,
    Clarification,
    Danger,
    Decision,
    Gentle,
    NotUnderstood,
    OtherLanguage,
    OutOfScope,
    Reason,
    Refusal,
    Sources,
    Step,
    Topics,
    Verdict,
)
from assistant.answers.rich import shown_fact
from assistant.facts.languages import LANGUAGES, LOCALES
from assistant.facts.needed import CONTACT, DANGER_LINE
from assistant.facts.record import FactRecord, Status
from assistant.facts.snapshot import Snapshot
from assistant.facts.values import write_partial_date

REFUSAL_PHRASES = {
    Reason.COUNTRY: "unknown-country",
    Reason.ORGANISATION: "unknown-organisation",
    Reason.FORUM: "unknown-forum",
    Reason.LATER_FORUM: "unknown-later-forum",
    Reason.YEAR: "unknown-year",
}
VERDICT_PHRASES = {Verdict.RIGHT: "check-right", Verdict.WRONG: "check-wrong"}


class Reply(NamedTuple):
    """A reply: its text, the questions it offers as buttons (``{"title", "payload"}``), and what
    goes with each of its facts (``shown_fact``)."""

    text: str
    buttons: List[Dict[str, str]] = []
    facts: List[Dict[str, Any]] = []


def write(decision: Decision, snapshot: Snapshot, language: str, today: datetime.date) -> Reply:
    """A decision in a language, from the facts as they stood when it was made.

    Raises:
        KeyError: the decision names a fact that the snapshot does not hold.
        FactError: a phrase or an answer cannot be filled.
    """
    # Who writes in a language that is not spoken here reads one of those that are, who knows which.
    unknown = any(isinstance(step, OtherLanguage) for step in decision.steps)
    writers = [_Writer(snapshot, one, today) for one in (LANGUAGES if unknown else (language,))]
    # One line break: Rasa's channels make two messages of a text with an empty line.
    text = "\n".join(writer.step(step) for writer in writers for step in decision.steps)
    return Reply(text, writers[0].buttons(decision.offers), writers[0].facts(decision.shown))


class _Writer:
    """Writes steps in one language."""

    def __init__(self, snapshot: Snapshot, language: str, today: datetime.date) -> None:
        self._records = snapshot.records
        self._phrases = snapshot.phrases
        self._wording = snapshot.wording(today)
        self._language = language

    def buttons(self, offers: Sequence[str]) -> List[Dict[str, str]]:
        records = [self._records[fact] for fact in offers]
        return [
            {"title": record.title[self._language], "payload": record.question[self._language]}
            for record in records
        ]

    def facts(self, shown: Sequence[str]) -> List[Dict[str, Any]]:
        return [
            shown_fact(
                self._records[fact],
                self._sources(self._records[fact]),
                self._records,
                self._wording,
                self._language,
            )
            for fact in shown
        ]

    @singledispatchmethod
    def step(self, step: Step) -> str:
        raise TypeError(f"no words are known for {type(step).__name__}")

    @step.register
    def _(self, step: Answer) -> str:
        record = self._records[step.fact]
        answer = self._fact(record)
        lines = [f"{self._say(VERDICT_PHRASES[step.verdict])} {answer}" if step.verdict else answer]
        if step.expired and record.valid_until:
            lines.append(self._say("held-until", date=self._date(record.valid_until)))
        if record.status is Status.TO_CONFIRM:
            lines.append(f"({self._sources(record)[0]} {self._say('source-to-confirm')})")
        if record.touches_danger:
            lines.append(self._fact(self._records[DANGER_LINE]))
        return "\n".join(lines)

    @step.register
    def _(self, step: Danger) -> str:
        return f"{self._fact(self._records[step.fact])}\n{self._say('automatic')}"

    @step.register
    def _(self, step: OtherLanguage) -> str:
        languages = self._say("other-language")
        return f"{languages}\n{self.step(Danger(step.danger))}" if step.danger else languages

    @step.register
    def _(self, step: Refusal) -> str:
        named = step.named or ""
        if step.reason is Reason.COUNTRY:
            named = LOCALES[self._language].territories[named]
        text = self._say(
            REFUSAL_PHRASES[step.reason],
            name=named,
            years=format_list([str(year) for year in step.years], locale=LOCALES[self._language]),
            known="yes" if step.years else "no",
        )
        return f"{text}\n{self._say('offer')}"

    @step.register
    def _(self, step: OutOfScope) -> str:
        phrase = f"out-of-scope-{step.topic}"
        known = self._phrases.has(self._language, phrase)
        return self._beside(self._say(phrase if known else "unknown"), step.beside)

    @step.register
    def _(self, step: NotUnderstood) -> str:
        text = self._say("unknown")
        if step.beside is Beside.CONTACT:
            text = f"{text}\n{self._say('can-answer')}"
        return self._beside(text, step.beside)

    @step.register
    def _(self, step: Clarification) -> str:
        return self._say("which-one")

    @step.register
    def _(self, step: Gentle) -> str:
        return f"{self._say('gentle')}\n{self._fact(self._records[CONTACT])}"

    @step.register
    def _(self, step: AskMore) -> str:
        return self._say("ask-more")

    @step.register
    def _(self, step: Topics) -> str:
        return f"{self._say('can-answer')}\n{self._say('topics')}"

    @step.register
    def _(self, step: Sources) -> str:
        if step.fact is None:
            return self._say("source-none")
        return "\n".join(self._sources(self._records[step.fact]))

    # --- inside ---------------------------------------------------------------------------

    def _fact(self, record: FactRecord) -> str:
        return self._wording.answer(record, self._language)

    def _beside(self, text: str, beside: Beside) -> str:
        if beside is Beside.NOTHING:
            return text
        if beside is Beside.CONTACT:
            return f"{text}\n{self._fact(self._records[CONTACT])}"
        return f"{text}\n{self._say('topics' if beside is Beside.TOPICS else 'offer')}"

    def _date(self, date: str) -> str:
        return write_partial_date(date, self._language)

    def _say(self, phrase: str, **variables: str) -> str:
        needed = self._phrases.variables(self._language, phrase)
        values = {
            record.variable: self._wording.value(record, self._language)
            for record in self._records.values()
            if record.variable in needed
        }
        return self._phrases.say(self._language, phrase, **{**values, **variables})

    def _sources(self, record: FactRecord) -> List[str]:
        return [
            self._say(
                "source",
                document=source.document,
                section=source.section,
                date=self._date(source.date) if source.date else "",
                dated="yes" if source.date else "no",
            )
            for source in record.sources
        ]
