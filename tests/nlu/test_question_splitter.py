import pytest

from assistant.nlu.question_splitter import QuestionSplitter, parts_of

WORDS = QuestionSplitter.tables_from(QuestionSplitter.read_tables())


@pytest.mark.parametrize(
    "language, text, parts",
    [
        (
            "fr",
            "Quand et où a eu lieu le forum ?",
            ["Quand a eu lieu le forum ?", "où a eu lieu le forum ?"],
        ),
        (
            "fr",
            "Combien de membres avez-vous et depuis quand êtes-vous là ?",
            ["Combien de membres avez-vous", "depuis quand êtes-vous là ?"],
        ),
        (
            "fr",
            "C'est quoi l'OIM ? Et qui la finance ?",
            ["C'est quoi l'OIM ?", "Et qui la finance ?"],
        ),
        ("en", "how many members and since when", ["how many members", "since when"]),
        ("en", "when was it held, where, and who chaired it?", None),
        ("ar", "كم عدد الأعضاء ومتى تأسست", ["كم عدد الأعضاء", "متى تأسست"]),
        ("ar", "متى وأين انعقد المنتدى؟", ["متى انعقد المنتدى؟", "أين انعقد المنتدى؟"]),
        (
            "en",
            "when was the forum, where, and who chaired it",
            ["when was the forum", "where", "and who chaired it"],
        ),
        ("aeb", "wa9tech sar el forum w win", ["wa9tech sar el forum", "win"]),
        ("fr", "le forum : lieu, dates", ["le forum lieu", "le forum dates"]),
        (
            "en",
            "is it a UN body how many members has it",
            ["is it a UN body", "how many members has it"],
        ),
        ("ar", "متى المنتدى وشو طلع منه", ["متى المنتدى", "شو طلع منه"]),
    ],
)
def test_a_message_of_several_questions_is_cut(language, text, parts):
    cut = parts_of(text, WORDS[language], 6)
    assert [part.text for part in cut] == parts if parts else len(cut) == 3
    assert cut[-1].asks


@pytest.mark.parametrize(
    "language, text",
    [
        ("fr", "protection des migrants et lutte contre la traite"),
        ("fr", "numéro à Sfax et Zarzis"),
        ("en", "migrants and refugees"),
        ("ar", "حماية المهاجرين و مكافحة الاتجار"),
    ],
)
def test_parts_that_are_no_questions_are_marked_so(language, text):
    assert not any(part.asks for part in parts_of(text, WORDS[language], 6))


@pytest.mark.parametrize("language, text", [("fr", "bonjour"), ("fr", ""), ("aeb", "وين البيرو")])
def test_a_simple_message_has_no_parts(language, text):
    assert parts_of(text, WORDS[language], 6) == []


def test_of_too_many_parts_the_shortest_stay_together():
    parts = parts_of("bonjour ! ça va ? qui préside ? combien de tables ?", WORDS["fr"], 3)
    whole = ["bonjour ! ça va ?", "qui préside ?", "combien de tables ?"]
    assert [part.text for part in parts] == whole


def test_what_numbers_a_list_is_no_part_of_its_items():
    parts = parts_of("1) la police\n2) les pompiers\n- le SAMU", WORDS["fr"], 6)
    assert [part.text for part in parts] == ["la police", "les pompiers", "le SAMU"]
