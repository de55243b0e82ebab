"""Decides what a reply does: which fact answers, or why none does, and what is offered."""

import datetime
from typing import Callable, Dict, List, Optional, Sequence, Tuple

from assistant.answers.beside import UNKNOWN, beside_refusal
from assistant.answers.candidates import Candidates
from assistant.answers.claims import verdict
from assistant.answers.decision import (
    Answer,
    AskMore,
    Beside,
    Clarification,
    Danger,
    Decision,
    Gentle,
    Memory,
    NotUnderstood,
    OtherLanguage,
    OutOfScope,
    Refusal,
    Sources,
    Step,
    Topics,
    Verdict,
)
from assistant.answers.own_questions import as_written
from assistant.answers.scope import UNNAMED_FROM, asks_later, refusal
from assistant.facts.needed import CONTACT, DANGER_GENERAL, DANGER_SUBJECT
from assistant.facts.record import FactRecord
from assistant.facts.snapshot import Snapshot
from assistant.understanding.question import (
    CHANGED_SUBJECT,
    FOLLOWUPS,
    HUMAN_CONTACT,
    OTHER_FORUM,
    Mentions,
    Question,
)

MOST_OFFERS = 4
SURE = 0.7  # chosen on tests/conversations


def decide(
    questions: Sequence[Question], memory: Memory, snapshot: Snapshot, today: datetime.date
) -> Decision:
    """What is said to a message's questions (``QuestionCollector``), after what was said before.

    Args:
        questions: one or more; the first one's intent is the message's.
    """
    asked = [as_written(question, snapshot.records) for question in questions]
    return _Deciding(memory, snapshot, today).decide(asked)


