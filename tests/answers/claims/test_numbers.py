import pytest

from assistant.answers.claims.items import items_of, languages_of
from assistant.answers.claims.numbers import merge_numbers, relation_at
from assistant.answers.claims.parts import Relation
from assistant.answers.claims.tokens import clauses_of


def _items(text):
    clauses = clauses_of(text)
    return merge_numbers(items_of(clauses[0], languages_of(clauses)))


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("cent soixante-quinze pays", [175]),
        ("quatre-vingt-dix-neuf membres", [99]),
        ("mille neuf cent cinquante et un", [1951]),
        ("deux mille un", [2001]),
        ("one hundred and ninety-three states", [193]),
        ("nineteen ninety nine", [1999]),
        ("twenty twenty-two", [2022]),
        ("مئة وثلاث وتسعون دولة", [193]),
        ("ألف وتسعمائة وواحد وخمسون", [1951]),
        ("مية وخمسة وسبعين دولة", [175]),
        ("mya w 5amsa w sab3in bled", [175]),
        ("alfin w wa7ed", [2001]),
        ("١٧٥ دولة", [175]),
        ("۱۷۵ دولة", [175]),
        ("2,000 people", [2000]),
        ("19 et 20", [19, 20]),
        ("four or five", [4, 5]),
        ("une cinquantaine de pays", [50]),
    ],
)
def test_numbers_are_read_in_words_and_in_any_digits(text, numbers):
    read = [item.number() for item in _items(text) if not item.is_("article")]
    assert [number for number in read if number is not None] == numbers


@pytest.mark.parametrize(
    "text, relation",
    [
        ("plus de 80", Relation.MORE),
        ("pas plus de 80", Relation.AT_MOST),
        ("au moins 80", Relation.AT_LEAST),
        ("moins de 80", Relation.LESS),
        ("environ 80", Relation.ABOUT),
        ("80 environ", Relation.ABOUT),
        ("une vingtaine", Relation.ABOUT),
        ("more than 80", Relation.MORE),
        ("no more than 80", Relation.AT_MOST),
        ("not less than 80", Relation.AT_LEAST),
        ("fewer than 80", Relation.LESS),
        ("80 or more", Relation.AT_LEAST),
        ("أكثر من 80", Relation.MORE),
        ("لا تتجاوز 80", Relation.AT_MOST),
        ("ما لا يقل عن 80", Relation.AT_LEAST),
        ("fi akther men 80", Relation.MORE),
        ("a9al men 80", Relation.LESS),
        ("80", Relation.EQUAL),
    ],
)
def test_comparisons_are_read_in_every_language(text, relation):
    items = _items(text)
    position = next(n for n, item in enumerate(items) if item.number() in (80, 20))
    assert relation_at(items, position)[0] is relation
