import pytest

from assistant.nlu.spelling_folder import fold, folding_table

TABLE = {"9adech": "كم", "wa9tech": "متى", "وقتاش": "متى", "mta3": ""}


@pytest.mark.parametrize(
    "text, folded",
    [
        ("9adech membre", "كم membre"),
        ("Wa9tech?", "متى ?"),
        ("ووقتاش صار", "ومتى صار"),
        ("el forum mta3 wa9tech", "el forum متى"),
        ("rien à plier", None),
    ],
)
def test_words_of_the_table_are_replaced(text, folded):
    assert fold(text, TABLE) == folded


def test_the_projects_table_knows_the_question_words_in_both_scripts():
    table = folding_table("aeb")
    for word in ("وقتاش", "قداش", "علاش", "وين", "9adech", "wa9tech", "chnowa", "3lech", "win"):
        assert word in table, word


@pytest.mark.parametrize(
    "language, text, folded",
    [
        ("fr", "c koi loim svp", "c'est quoi l'OIM s'il vous plaît"),
        ("fr", "Qu'est-ce que l'OIM ?", None),
        ("en", "wat r d dates pls", "what are the dates please"),
        ("ar", "ما هي المنظمة", None),
        ("other_language", "che cosa", None),
    ],
)
def test_each_language_is_folded_by_its_own_table(language, text, folded):
    assert fold(text, folding_table(language)) == folded