class _Deciding:
    def __init__(self, memory: Memory, snapshot: Snapshot, today: datetime.date) -> None:
        self._memory = memory
        self._snapshot = snapshot
        self._records = snapshot.records
        self._candidates = Candidates(snapshot.records)
        self._today = today
        self._of_intent: Dict[Optional[str], Callable[[Question], Decision]] = {
            "distress": self._danger,
            "other_language": self._other_language,
            "nlu_fallback": self._fallback,
            "inform": self._told,
            "affirm": self._told,
            "deny": self._told,
            "help": self._topics,
            HUMAN_CONTACT: lambda _: self._known(CONTACT),
            "repeat": self._repeat,
            "source": self._source,
        }

    def decide(self, questions: List[Question]) -> Decision:
        first = questions[0]
        of_intent = self._of_intent.get(first.intent) if len(questions) == 1 else None
        return of_intent(first) if of_intent else self._several(questions)

    # --- questions ------------------------------------------------------------------------

    def _several(self, questions: List[Question]) -> Decision:
        """One decision on the questions of a message, in their order.

        What one names that is not known here goes for those after it: "Since when is IOM in
        Morocco, and who are its partners?" asks twice about Morocco.
        """
        decisions: List[Decision] = []
        memory, unknown = self._memory, Mentions()
        for question in questions:
            if decisions and self._asked_again(question, memory):
                continue
            question = question.copy(update={"mentions": question.mentions.or_else(unknown)})
            decided = self._one(question, memory, claims=len(questions) == 1)
            if not decided.shown and question.asks_fact:
                unknown = question.mentions
            if not decided.shown or not {*decided.shown} & {f for d in decisions for f in d.shown}:
                decisions.append(decided)
            if decided.shown:
                memory = Memory(decided.shown[-1])
        # What asks the visitor back stands at the end, where they answer.
        decisions.sort(key=lambda decided: decided.memory.clarifying is not None)
        offers = tuple(offer for decided in decisions for offer in decided.offers)
        steps = tuple(step for decided in decisions for step in decided.steps)
        clarifying = decisions[-1].memory.clarifying
        shown = [fact for decided in decisions for fact in decided.shown]
        last = shown[-1] if shown else self._memory.fact
        return Decision(steps, offers[:MOST_OFFERS], Memory(last, clarifying))

    def _asked_again(self, question: Question, memory: Memory) -> bool:
        """Whether a follow-up within a message asks for what was just answered ("the hearing,
        when was it?")."""
        last = self._records.get(memory.fact or "")
        return question.intent in FOLLOWUPS and last is not None and question.topic == last.kind

    def _one(self, question: Question, memory: Memory, claims: bool) -> Decision:
        """A question, a follow-up, one to be clarified, one out of scope or a wish for a person."""
        if question.intent == HUMAN_CONTACT:
            return self._known(CONTACT)
        unsure = question.confidence < SURE or question.intent in FOLLOWUPS
        if memory.clarifying and unsure:
            chosen = self._candidates.chosen(question, memory.clarifying)
            if chosen:
                return self._answer(chosen, question, claims)
        if question.intent in FOLLOWUPS:
            return self._followup(question, memory, claims)
        if question.intent == "out_of_scope":
            ours = self._candidates.about_ours(question)
            return self._answer(ours, question, claims) if ours else self._out_of_scope(question)
        record = self._records.get(question.topic or "")
        if record is None:
            return self._not_understood(question, missing=question.topic)
        return self._answer(record, question, claims)

    def _answer(
        self,
        record: FactRecord,
        question: Question,
        claims: bool,
        followed: Optional[str] = None,
    ) -> Decision:
        refused = self._refusal(record, question)
        if refused:
            return self._say(refused, offers=[record])
        if (question.about_other or 0.0) >= UNNAMED_FROM:
            kind = question.elsewhere[0].topic if question.elsewhere else UNKNOWN
            return self._out_of_scope(question.copy(update={"topic": kind}))
        compared = claims and not self._snapshot.has_expired(record, self._today)
        claimed = verdict(record, question, self._snapshot, self._today) if compared else None
        other = self._claim(question) if claims and not (claimed or followed) else None
        return other or self._known(record.id, claimed, followed)

    def _claim(self, question: Question) -> Optional[Decision]:
        """A claim on a fact that the message names and may ask for, if one is certain: what is
        right or wrong for certain is what the message is about, though it was taken for news or
        for a question about something beside it."""
        for record in self._candidates.possible(question):
            expired = self._snapshot.has_expired(record, self._today)
            if expired or self._refusal(record, question):
                continue
            claimed = verdict(record, question, self._snapshot, self._today, named=True)
            if claimed:
                return self._known(record.id, claimed)
        return None

    def _followup(self, question: Question, memory: Memory, claims: bool) -> Decision:
        last = self._records.get(memory.fact or "")
        completed = self._candidates.completed(question)
        if completed and question.topic != CHANGED_SUBJECT:
            return self._answer(completed, question, claims, followed=memory.fact)
        if self._candidates.completed_is_unknown(question):
            return self._out_of_scope(question.copy(update={"topic": UNKNOWN}))
        kind = self._candidates.kind_of_followup(question, last)
        found = self._candidates.of_followup(question, last)
        unclear = question.intent == "clarify" and last is not None and last.kind == kind
        if found and (len(found) == 1 or not unclear):
            return self._answer(found[0], question, claims, followed=memory.fact)
        if completed:
            return self._answer(completed, question, claims, followed=memory.fact)
        choices = self._candidates.to_choose_among(kind)
        if not choices or kind is None:
            return self._say(NotUnderstood(Beside.NEAREST), self._candidates.featured())
        step = Clarification(kind, tuple(record.id for record in choices))
        return self._say(step, choices, Memory(memory.fact, kind))

    def _out_of_scope(self, question: Question) -> Decision:
        later = self._later_event(question)
        if later:
            return self._say(later, [self._records[later.fact]])
        beside = beside_refusal(question.topic)
        step = OutOfScope(question.topic, beside)
        nearest = self._candidates.nearest(question)
        if beside is Beside.NOTHING:
            return self._say(step)
        if beside is Beside.TOPICS:
            return self._say(step, self._candidates.featured())
        if beside is Beside.CONTACT:
            return self._say(step, nearest)
        return self._say(step, nearest or self._candidates.featured())

    def _later_event(self, question: Question) -> Optional[Refusal]:
        """The refusal of a question about a later event of one that recurs, such as the next
        forum: not another event, but one of which the rule is known."""
        recurring = next((record for record in self._records.values() if record.recurs), None)
        if question.topic != OTHER_FORUM or recurring is None:
            return None
        first = self._snapshot.wording(self._today).event_year(recurring)
        if not asks_later(recurring, question.mentions, first):
            return None
        return self._refusal(recurring, question)

    # --- danger -----------------------------------------------------------------------------

    def _danger(self, question: Question) -> Decision:
        fact = self._danger_fact(question.topic)
        return Decision((Danger(fact),), memory=Memory(fact))

    def _danger_fact(self, kind: Optional[str]) -> str:
        fact = f"{DANGER_SUBJECT}.{kind}"
        return fact if fact in self._records else DANGER_GENERAL

    def _other_language(self, question: Question) -> Decision:
        if question.topic is None:
            return Decision((OtherLanguage(),), memory=self._memory)
        fact = self._danger_fact(question.topic)
        return Decision((OtherLanguage(fact),), memory=Memory(fact))

    # --- what asks for no fact by itself -------------------------------------------------------

    def _fallback(self, question: Question) -> Decision:
        found = self._chosen_or_gentle(question) or self._claim(question)
        last = self._records.get(self._memory.fact or "")
        meant = self._candidates.completed(question) or self._candidates.on_subject(question, last)
        if found is None and meant:
            return self._answer(meant, question, claims=True, followed=self._memory.fact)
        return found or self._not_understood(question)

    def _told(self, question: Question) -> Decision:
        found = self._chosen_or_gentle(question) or self._claim(question)
        return found or self._say(AskMore())

    def _chosen_or_gentle(self, question: Question) -> Optional[Decision]:
        """What a message that asks nothing by itself chooses among what was offered, or gentle
        words after danger; None where it is neither."""
        if self._memory.clarifying:
            chosen = self._candidates.chosen(question, self._memory.clarifying)
            if chosen:
                return self._answer(chosen, question, claims=False)
        return self._gentle()

    def _not_understood(self, question: Question, missing: Optional[str] = None) -> Decision:
        step = NotUnderstood(missing=missing)
        offers = self._candidates.nearest_or_featured(question)
        return self._gentle() or self._say(step, offers)

    def _gentle(self) -> Optional[Decision]:
        if not (self._memory.fact or "").startswith(f"{DANGER_SUBJECT}."):
            return None
        return Decision((Gentle(),), memory=Memory(self._memory.fact))

    def _topics(self, _: Question) -> Decision:
        featured = tuple(record.id for record in self._candidates.featured())
        return Decision((Topics(),), featured, Memory(self._memory.fact))

    def _repeat(self, question: Question) -> Decision:
        last = self._memory.fact
        if last is None or last not in self._records:
            return self._topics(question)
        return self._known(last)

    def _source(self, _: Question) -> Decision:
        last = self._memory.fact
        return self._say(Sources(last if last in self._records else None))

    # --- inside ---------------------------------------------------------------------------------

    def _refusal(self, record: FactRecord, question: Question) -> Optional[Refusal]:
        """Why a fact does not answer a question for it, if it does not."""
        likely = question.about_other
        return refusal(record, question.mentions, self._snapshot, self._today, likely)

    def _known(
        self, fact: str, claimed: Optional[Verdict] = None, followed: Optional[str] = None
    ) -> Decision:
        """A fact is shown; a fact on danger as danger is answered."""
        if fact.startswith(f"{DANGER_SUBJECT}."):
            return Decision((Danger(fact),), memory=Memory(fact))
        expired = self._snapshot.has_expired(self._records[fact], self._today)
        return Decision((Answer(fact, claimed, followed, expired),), memory=Memory(fact))

    def _say(
        self, step: Step, offers: Sequence[FactRecord] = (), memory: Optional[Memory] = None
    ) -> Decision:
        ids: Tuple[str, ...] = tuple(record.id for record in offers)
        return Decision((step,), ids[:MOST_OFFERS], memory or Memory(self._memory.fact))
