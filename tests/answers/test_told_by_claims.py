"""A certain claim tells what a message is about."""

from typing import Optional

import pytest

from assistant.answers.decision import Answer, AskMore, Gentle, Memory, Verdict
from assistant.facts.needed import DANGER_GENERAL
from assistant.facts.record import FactRecord
from assistant.understanding.question import Candidate, Mentions, Question


def claiming(
    record: FactRecord, text: str, intent: str, topic: Optional[str] = None, likely: float = 0.1
) -> Question:
    """A message that tells a fact's year, taken for something else than a question for that fact."""
    year = record.value.year
    return Question(
        intent=intent,
        topic=topic,
        text=text.format(year),
        confidence=0.9,
        mentions=Mentions(years=[year]),
        ranking=[Candidate(topic=record.id, confidence=likely)],
    )


@pytest.mark.parametrize(
    "intent, topic", [("inform", None), ("nlu_fallback", None), ("membership", "iom.mission")]
)
def test_a_certain_claim_is_judged_whatever_the_message_was_taken_for(
    decided, records, intent, topic
):
    record = records["iom.founded"]
    told = decided(claiming(record, "l'OIM a été fondée en {}, c'est ça ?", intent, topic))
    assert told.steps == (Answer(record.id, Verdict.RIGHT),)


@pytest.mark.parametrize(
    "text, likely",
    [
        ("l'OIM a été fondée en {}, c'est ça ?", 0.01),  # it hardly asks for that
        ("en {}, c'est ça ?", 0.1),  # it does not say what of
        ("je m'intéresse à {}", 0.1),
    ],
)
def test_what_is_not_surely_a_claim_on_a_likely_fact_stays_news(decided, records, text, likely):
    told = decided(claiming(records["iom.founded"], text, "inform", likely=likely))
    assert told.steps == (AskMore(),)


def test_a_claim_in_danger_stays_gentle(decided, records):
    question = claiming(records["iom.founded"], "l'OIM a été fondée en {}, c'est ça ?", "inform")
    told = decided(question, memory=Memory(DANGER_GENERAL))
    assert told.steps == (Gentle(),)
