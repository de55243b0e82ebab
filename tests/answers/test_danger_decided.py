"""Danger comes before anything else, and what follows it is met gently."""

import pytest

from assistant.answers.decision import Danger, Gentle, Memory, OtherLanguage
from assistant.facts.needed import DANGER_GENERAL
from assistant.understanding.question import Question


def test_each_kind_of_danger_gets_its_numbers_and_an_unknown_one_the_general_ones(decided, records):
    for record in records.values():
        if record.subject == "danger" and record.asked:
            decision = decided(Question(intent="distress", topic=record.attribute))
            assert decision.steps == (Danger(record.id),)
    for kind in ("of a new kind", None):
        assert decided(Question(intent="distress", topic=kind)).shown == (DANGER_GENERAL,)


@pytest.mark.parametrize("intent", ["nlu_fallback", "inform", "affirm", "deny"])
def test_after_danger_what_is_not_understood_is_met_gently(decided, intent):
    decision = decided(Question(intent=intent), memory=Memory("danger.sea"))
    assert decision.steps == (Gentle(),)
    assert decision.memory == Memory("danger.sea") and not decision.offers


def test_danger_in_another_language(decided):
    calm = Question(intent="other_language")
    assert decided(calm).steps == (OtherLanguage(),)
    danger = calm.copy(update={"topic": "sea"})
    assert decided(danger).shown == ("danger.sea",)
