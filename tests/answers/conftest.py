"""What is decided on questions, as of one day."""

import datetime
from typing import Callable

import pytest

from assistant.answers.decide import decide
from assistant.answers.decision import Decision, Memory
from assistant.facts.snapshot import Snapshot
from assistant.understanding.question import Question
from tests.conftest import TODAY

Decided = Callable[..., Decision]


@pytest.fixture
def decided(snapshot: Snapshot) -> Decided:
    """The decision on some questions, with what is remembered of the conversation."""

    def decide_on(
        *questions: Question, memory: Memory = Memory(), today: datetime.date = TODAY
    ) -> Decision:
        return decide(list(questions), memory, snapshot, today)

    return decide_on
