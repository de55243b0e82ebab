"""Many visitors at the same moment."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Iterator

import pytest

from assistant.facts.languages import LANGUAGES
from tests.conftest import TODAY
from tests.end_to_end.endangered import EndangeredServer, RestVisitor

VISITORS, TURNS = 64, 3
# How many answers' time the action server may be silent for. Between its answer and the reading of
# it stand all that were begun meanwhile: fewer where a crowd is answered in turn, more where all are
# begun at once.
ANSWERS = 5


def seconds_of_an_answer(assistant, records) -> float:
    """How long one answer takes on this machine, as busy as it is now."""
    took = []
    for number, record in enumerate(records.values()):
        if len(took) < 9 and record.asked:
            began = time.monotonic()
            assistant.reply(f"{record.question['fr']} ({number})")
            took.append(time.monotonic() - began)
    return statistics.median(took)


@pytest.fixture(scope="module")
def server(assistant, records, tmp_path_factory) -> Iterator[EndangeredServer]:
    within = ANSWERS * seconds_of_an_answer(assistant, records)
    folder = tmp_path_factory.mktemp("crowd")
    server = EndangeredServer(folder, ACTIONS_WITHIN=f"{within:.2f}")
    server.actions.start()
    server.start()
    try:
        yield server
    finally:
        server.close()


def test_in_a_crowd_each_gets_the_fact_that_was_asked_for(server, snapshot, records):
    wording = snapshot.wording(TODAY)
    asked = [record for record in records.values() if record.asked and record.subject == "imrf"]

    def visit(visitor: int) -> int:
        language = LANGUAGES[visitor % len(LANGUAGES)]
        person, answered = RestVisitor(server, language), 0
        for turn in range(TURNS):
            record = asked[(visitor + 5 * turn) % len(asked)]
            # Words of their own: what is remembered of a sentence would make it too easy.
            text = f"{record.question[language]} ({visitor}, {turn})"
            answered += wording.answer(record, language) in person.say(text)
        return answered

    with ThreadPoolExecutor(VISITORS) as visitors:
        answered = sum(visitors.map(visit, range(VISITORS)))
    # Beside numbers that are none of theirs, a question or two may be misunderstood.
    assert answered >= VISITORS * TURNS * 0.9, f"{answered} of {VISITORS * TURNS}"
