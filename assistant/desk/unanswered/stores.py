"""What the pages read and write, opened once a process."""

from functools import lru_cache
from typing import Dict, Set

from assistant.desk.facts.store import fact_store
from assistant.examples.reviewed import ReviewedExamples
from assistant.facts.record import FactRecord
from assistant.publishing.places import Places
from assistant.settings import ROOT, Settings
from assistant.unanswered.filing import Labels
from assistant.unanswered.store import UnansweredStore


@lru_cache(maxsize=1)
def unanswered() -> UnansweredStore:
    """What was asked in vain."""
    return UnansweredStore(Settings().unanswered_url)


def asked_facts() -> Dict[str, FactRecord]:
    """The facts that people ask for, by their ids."""
    records = fact_store().snapshot().records.values()
    return {record.id: record for record in records if record.asked}


def places() -> Places:
    """The files of publishing."""
    return Places(Settings().publishing_dir)


def accepted() -> ReviewedExamples:
    """The examples that the staff accepted."""
    return ReviewedExamples(places().reviewed, ROOT / "data" / "nlu")


def labels(facts: Set[str]) -> Labels:
    """The labels that messages may become examples of."""
    return Labels(accepted().labels, facts)
