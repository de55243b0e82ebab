import pytest

from assistant.answers.checks import holds
from assistant.answers.question import Mentions, Question


@pytest.mark.parametrize(
    "fact, text, mentions, verdict",
    [
        ("iom.founded", "it was founded in 1960, right?", {"years": [1960]}, False),
        ("iom_tunisia.first_maghreb", "la première ?", {"countries": ["TN"]}, True),
        ("iom_tunisia.first_maghreb", "à Tunis ?", {"cities": ["tunis_city"]}, True),
        ("iom_tunisia.first_maghreb", "au Maroc ?", {"countries": ["MA"]}, False),
        ("iom.founded", "en quelle année, 1960 ?", {"years": [1960]}, None),
        ("iom.founded", "depuis toujours ?", {}, None),
        ("imrf.dates", "le forum, c'était en 2021 ?", {"years": [2021]}, False),
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


def test_the_facts_own_value_is_told_right(records):
    year = records["iom.founded"].value.year
    since = int(records["iom_tunisia.since"].value.month[:4])
    count = records["iom.member_states"].value.count
    for fact, text, years in (
        ("iom.founded", f"c'est bien en {year} que l'OIM est née ?", [year]),
        ("iom_tunisia.since", f"êtes-vous là depuis {since} ?", [since]),
        ("iom.member_states", f"vous avez bien {count} membres ?", []),
    ):
        question = Question(text=text, mentions=Mentions(years=years))
        assert holds(records[fact], question) is True, fact
