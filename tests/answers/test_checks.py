import pytest

from assistant.answers.checks import holds
from assistant.answers.question import Mentions, Question


@pytest.mark.parametrize(
    "fact, text, mentions, verdict",
    [
        ("iom.founded", "c'est bien en 1951 que l'OIM est née ?", {"years": [1951]}, True),
        ("iom.founded", "it was founded in 1960, right?", {"years": [1960]}, False),
        ("iom.founded", "en quelle année, 1951 ?", {"years": [1951]}, None),
        ("iom.founded", "depuis toujours ?", {}, None),
        ("imrf.dates", "le forum, c'était en 2021 ?", {"years": [2021]}, False),
        ("iom_tunisia.since", "êtes-vous là depuis 2001 ?", {"years": [2001]}, True),
        ("iom.member_states", "vous avez bien 170 membres ?", {}, False),
        ("iom.member_states", "j'ai 2 questions sur les membres", {}, None),
        ("imrf.place", "c'est à Genève ?", {"cities": ["geneva"]}, False),
        ("imrf.place", "was it in New York?", {"cities": ["new_york"]}, True),
        ("imrf.chair", "c'est le roi ?", {}, None),
    ],
)
def test_a_stated_value_is_told_right_or_wrong(records, fact, text, mentions, verdict):
    assert holds(records[fact], Question(text=text, mentions=Mentions(**mentions))) is verdict


def test_the_verdict_stands_before_the_answer(writer):
    question = Question(
        intent="ask", topic="imrf.place", text="à Genève ?", mentions=Mentions(cities=["geneva"])
    )
    shown = writer.to_question(question).text
    plain = writer.fact("imrf.place").text
    assert shown.endswith(plain) and shown != plain


def test_an_answer_that_says_yes_itself_gets_no_second_one(writer):
    question = Question(
        intent="ask",
        topic="iom_tunisia.first_maghreb",
        text="en Tunisie ?",
        mentions=Mentions(countries=["TN"]),
    )
    assert writer.to_question(question).text == writer.fact("iom_tunisia.first_maghreb").text
