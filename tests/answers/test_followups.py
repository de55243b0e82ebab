"""Follow-ups and clarifications: what is asked back, and what is meant by few words."""

import pytest

from assistant.answers.decision import Answer, Clarification, Memory
from assistant.understanding.question import Candidate, Mentions, Question


@pytest.mark.parametrize(
    "kind, last, expected",
    [
        ("where", "imrf.dates", "imrf.place"),
        ("who", "imrf.place", "imrf.chair"),
        ("how_often", "imrf.dates", "imrf.frequency"),
        ("result", "imrf.dates", "imrf.outcome"),
        ("when", "iom.mission", "iom.founded"),
        ("who", "iom_tunisia.since", "iom_tunisia.partner"),
    ],
)
def test_a_follow_up_keeps_the_subject(decided, kind, last, expected):
    decision = decided(Question(intent="followup", topic=kind), memory=Memory(last))
    assert decision.steps == (Answer(expected, followed=last),)


def test_a_change_of_subject_keeps_what_was_asked(decided):
    for subject, expected in (("iom_tunisia", "iom_tunisia.since"), ("imrf", "imrf.dates")):
        question = Question(
            intent="followup", topic="subject", mentions=Mentions(subjects=[subject])
        )
        assert decided(question, memory=Memory("iom.founded")).shown == (expected,)


def test_a_follow_up_of_nothing_is_clarified(decided):
    decision = decided(Question(intent="followup", topic="when"))
    [step] = decision.steps
    assert isinstance(step, Clarification) and len(step.choices) >= 2
    assert decision.offers == step.choices[: len(decision.offers)]
    assert decision.memory.clarifying == "when"


def test_how_many_countries_is_clarified(decided):
    [step] = decided(Question(intent="clarify", topic="how_many")).steps
    assert set(step.choices) == {"iom.member_states", "iom.presence"}


def test_a_choice_is_understood_from_few_words(decided):
    ranking = [
        Candidate(topic="iom.mission", confidence=0.2),
        Candidate(topic="iom.presence", confidence=0.1),
    ]
    vague = Question(intent="nlu_fallback", confidence=0.3, ranking=ranking)
    assert decided(vague, memory=Memory(clarifying="how_many")).shown == ("iom.presence",)
    assert not decided(vague).shown


@pytest.mark.parametrize(
    "members, presence, expected",
    [
        (0.004, 0.0001, ("iom.member_states",)),
        (0.0001, 0.004, ("iom.presence",)),
        (0.003, 0.003, ()),
    ],
)
def test_a_follow_up_chooses_what_it_names_even_faintly(decided, members, presence, expected):
    ranking = [
        Candidate(topic="iom.member_states", confidence=members),
        Candidate(topic="iom.presence", confidence=presence),
    ]
    question = Question(
        intent="followup",
        topic="subject",
        confidence=0.95,
        ranking=sorted(ranking, key=lambda candidate: -candidate.confidence),
    )
    assert decided(question, memory=Memory(clarifying="how_many")).shown == expected


def test_a_follow_up_that_the_subject_has_no_fact_for_is_tried_as_the_next_kind(decided):
    kinds = [
        Candidate(topic="how_many", confidence=0.7),
        Candidate(topic="how_often", confidence=0.3),
    ]
    question = Question(intent="followup", topic="how_many", confidence=0.7, followups=kinds)
    assert decided(question, memory=Memory("imrf.chair")).shown == ("imrf.frequency",)
    faint = question.copy(
        update={"followups": [kinds[0], kinds[1].copy(update={"confidence": 0.01})]}
    )
    assert not decided(faint, memory=Memory("imrf.chair")).shown


def test_a_follow_up_of_no_kind_gets_the_subjects_likeliest_fact(decided):
    ranking = [Candidate(topic="iom.founded", confidence=0.3)]
    ranking.append(Candidate(topic="help.offices", confidence=0.1))
    question = Question(intent="followup", topic="when", confidence=0.8, ranking=ranking)
    assert decided(question, memory=Memory("help.avrr")).shown == ("help.offices",)
