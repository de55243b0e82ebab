"""Which facts a question may mean, or lies near."""

from typing import List, Mapping, Optional

from assistant.answers.question import Question
from assistant.facts.record import FactRecord

# Chosen on tests/conversations: a choice among few needs less evidence than an answer.
LIKELY = 0.01
CLEAR = 0.8  # of what all that may be chosen have together
POSSIBLE = 0.05
MOST_NEAR = 2
CHANGED_SUBJECT = "subject"


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
        return [self._records[topic] for topic in topics if topic in self._records][:MOST_NEAR]

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
