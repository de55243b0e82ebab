"""The claims that were written blind and that the reading was made with: the bar, and that no
neighbouring fact gives a contrary verdict."""

from collections import Counter
from pathlib import Path
from typing import Any, Dict, List

import pytest

from assistant.answers.decision import Verdict
from tests.answers.claims.samples import claims_in

FOLDER = Path(__file__).parents[2] / "claims" / "learning"
SAID = {Verdict.RIGHT: "yes", Verdict.WRONG: "no", None: "none"}
ANY_FACT = "iom.founded"  # for claims on what no fact is about


def _claims() -> List[Dict[str, Any]]:
    return [claim for path in sorted(FOLDER.glob("*.yml")) for claim in claims_in(path)]


def _accepted(claim: Dict[str, Any], said: str) -> bool:
    return said == claim["due"] or (bool(claim.get("either_or_none")) and said in ("yes", "none"))


def test_the_learning_claims_meet_the_bar(judged):
    said = Counter(
        (claim["due"], SAID[judged(claim["fact"] or ANY_FACT, claim["text"])])
        for claim in _claims()
    )
    count = Counter(claim["due"] for claim in _claims())
    due = count["yes"] + count["no"]
    assert said["no", "yes"] == 0
    assert said["yes", "no"] <= 0.01 * count["yes"]
    assert said["none", "yes"] + said["none", "no"] <= 0.01 * count["none"]
    assert said["yes", "yes"] + said["no", "no"] >= 0.75 * due


@pytest.mark.parametrize("language", ["fr", "en", "ar", "aeb"])
def test_another_fact_of_the_subject_gives_no_contrary_verdict(language, records, judged):
    contrary = [
        (claim["text"], record.id)
        for claim in claims_in(FOLDER / f"{language}.yml")
        if claim["fact"]
        for record in records.values()
        if record.subject == claim["fact"].split(".")[0]
        for said in [SAID[judged(record.id, claim["text"])]]
        if said != "none" and not _accepted(claim, said)
    ]
    assert not contrary
