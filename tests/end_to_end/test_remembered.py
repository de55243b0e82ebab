"""What a conversation is about is known while its database is not to be had."""

import pytest

from tests.conftest import TODAY
from tests.end_to_end.endangered import VISITORS

ASKED = "What is the International Migration Review Forum?"
FOLLOWED = "how often is it held?"


@pytest.mark.parametrize("fault", ["locked", "damaged"])
@pytest.mark.parametrize("channel", VISITORS)
def test_a_follow_up_is_answered_once(endangered, snapshot, records, channel, fault):
    wording = snapshot.wording(TODAY)
    visitor = VISITORS[channel](endangered, "en")
    about, often = (
        wording.answer(records[fact], "en") for fact in ("imrf.what_it_is", "imrf.frequency")
    )
    assert visitor.say(ASKED).startswith(about)
    with endangered.faults()[f"conversations {fault}"]():
        for _ in range(2):
            said = visitor.say(FOLLOWED)
            assert said.startswith(often) and said.count(often) == 1
