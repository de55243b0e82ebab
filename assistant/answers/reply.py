"""Composes replies: facts, what is not known, and the nearest things that are."""

import datetime
import logging
from typing import Any, Dict, List, NamedTuple, Optional

from assistant.answers.candidates import Candidates
from assistant.answers.checks import holds
from assistant.answers.phrases import Phrases
from assistant.answers.question import FOLLOWUPS, Mentions, Question
from assistant.answers.rich import DANGER_LINE, DANGER_SUBJECT, shown_fact
from assistant.answers.scope import Mismatch, mismatch
from assistant.facts.record import FactRecord, Status
from assistant.facts.store import FactStore
from assistant.facts.values import write_partial_date

logger = logging.getLogger(__name__)

CONTACT = "help.contact"
DANGER_GENERAL = "danger.general"
MOST_BUTTONS = 4
# Kinds of questions out of scope, by what is said beside the refusal.
TOLD_CALMLY = {"injection", "gibberish"}
FAR = {"far"}
A_PERSON_KNOWS = {"unknown_detail", "assistance_request", "asylum_visa", "job_donation"}
SURE = 0.7  # chosen on tests/conversations


class Memory(NamedTuple):
    """What a conversation remembers: the fact shown last, and the kind of fact that the
    visitor was asked to choose among."""

    fact: Optional[str] = None
    clarifying: Optional[str] = None


class Reply(NamedTuple):
    """A reply: its text, the questions it offers as buttons, the last fact that it shows, the
    kind of fact that it asks the visitor to choose among, and what goes with each of its facts
    (``shown_fact``)."""

    text: str
    buttons: List[Dict[str, str]] = []
    fact: Optional[str] = None
    clarifying: Optional[str] = None
    facts: List[Dict[str, Any]] = []


