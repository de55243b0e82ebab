from assistant.answers.decision import Answer, Decision, Memory
from assistant.facts.needed import CONTACT
from benchmarks.questions import Asked
from benchmarks.understanding import Understood


def understood(label, intent, topic, fact):
    asked = Asked("fr", label, "je veux parler à quelqu'un")
    decision = Decision((Answer(fact),), memory=Memory(fact))
    return Understood(asked, intent, topic, decision, 0.9, "fr", 0.01)


def test_a_wish_for_a_person_that_gets_the_contact_is_right():
    assert understood("human_contact", "human_contact", None, CONTACT).right


def test_one_that_is_taken_for_a_question_or_the_other_way_round_is_not():
    assert not understood("human_contact", "membership", "iom.founded", "iom.founded").right
    assert not understood("inform", "human_contact", None, CONTACT).right
