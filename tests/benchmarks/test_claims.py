from collections import Counter

import pytest

from assistant.answers.decision import Answer, Decision, Verdict
from assistant.shares import Share
from benchmarks.claims import HELD_OUT, LEARNING, AskedClaim, ToldClaim, of_claims, read_claims
from benchmarks.questions import Asked
from benchmarks.understanding import Understood


def judged(due, given, either=False):
    asked = Asked("fr", "claim/iom.founded", "c'est 1950 ?")
    decision = Decision((Answer("iom.founded", given),))
    understood = Understood(asked, "membership", "iom.founded", decision, 0.9, "fr", 0.01)
    return ToldClaim(AskedClaim(asked, due, either, "year"), understood)


def test_verdicts_are_counted_by_what_was_due():
    right, wrong = Verdict.RIGHT, Verdict.WRONG
    measures = of_claims(
        [
            judged(wrong, right),
            judged(wrong, wrong),
            judged(right, wrong),
            judged(right, right),
            judged(right, None),
            judged(None, right),
            judged(None, None),
            judged(None, right, either=True),
        ]
    )
    shares = {measure.name: measure.shares["all"] for measure in measures}
    assert shares == {
        "'yes' to a false claim": Share(1, 2),
        "'no' to a true claim": Share(1, 3),
        "a verdict where nothing was claimed": Share(1, 2),
        "due verdicts given": Share(2, 5),
    }
    assert len([failure for measure in measures for failure in measure.failures()]) == 4


@pytest.mark.parametrize("folder", [LEARNING, HELD_OUT])
def test_the_sets_hold_what_the_bars_ask_for(folder, records):
    claims = read_claims(folder)
    due = Counter(claim.due for claim in claims)
    assert due[Verdict.RIGHT] + due[Verdict.WRONG] >= 100 and due[None] >= 100
    assert len({claim.asked.group for claim in claims}) == 5
    assert all(claim.asked.fact in records for claim in claims if claim.asked.fact)


def test_no_claim_stands_in_both_halves():
    texts = [{claim.asked.text for claim in read_claims(folder)} for folder in (LEARNING, HELD_OUT)]
    assert not texts[0] & texts[1]
