"""Many visitors at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from typing import Iterator

import pytest

from assistant.facts.languages import LANGUAGES
from tests.conftest import TODAY
from tests.end_to_end.endangered import EndangeredServer, RestVisitor

VISITORS, TURNS = 64, 3
# Understanding 64 messages takes longer than this on any machine, understanding four does not: it
# tells a crowd that is answered in turn from one that is begun at once.
ACTIONS_WITHIN = "1.5"  # seconds


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[EndangeredServer]:
    server = EndangeredServer(tmp_path_factory.mktemp("crowd"), ACTIONS_WITHIN=ACTIONS_WITHIN)
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
