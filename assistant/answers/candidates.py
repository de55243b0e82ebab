"""Which facts a question may mean, or lies near."""

from typing import List, Mapping, Optional

from assistant.facts.record import FactRecord
from assistant.understanding.question import CHANGED_SUBJECT, OTHER_SUBJECTS, Question

# Chosen on tests/conversations: a choice among few needs less evidence than an answer.
LIKELY = 0.01
# How unlikely a question must be about another subject to be taken for one about ours, though it
# was understood as such. Chosen on tests/blind/learning.
OURS_BELOW = 0.3
CLEAR = 0.8  # of what all that may be chosen have together
POSSIBLE = 0.05
MOST_NEAR = 3
# Chosen on tests/blind/learning and tests/conversations: from which likelihood a question asks
# what it asks with its subject in front, and is out of scope with it.
COMPLETED_FROM, COMPLETED_UNKNOWN_FROM = 0.6, 0.8
ON_SUBJECT_FROM = 0.2


class Candidates:
    """Finds records by what a question names, by its likeliest topics, and by what was said."""

    def __init__(self, records: Mapping[str, FactRecord]) -> None:
        self._records = records

    def featured(self) -> List[FactRecord]:
        """The facts to begin with."""
        return [record for record in self._records.values() if record.featured]

    def nearest(self, question: Question) -> List[FactRecord]:
        """The facts that the classifier finds likeliest."""
        topics = [candidate.topic for candidate in question.ranking]
        records = [self._records[topic] for topic in topics if topic in self._records]
        return [record for record in records if record.asked][:MOST_NEAR]

    def nearest_or_featured(self, question: Question) -> List[FactRecord]:
        """What to offer where a message was not understood: the facts that it may yet be about,
        then those to begin with."""
        near = self.possible(question)[:MOST_NEAR]
        return near + [record for record in self.featured() if record not in near]

    def possible(self, question: Question) -> List[FactRecord]:
        """The facts that a message may possibly ask for, likeliest first."""
        topics = [each.topic for each in question.ranking if each.confidence >= POSSIBLE]
        records = [self._records[topic] for topic in topics if topic in self._records]
        return [record for record in records if record.asked]

    def to_choose_among(self, kind: Optional[str]) -> List[FactRecord]:
        """The facts to choose among where a question names a kind of fact and nothing else."""
        return [
            record
            for record in self._records.values()
            if record.clarifies and (record.kind == kind or kind == CHANGED_SUBJECT)
        ]

    def chosen(self, question: Question, kind: str) -> Optional[FactRecord]:
        """Which of the facts offered, or of their kind, a message names; "I mean the members"
        follows up and chooses at once."""
        offered = self.to_choose_among(kind)
        likely = self._likeliest(question, offered + self._of_kind(kind))
        if likely or question.topic not in (CHANGED_SUBJECT, kind):
            return likely
        ids = {record.id for record in offered}
        found = [candidate for candidate in question.ranking if candidate.topic in ids]
        total = sum(candidate.confidence for candidate in found)
        clear = bool(found) and found[0].confidence >= CLEAR * total
        return self._records[found[0].topic] if clear else None

    def completed(self, question: Question) -> Optional[FactRecord]:
        """The fact that a question asks for once what was talked about is written in front."""
        if question.completed is None:
            return None
        for candidate in question.completed.ranking:
            record = self._records.get(candidate.topic)
            if record and record.asked:
                return record if candidate.confidence >= COMPLETED_FROM else None
        return None

    def on_subject(self, question: Question, last: Optional[FactRecord]) -> Optional[FactRecord]:
        """The likeliest fact, too unlikely to answer a first message with, where it is of the
        subject talked about and clearly likelier than the others."""
        ranking = question.ranking
        if last is None or not ranking or ranking[0].confidence < ON_SUBJECT_FROM:
            return None
        record = self._records.get(ranking[0].topic)
        clear = ranking[0].confidence >= CLEAR * sum(each.confidence for each in ranking)
        return record if record and clear and record.subject == last.subject else None

    @staticmethod
    def completed_is_unknown(question: Question) -> bool:
        """Whether a question is out of scope once what was talked about is written in front."""
        completed = question.completed
        return completed is not None and completed.out_of_scope >= COMPLETED_UNKNOWN_FROM

    def about_ours(self, question: Question) -> Optional[FactRecord]:
        """The fact that a question asks for which was taken for one about another subject, and is
        about ours: what it names stands beside it."""
        other = question.topic in OTHER_SUBJECTS
        if not other or question.about_other is None or question.about_other >= OURS_BELOW:
            return None
        found = self.possible(question)
        return found[0] if found else None

    def of_followup(self, question: Question, last: Optional[FactRecord]) -> List[FactRecord]:
        """The facts that a follow-up may mean after the fact shown last, likeliest first.

        None where it does not tell; several where it asks to be clarified.
        """
        kind = self.kind_of_followup(question, last)
        changes_subject = last is not None and question.topic == CHANGED_SUBJECT
        if changes_subject:
            likely = self._likeliest(question, [r for r in self._of_kind(kind) if r is not last])
            if likely:
                return [likely]
        named = question.mentions.subjects
        subject = named[-1] if named else (last.subject if last else None)
        if subject is None:
            return []
        if changes_subject:
            return [record for record in self._of_kind(kind, subject) if record is not last]
        return self._of_kind(kind, subject) or self._of_other_kind(question, subject)

    def _of_other_kind(self, question: Question, subject: str) -> List[FactRecord]:
        """The facts of a subject that a follow-up may mean where the subject has none of its
        likeliest kind: of its next kinds, or else its likeliest fact."""
        for followup in question.followups:
            found = self._of_kind(followup.topic, subject)
            if found and followup.confidence >= POSSIBLE:
                return found
        own = [r for r in self._records.values() if r.asked and r.subject == subject]
        likely = self._likeliest(question, own, POSSIBLE)
        return [likely] if likely else []

    @staticmethod
    def kind_of_followup(question: Question, last: Optional[FactRecord]) -> Optional[str]:
        """The kind of fact that a follow-up asks for: the last one's where it only changes the
        subject."""
        return last.kind if last and question.topic == CHANGED_SUBJECT else question.topic

    def _of_kind(self, kind: Optional[str], subject: Optional[str] = None) -> List[FactRecord]:
        return [
            record
            for record in self._records.values()
            if record.asked and record.kind == kind and subject in (None, record.subject)
        ]

    @staticmethod
    def _likeliest(
        question: Question, records: List[FactRecord], least: float = LIKELY
    ) -> Optional[FactRecord]:
        """The record among these that the classifier finds likeliest, if it is likely at all."""
        for candidate in question.ranking:
            for record in records:
                if record.id == candidate.topic and candidate.confidence >= least:
                    return record
        return None
