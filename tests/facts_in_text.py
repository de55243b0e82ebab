"""Which facts a text shows, for channels that bring nothing but text."""

import datetime
from typing import Dict, List

from assistant.facts.languages import LANGUAGES
from assistant.facts.snapshot import Snapshot


class FactsInText:
    """Finds facts by the words of their answers, in any language."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._records = snapshot.records
        wording = snapshot.wording(datetime.date.today())
        self._answers: Dict[str, List[str]] = {
            fact: [wording.answer(record, language) for language in LANGUAGES]
            for fact, record in snapshot.records.items()
            if record.asked
        }

    def shown(self, text: str) -> List[str]:
        """The facts whose answer stands in a text, in its order."""
        found = {
            fact: answer
            for fact, answers in self._answers.items()
            for answer in answers
            if answer in text
        }
        # A list of numbers shows each number's answer too, and is one fact.
        whole = [
            fact
            for fact, answer in found.items()
            if not any(answer in other and answer != other for other in found.values())
        ]
        return sorted(whole, key=lambda fact: text.index(found[fact]))
