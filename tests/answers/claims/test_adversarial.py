"""Claims that were made to mislead the reading of them (``adversarial.yml``)."""

from pathlib import Path

import pytest

from assistant.answers.decision import Verdict
from tests.answers.claims.samples import claims_in

CLAIMS = Path(__file__).with_name("adversarial.yml")
# Whether a claim is so → the verdicts that would be wrong.
MISTAKES = {
    True: {Verdict.WRONG},
    False: {Verdict.RIGHT},
    "unknown": {Verdict.RIGHT, Verdict.WRONG},
}


@pytest.mark.parametrize("claim", claims_in(CLAIMS), ids=lambda claim: claim["text"])
def test_a_claim_made_to_mislead_gets_no_wrong_verdict(judged, claim):
    assert judged(claim["fact"], claim["text"]) not in MISTAKES[claim["so"]]
