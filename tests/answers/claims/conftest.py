"""A snapshot of the project's facts, the verdict on a text, and on one with one thing changed."""

import datetime
from typing import Callable, Dict, Optional

import pytest

from assistant.answers.claims import verdict
from assistant.answers.decision import Verdict
from assistant.facts.phrases import Phrases
from assistant.facts.record import FactRecord
from assistant.facts.snapshot import Snapshot
from assistant.understanding.question import Mentions, Question
from tests.conftest import TODAY

Judged = Callable[..., Optional[Verdict]]
ToldApart = Callable[[str, str, object, object], None]


@pytest.fixture(scope="session")
def judged(records: Dict[str, FactRecord], phrases: Phrases) -> Judged:
    """The verdict on a text, as one on a fact; some of the fact's fields may be set otherwise."""

    def judge(
        fact: str,
        text: str,
        mentions: Mentions = Mentions(),
        today: datetime.date = TODAY,
        **fields: object,
    ) -> Optional[Verdict]:
        changed = FactRecord.parse_obj({**records[fact].dict(), **fields})
        known = Snapshot(0, {**records, fact: changed}, phrases)
        return verdict(changed, Question(text=text, mentions=mentions), known, today)

    return judge


@pytest.fixture(scope="session")
def told_apart(judged: Judged) -> ToldApart:
    """Asserts that a pattern is right on a fact with what is true, and wrong with what is not;
    several things that fill it are a tuple."""

    def tell_apart(fact: str, pattern: str, true: object, false: object) -> None:
        for filling, expected in ((true, Verdict.RIGHT), (false, Verdict.WRONG)):
            text = pattern.format(*(filling if isinstance(filling, tuple) else (filling,)))
            assert judged(fact, text) is expected, text

    return tell_apart
