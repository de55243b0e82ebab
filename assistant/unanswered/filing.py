"""Makes something of a group: notes what its messages became, and accepts the examples."""

from typing import Dict, List, Mapping, NamedTuple, Optional, Sequence, Set

from assistant.examples.blocks import Block
from assistant.examples.reviewed import Outcome, Reviewed, ReviewedExamples
from assistant.unanswered.filed import Became, Filing
from assistant.unanswered.missed import DISTRESS
from assistant.unanswered.store import UnansweredStore
from assistant.understanding.question import is_fact

OUT_OF_SCOPE = "out_of_scope"
SEPARATOR = "/"


class LabelProblem(Exception):
    """A label is none that messages may become examples of."""


class Filed(NamedTuple):
    """How many messages became something, and what became of each example."""

    messages: int
    examples: List[Reviewed]

    @property
    def accepted(self) -> int:
        """How many examples are new."""
        return sum(one.outcome is Outcome.FILED for one in self.examples)


class Labels:
    """The labels that messages may become examples of.

    Args:
        labels: those that have examples already.
        facts: the ids of the facts that are asked for, in the store; a new one has no example yet.
    """

    def __init__(self, labels: Sequence[str], facts: Set[str]) -> None:
        self._labels = list(labels)
        self._facts = facts

    def of_facts(self) -> Dict[str, str]:
        """By a fact's id, its label; of a new one, none yet."""
        found = {topic: label for label in self._labels if is_fact(topic := _topic(label))}
        return {fact: label for fact, label in found.items() if fact in self._facts}

    @property
    def new_facts(self) -> List[str]:
        """The facts that nobody was heard to ask for yet."""
        return sorted(self._facts - set(self.of_facts()))

    @property
    def areas(self) -> List[str]:
        """The intents of facts: ``membership``, ``forum`` …"""
        return sorted({label.split(SEPARATOR)[0] for label in self.of_facts().values()})

    def of(self, became: Became) -> List[str]:
        """The labels under which messages that become this are filed; none where they are no
        examples."""
        if became is Became.EXAMPLE:
            return sorted(self.of_facts().values())
        intents = {Became.OUT_OF_SCOPE: OUT_OF_SCOPE, Became.DANGER: DISTRESS}
        if became not in intents:
            return []
        begins = f"{intents[became]}{SEPARATOR}"
        return [label for label in self._labels if label.startswith(begins)]

    def check(self, became: Became, label: Optional[str]) -> None:
        """See that a label goes with what messages become.

        Raises:
            LabelProblem: it does not.
        """
        if became in (Became.NEW_FACT, Became.NOT_FOR_US):
            if label is not None:
                raise LabelProblem(label)
            return
        known = label in self.of(became)
        area, fact = (label or "").partition(SEPARATOR)[::2]
        new = became is Became.EXAMPLE and area in self.areas and fact in self.new_facts
        if not (known or new):
            raise LabelProblem(label or "")


def file(
    store: UnansweredStore,
    reviewed: ReviewedExamples,
    labels: Labels,
    filing: Filing,
    messages: Sequence[int],
    texts: Mapping[int, str],
) -> Filed:
    """File messages of one sitting.

    Args:
        messages: all that become this, by their numbers.
        texts: those of them that become examples, as whoever read them left them.

    Raises:
        LabelProblem: the label does not go with what they become; nothing is filed.
    """
    labels.check(filing.became, filing.label)
    languages = store.languages(messages)
    examples = []
    if filing.label:
        examples = [
            reviewed.add(Block(filing.label, languages[number]), text)
            for number, text in texts.items()
            if number in languages
        ]
    return Filed(store.file(list(messages), filing), examples)


def _topic(label: str) -> str:
    return label.partition(SEPARATOR)[2]
