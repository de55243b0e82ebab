import pytest

from assistant.nlu.spelling_folder import SpellingFolder, fold

TABLES = SpellingFolder.read_tables()
TABLE = {"9adech": "كم", "wa9tech": "متى", "وقتاش": "متى", "mta3": ""}


@pytest.mark.parametrize(
    "text, folded",
    [
        ("9adech membre", "كم membre"),
        ("Wa9tech?", "متى?"),
        ("ووقتاش صار", "ومتى صار"),
        ("el forum mta3 wa9tech", "el forum متى"),
        ("rien à plier", None),
    ],
)
def test_words_of_the_table_are_replaced(text, folded):
    assert fold(text, TABLE) == folded


def test_the_projects_table_knows_the_question_words_in_both_scripts():
    table = TABLES["aeb"]
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
    assert fold(text, TABLES.get(language, {})) == folded


@pytest.mark.parametrize(
    "language, text, folded",
    [
        ("en", "wat is the U.N. pls", "what is the U.N. please"),
        ("en", "r d dates of the U.S.A. known", "are the dates of the U.S.A. known"),
        ("en", "is the (U.N.) in, plz", "is the (U.N.) in, please"),
        ("en", "wat is I.O.M", "what is I.O.M"),
        ("en", "i.m.r.f. meaning plz", "i.m.r.f. meaning please"),
        ("en", "wen, 8 a.m. or 9 p.m.", "when, 8 a.m. or 9 p.m."),
        ("en", "wat is the U. N. pls", "what is the U. N. please"),
        ("en", "wat is U.N.'s role", "what is U.N.'s role"),
        ("fr", "c koi l'O.N.U. et l'O.I.M.", "c'est quoi l'O.N.U. et l'O.I.M."),
        ("fr", "kan ouvre le bureau, e.g. le matin", "quand ouvre le bureau, e.g. le matin"),
        ("aeb", "شنوة أ.م.م", "ما هو أ.م.م"),
        ("aeb", "chnowa el O.I.M", "ما هو O.I.M"),
    ],
)
def test_initials_stay_whole(language, text, folded):
    assert fold(text, TABLES.get(language, {})) == folded


@pytest.mark.parametrize(
    "text, folded",
    [
        ("open at 8.30 plz", "open at 8.30 please"),
        ("plz, 08h30 or 8:30-12:00", "please, 08h30 or 8:30-12:00"),
        ("1,5 or 2.5% plz", "1,5 or 2.5% please"),
        ("wat is A/RES/73/195", "what is A/RES/73/195"),
        ("wat is D/73/n/195", "what is D/73/n/195"),
        ("SOS 34.9 N 11.6 E PLZ", "SOS 34.9 N 11.6 E please"),
        ("+216-71-860-312 is ur number", "+216-71-860-312 is your number"),
        ("r u open 24/7", "are you open 24/7"),
        ("between 17-20/05/2022 n now", "between 17-20/05/2022 and now"),
    ],
)
def test_numbers_and_symbols_stay_whole(text, folded):
    assert fold(text, TABLES["en"]) == folded


@pytest.mark.parametrize(
    "text, folded",
    [
        ("plz see https://da.example.org/u/n?wat=r", "please see https://da.example.org/u/n?wat=r"),
        ("plz write to u.r@da-example.org.", "please write to u.r@da-example.org."),
        ("ur site is www.wat.org", "your site is www.wat.org"),
        ("is d.org ur site", "is d.org your site"),
        ("plz look at de.tn/wat/n", "please look at de.tn/wat/n"),
        ("it is late.plz answer", "it is late.please answer"),
    ],
)
def test_addresses_stay_whole(text, folded):
    assert fold(text, TABLES["en"]) == folded


@pytest.mark.parametrize(
    "language, text, folded",
    [
        ("fr", "dis-moi c koi, est-ce vrai", "dis-moi c'est quoi, est-ce vrai"),
        ("fr", "koi, c-à-d", "quoi, c-à-d"),
        ("en", "plz, is it in Rio-de-Janeiro", "please, is it in Rio-de-Janeiro"),
        ("en", "plz don't e-mail", "please don't e-mail"),
    ],
)
def test_hyphens_and_apostrophes_stay_as_they_are(language, text, folded):
    assert fold(text, TABLES.get(language, {})) == folded


@pytest.mark.parametrize(
    "language, text, folded",
    [
        ("fr", "vitamine C ça sert à quoi", None),
        ("en", "what do the letters I M R F stand for", None),
        ("en", "R u open", "are you open"),
        ("en", "WHERE R U", "WHERE are you"),
        ("fr", "Bonjour ! C quoi l'OIM", "Bonjour ! c'est quoi l'OIM"),
        ("en", "U. Thant", None),
    ],
)
def test_a_capital_letter_is_a_name_but_where_a_sentence_begins(language, text, folded):
    assert fold(text, TABLES.get(language, {})) == folded


def test_every_spelling_of_the_tables_is_found_in_a_text():
    for table in TABLES.values():
        lost = [word for word in table if fold(f"- {word} -", table) is None]
        assert lost == []
