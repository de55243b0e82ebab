"""Verdicts change with one word; what is not certain gets none."""

from tests.answers.claims.samples import RIGHT, WRONG


def test_a_month_is_compared_in_every_language(told_apart, records):
    year = records["imrf.dates"].value.first.year
    for text, month in (
        ("le forum a eu lieu en {} {}, c'est bien ça ?", ("mai", "juin")),
        ("the forum was in {} {}, right?", ("May", "June")),
        ("انعقد المنتدى في {} {}، أليس كذلك؟", ("ماي", "جوان")),
        ("el forum kan fi {} {}, s7i7 ?", ("mai", "juin")),
    ):
        right, wrong = month
        told_apart("imrf.dates", text, (right, year), (wrong, year))


def test_a_count_is_compared_as_it_is_stated(judged, records):
    least = records["iom.presence"].value.count
    assert (
        judged("iom.presence", f"IOM is present in more than {least - 20} countries, right?")
        is RIGHT
    )
    assert (
        judged("iom.presence", f"is it true that IOM is present in only {least - 10} countries?")
        is WRONG
    )
    assert (
        judged("iom.presence", f"IOM is present in more than {least + 50} countries, right?")
        is None
    )
    members = records["iom.member_states"].value.count
    assert judged("iom.member_states", f"l'OIM compte {members} membres, c'est exact ?") is RIGHT
    assert (
        judged("iom.member_states", f"l'OIM compte {members - 2} membres, c'est exact ?") is WRONG
    )


def test_a_plain_question_gets_none(judged, records):
    year = records["imrf.dates"].value.first.year
    for text in (
        f"C'est quand, le forum de {year} ?",
        f"when was the {year} forum",
        f"وقتاش صار الفوروم متاع {year}",
        f"wa9tech sar el forum mta3 {year}",
    ):
        assert judged("imrf.dates", text) is None, text


def test_the_french_article_denies_nothing_in_derja(judged, records):
    day = records["imrf.informal_session"].value.day
    text = "el jalsa informelle ta3 la société civile kenet fi {} {}, c'est correct ?"
    assert judged("imrf.informal_session", text.format("avril", day.year)) is not RIGHT
