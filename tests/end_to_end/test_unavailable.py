"""Rasa started without its action server, every database damaged, and no earlier run's facts."""

from contextlib import ExitStack

import pytest

from tests.end_to_end.endangered import EndangeredServer, PageVisitor, RestVisitor
from tests.faults import DATABASE_FAULTS
from tests.updates import number, telegram_text


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    server = EndangeredServer(tmp_path_factory.mktemp("alone"))
    with ExitStack() as faults:
        for database in server.databases.values():
            faults.enter_context(DATABASE_FAULTS["damaged"](database))
        server.start()
        yield server
        server.close()


@pytest.mark.parametrize(
    "text, told",
    [
        ("Combien d'États membres compte l'OIM aujourd'hui ?", "indisponible"),
        ("How many member states does the organization have?", "unavailable"),
        ("كم عدد الدول الأعضاء في المنظمة الدولية للهجرة؟", "غير متاح"),
    ],
)
def test_the_visitor_is_told_and_the_log_names_the_cause(alone, text, told):
    assert told in RestVisitor(alone, "fr").say(text)
    log = alone.log()
    assert "action_answer" in log and str(alone.actions.port) in log


@pytest.mark.parametrize("visitor", [RestVisitor, PageVisitor])
@pytest.mark.parametrize(
    "text, fact",
    [
        ("au secours mon bateau coule on est 40", "help.coast_guard"),
        ("my boss took my passport and locks me in the house", "help.report_trafficking"),
        ("أريد أن أموت لم أعد أحتمل", "help.ambulance"),
        ("ya nes 3awnouni rajli yodhrob fiya", "help.police"),
        # In a language that is not spoken here.
        ("aiuto, la barca affonda, siamo in mare, stiamo annegando", "help.helpline_tunis"),
    ],
)
def test_a_person_in_danger_gets_the_numbers_of_the_projects_own_files(
    alone, records, visitor, text, fact
):
    assert records[fact].value.number in visitor(alone, "fr").say(text)


def test_a_service_is_told_that_nothing_was_kept(alone):
    assert alone.to_telegram(telegram_text("au secours", number())).status_code == 500
