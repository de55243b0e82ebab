"""Several numbers in one message, each with the one who answers it."""

import pytest

from assistant.answers.claims.pairs import pairs_of
from tests.answers.claims.samples import items_in


@pytest.mark.parametrize(
    "pattern",
    [
        "Police {} and ambulance {}, right?",
        "Pour la police je compose le {} et pour le samu le {}, c'est ça ?",
        "الشرطة {} والإسعاف {}، صحيح؟",
        "boulis {} w ambulance {}, s7i7?",
    ],
)
def test_two_numbers_that_are_swapped_are_wrong(told_apart, records, pattern):
    police, ambulance = (records[f"help.{name}"].value.number for name in ("police", "ambulance"))
    for fact in ("help.emergency_numbers", "help.police", "help.ambulance"):
        told_apart(fact, pattern, (police, ambulance), (ambulance, police))


def test_what_is_wrong_of_another_number_alone_is_not_this_one_s(judged, records):
    number = records["help.police"].value.number
    assert judged("help.police", f"Police {number} and ambulance 111, right?") is None


def test_helplines_are_told_apart_by_their_towns(told_apart, records):
    sfax, tunis = (records[f"help.helpline_{town}"].value.number for town in ("sfax", "tunis"))
    text = "sfax {} w tunis {}, haka?"
    told_apart("help.helpline_sfax", text, (sfax, tunis), (tunis, sfax))


def test_a_number_without_a_name_makes_no_pair(records):
    def pairs(text):
        return pairs_of(items_in(text), records)

    assert set(pairs("police 197, ambulance 190")) == {"help.police", "help.ambulance"}
    assert not pairs("police 197")
    assert not pairs("police 197 190, ambulance")
    assert not pairs("police 17 and ambulance 15 in France")
