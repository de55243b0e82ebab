"""The tables of ``data/claims`` fit together, and fit the facts."""

from assistant.answers.claims.claim_tables import concepts
from assistant.answers.claims.frames import frames, grouped
from assistant.answers.claims.order import in_tunisia
from assistant.answers.claims.phrasebook import phrasebook
from assistant.answers.claims.reading import SHAPE


def test_every_entry_is_about_a_fact(records):
    assert not set(frames()) - set(records)


def test_every_matter_of_an_entry_stands_in_a_table():
    known = concepts() | grouped()
    for fact, frame in frames().items():
        matters = frame.about | frame.beside | frame.counts | frame.terms | frame.complete
        assert not matters - known, fact


def test_every_term_that_a_fact_states_stands_in_a_table(records):
    for record in records.values():
        assert not set(record.states) - concepts(), record.id


def test_no_table_has_a_concept_that_nothing_reads():
    used = set(SHAPE) | {"if", "change", "noun"}
    for frame in frames().values():
        used |= frame.about | frame.beside | frame.counts | frame.terms
    unused = {
        concept
        for concept in concepts()
        if concept not in used
        and concept.split(".")[0] not in used | {"site", "every_n", "daypart"}
        and not concept.startswith("every_n")
    }
    assert unused <= {
        "change",
        "elsewhere",
        "partly",
        "independent",
        "government",
        "progress",
        "binding",
    }


def test_a_slip_of_the_finger_is_undone_where_only_one_word_is_near():
    book = phrasebook()
    assert book.corrected("organistion") == "organisation"
    assert book.corrected("combein") == "combien"
    assert book.corrected("xyzzyx") == "xyzzyx"


def test_words_that_decide_are_never_guessed():
    # "annulé" (called off) is a letter away from "annuel" (every year).
    assert phrasebook().corrected("annuell") == "annuell"


def test_towns_of_tunisia_are_told_from_others():
    assert in_tunisia("sousse") and not in_tunisia("geneva")
