"""What a few words ask is told by them together with what was talked about before."""

import pytest

from assistant.answers.candidates import (
    COMPLETED_FROM,
    COMPLETED_UNKNOWN_FROM,
    ON_SUBJECT_FROM,
)
from assistant.answers.decision import Answer, Memory, OutOfScope
from assistant.understanding.question import Candidate, Completed, Mentions, Question


def few_words(intent, topic, *, fact=None, likely=0.0, unknown=0.0):
    ranking = [Candidate(topic=fact, confidence=likely)] if fact else []
    completed = Completed(ranking=ranking, out_of_scope=unknown)
    return Question(intent=intent, topic=topic, confidence=0.6, completed=completed)


@pytest.mark.parametrize("intent, topic", [("followup", "who"), ("nlu_fallback", None)])
def test_few_words_ask_what_they_ask_with_their_subject(decided, intent, topic):
    question = few_words(intent, topic, fact="imrf.approach", likely=COMPLETED_FROM)
    decision = decided(question, memory=Memory("imrf.dates"))
    assert decision.steps == (Answer("imrf.approach", followed="imrf.dates"),)


def test_where_that_is_unlikely_the_kind_of_follow_up_decides(decided):
    question = few_words("followup", "who", fact="imrf.approach", likely=COMPLETED_FROM - 0.01)
    assert decided(question, memory=Memory("imrf.dates")).shown == ("imrf.chair",)


def test_a_change_of_subject_is_completed_with_the_old_one_where_it_names_no_new_one(decided):
    question = few_words("followup", "subject", fact="iom.mission", likely=1.0)
    named = question.copy(update={"mentions": Mentions(subjects=["imrf"])})
    assert decided(named, memory=Memory("iom.founded")).shown == ("imrf.dates",)
    assert decided(question, memory=Memory("imrf.chair")).shown == ("iom.mission",)


@pytest.mark.parametrize(
    "last, likely, second, shown",
    [
        ("iom.mission", ON_SUBJECT_FROM, 0.0, ("iom.presence",)),
        ("iom.mission", ON_SUBJECT_FROM - 0.01, 0.0, ()),  # too unlikely
        ("iom.mission", ON_SUBJECT_FROM, 0.1, ()),  # or another
        ("imrf.dates", ON_SUBJECT_FROM, 0.0, ()),  # of another subject
        (None, ON_SUBJECT_FROM, 0.0, ()),
    ],
)
def test_what_is_hardly_understood_may_be_clear_from_the_subject(
    decided, last, likely, second, shown
):
    ranking = [
        Candidate(topic="iom.presence", confidence=likely),
        Candidate(topic="iom.founded", confidence=second),
    ]
    vague = Question(intent="nlu_fallback", confidence=0.5, ranking=ranking)
    assert decided(vague, memory=Memory(last)).shown == shown


def test_what_is_out_of_scope_with_its_subject_is_refused(decided):
    question = few_words("followup", "how_many", unknown=COMPLETED_UNKNOWN_FROM)
    [step] = decided(question, memory=Memory("iom.founded")).steps
    assert isinstance(step, OutOfScope)
