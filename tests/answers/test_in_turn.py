"""Several questions in one message, each decided on in its turn."""

from assistant.answers.decision import Answer, Clarification, Memory
from assistant.understanding.question import Question
from tests.answers.asked import ask


def test_several_questions_are_answered_in_order_once(decided):
    decision = decided(ask("imrf.dates"), ask("imrf.place"), ask("imrf.dates"))
    assert decision.shown == ("imrf.dates", "imrf.place")
    assert decision.memory == Memory("imrf.place")


def test_a_second_question_may_follow_up_the_first(decided):
    decision = decided(
        ask("imrf.dates"), Question(intent="followup", topic="where"), memory=Memory("iom.founded")
    )
    assert decision.steps[1] == Answer("imrf.place", followed="imrf.dates")


def test_what_one_question_names_that_is_not_known_goes_for_the_next(decided):
    decision = decided(ask("iom_tunisia.since", countries=["MA"]), ask("iom_tunisia.partner"))
    assert not decision.shown
    assert [step.named for step in decision.steps] == ["MA", "MA"]


def test_what_a_fact_may_name_does_not_go_for_the_next(decided):
    decision = decided(ask("help.avrr", countries=["SL"]), ask("help.offices"))
    assert decision.shown == ("help.avrr", "help.offices")


def test_what_is_asked_back_stands_behind_the_answers(decided):
    vague = Question(intent="clarify", topic="how_many", confidence=0.9)
    decision = decided(vague, ask("imrf.chair"))
    assert decision.steps[0] == Answer("imrf.chair")
    assert isinstance(decision.steps[1], Clarification)
    assert decision.memory == Memory("imrf.chair", "how_many")