class Replies:
    """Writes replies in one language, from the facts as they stand now."""

    def __init__(
        self, store: FactStore, phrases: Phrases, language: str, today: datetime.date
    ) -> None:
        self._records = store.records()
        self._candidates = Candidates(self._records)
        self._wording = store.wording(today)
        self._phrases = phrases
        self._language = language
        self._today = today

    # --- questions ----------------------------------------------------------------------

    def to_questions(self, questions: List[Question], memory: Memory) -> Reply:
        """One reply to the questions of a message, in their order.

        What one names that is not known here goes for those after it: "Since when is IOM in
        Morocco, and who are its partners?" asks twice about Morocco.
        """
        replies: List[Reply] = []
        unknown = Mentions()
        for question in questions:
            if replies and self._asked_again(question, memory):
                continue
            question = question.copy(update={"mentions": question.mentions.or_else(unknown)})
            reply = self.to_question(question, memory)
            if reply.fact is None and question.intent == "ask":
                unknown = question.mentions
            if reply.fact is None or reply.fact not in [before.fact for before in replies]:
                replies.append(reply)
            if reply.fact:
                memory = Memory(reply.fact)
        # What asks the visitor back stands at the end, where they answer.
        replies.sort(key=lambda reply: reply.clarifying is not None)
        buttons = [button for reply in replies for button in reply.buttons]
        facts = [reply.fact for reply in replies if reply.fact]
        # One line break: Rasa's channels make two messages of a text with an empty line.
        return Reply(
            "\n".join(reply.text for reply in replies),
            buttons[:MOST_BUTTONS],
            facts[-1] if facts else None,
            replies[-1].clarifying,
            [fact for reply in replies for fact in reply.facts],
        )

    def _asked_again(self, question: Question, memory: Memory) -> bool:
        """Whether a follow-up within a message asks for what was just answered ("the hearing,
        when was it?")."""
        last = self._records.get(memory.fact or "")
        return question.intent in FOLLOWUPS and last is not None and question.topic == last.kind

    def to_question(self, question: Question, memory: Memory = Memory()) -> Reply:
        """The reply to a question, a follow-up or a question to be clarified."""
        unsure = question.confidence < SURE or question.intent in FOLLOWUPS
        if memory.clarifying and unsure:
            chosen = self._candidates.chosen(question, memory.clarifying)
            if chosen:
                return self._fact_or_mismatch(chosen, question)
        if question.intent in FOLLOWUPS:
            return self._to_followup(question, self._records.get(memory.fact or ""))
        if question.intent == "out_of_scope":
            return self.out_of_scope(question)
        record = self._records.get(question.topic or "")
        if record is None:
            if question.topic:
                logger.warning("No fact for topic %s: retired, or never written.", question.topic)
            return self.not_understood(memory)
        return self._fact_or_mismatch(record, question)

    def fact(self, fact_id: str) -> Reply:
        """A fact's answer; with a line of help where it touches danger, and with its source
        where it is still to be confirmed."""
        record = self._records[fact_id]
        lines = [self._wording.answer(record, self._language)]
        if record.status == Status.TO_CONFIRM and record.subject != DANGER_SUBJECT:
            lines.append(f"({self.source_of(record)} {self._say('source-to-confirm')})")
        if record.touches_danger and DANGER_LINE in self._records:
            lines.append(self._wording.answer(self._records[DANGER_LINE], self._language))
        return Reply("\n".join(lines), [], fact_id, None, [self._shown(record)])

    def danger(self, topic: Optional[str]) -> Reply:
        """Help for a kind of danger, the numbers to call first."""
        fact_id = f"{DANGER_SUBJECT}.{topic}"
        shown = self.fact(fact_id if fact_id in self._records else DANGER_GENERAL)
        return shown._replace(text=f"{shown.text}\n{self._say('automatic')}")

    # --- what is not known ---------------------------------------------------------------

    def fallback(self, question: Question, memory: Memory) -> Reply:
        """The reply to a message that was not understood by itself."""
        return self.told(question, memory) or self.not_understood(memory)

    def told(self, question: Question, memory: Memory) -> Optional[Reply]:
        """The reply to a message that asks nothing by itself: what it chooses among what was
        offered, or gentle words after danger; None where it is neither."""
        if memory.clarifying:
            chosen = self._candidates.chosen(question, memory.clarifying)
            if chosen:
                return self._fact_or_mismatch(chosen, question)
        return self._gentle(memory)

    def not_understood(self, memory: Memory) -> Reply:
        """What can be asked, and how to reach a person. Gentle after danger."""
        gentle = self._gentle(memory)
        if gentle:
            return gentle
        contact = self._wording.answer(self._records[CONTACT], self._language)
        text = "\n".join([self._say("unknown"), self._say("can-answer"), contact])
        return Reply(text, self._buttons(self._candidates.featured()))

    def _gentle(self, memory: Memory) -> Optional[Reply]:
        if not (memory.fact or "").startswith(f"{DANGER_SUBJECT}."):
            return None
        contact = self._wording.answer(self._records[CONTACT], self._language)
        return Reply(f"{self._say('gentle')}\n{contact}", [], memory.fact)

    def out_of_scope(self, question: Question) -> Reply:
        """Not known, in the words for this kind of question, with the nearest known facts."""
        name = f"out-of-scope-{question.topic}"
        text = self._say(name if self._phrases.has(self._language, name) else "unknown")
        if question.topic in TOLD_CALMLY:
            return Reply(text)
        if question.topic in A_PERSON_KNOWS:
            contact = self._wording.answer(self._records[CONTACT], self._language)
            return Reply(f"{text}\n{contact}", self._buttons(self._candidates.nearest(question)))
        if question.topic in FAR:
            return Reply(
                f"{text}\n{self._say('topics')}", self._buttons(self._candidates.featured())
            )
        return self._with_offer(
            text, self._candidates.nearest(question) or self._candidates.featured()
        )

    def other_language(self, danger_topic: Optional[str]) -> Reply:
        """Which languages are spoken here; the numbers to call before it, in danger."""
        languages = self._say("other-language")
        if danger_topic is None:
            return Reply(languages)
        shown = self.danger(danger_topic)
        return shown._replace(text=f"{languages}\n{shown.text}")

    # --- small talk that needs the facts ---------------------------------------------------

    def topics(self) -> Reply:
        """The topics that can be asked about, as buttons."""
        text = f"{self._say('can-answer')}\n{self._say('topics')}"
        featured = self._candidates.featured()
        return Reply(text, self._buttons(featured, most=len(featured)))

    def source(self, fact_id: Optional[str]) -> Reply:
        """Where the last answer comes from."""
        record = self._records.get(fact_id or "")
        if record is None:
            return Reply(self._say("source-none"), [], fact_id)
        return Reply("\n".join(self._sources(record)), [], fact_id)

    def source_of(self, record: FactRecord) -> str:
        """A record's first source, as a sentence."""
        return self._sources(record)[0]

    # --- inside --------------------------------------------------------------------------

    def _to_followup(self, question: Question, last: Optional[FactRecord]) -> Reply:
        kind = self._candidates.kind_of_followup(question, last)
        found = self._candidates.of_followup(question, last)
        unclear = question.intent == "clarify" and last is not None and last.kind == kind
        if found and (len(found) == 1 or not unclear):
            return self._fact_or_mismatch(found[0], question)
        choices = self._candidates.to_choose_among(kind)
        if not choices:
            return self._with_offer(self._say("unknown"), self._candidates.featured())
        return Reply(self._say("which-one"), self._buttons(choices), None, kind)

    def _fact_or_mismatch(self, record: FactRecord, question: Question) -> Reply:
        problem = self._mismatch(record, question)
        if problem is None:
            shown = self.fact(record.id)
            return shown._replace(text=f"{self._verdict(record, question)}{shown.text}")
        logger.info("%s does not answer %r: %s", record.id, question.mentions, problem.phrase)
        text = self._say(problem.phrase, name=problem.name)
        return self._with_offer(text, [record])

    def _verdict(self, record: FactRecord, question: Question) -> str:
        """ "Yes. " or "No. " before the answer to a check."""
        right = holds(record, question)
        return "" if right is None else f"{self._say('check-right' if right else 'check-wrong')} "

    def _mismatch(self, record: FactRecord, question: Question) -> Optional[Mismatch]:
        own = [record.title[self._language], record.question[self._language]]
        own.append(self._wording.answer(record, self._language))
        year = self._wording.event_year(record)
        return mismatch(record, question.mentions, " ".join(own), year, self._language, self._today)

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
                date=write_partial_date(source.date, self._language) if source.date else "",
                dated="yes" if source.date else "no",
            )
            for source in record.sources
        ]

    def _shown(self, record: FactRecord) -> Dict[str, Any]:
        sources = self._sources(record)
        return shown_fact(record, sources, self._records, self._wording, self._language)

    def _with_offer(self, text: str, records: List[FactRecord]) -> Reply:
        return Reply(f"{text}\n{self._say('offer')}", self._buttons(records))

    def _buttons(self, records: List[FactRecord], most: int = MOST_BUTTONS) -> List[Dict[str, str]]:
        return [
            {"title": record.title[self._language], "payload": record.question[self._language]}
            for record in records[:most]
        ]
