"""A real Rasa, watched: what is counted, what is logged, and what /ready says of a dead part."""

import json
import re
import time
from typing import Iterator, Tuple

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from assistant.environment import HOST, free_port
from assistant.settings import UseSettings
from assistant.use.days import today
from assistant.use.periods import ONE
from assistant.use.store import UseStore
from tests.end_to_end.endangered import VISITORS, EndangeredServer, RestVisitor

SAID = [
    "Combien d'États membres compte l'OIM ?",
    "au secours mon mari me frappe, je m'appelle Amel",
    "Depuis quand l'OIM est au Maroc ?",
]


class Watched:
    """What is watched of a server."""

    def __init__(self, server: EndangeredServer, port: int) -> None:
        self.server = server
        self._client = httpx.Client(base_url=f"http://{HOST}:{port}", timeout=10)

    def ready(self) -> Tuple[int, dict]:
        answer = self._client.get("/ready")
        return answer.status_code, answer.json()["parts"]

    def lives(self) -> bool:
        return self._client.get("/live").status_code == 200

    def metrics(self) -> dict:
        families = text_string_to_metric_families(self._client.get("/metrics").text)
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in families
            for sample in family.samples
        }


@pytest.fixture(scope="module")
def watched(tmp_path_factory) -> Iterator[Watched]:
    folder, port = tmp_path_factory.mktemp("watched"), free_port()
    server = EndangeredServer(folder, WATCH_PORT=str(port), ACTIONS_WITHIN="30")
    server.actions.start()
    server.start()
    try:
        yield Watched(server, port)
    finally:
        server.close()


def test_all_parts_work_and_what_is_said_is_counted(watched):
    status, parts = watched.ready()
    assert status == 200 and set(parts.values()) == {"works"}, parts
    for visitor in VISITORS.values():
        person = visitor(watched.server, "fr")
        assert all(person.say(text) for text in SAID)
    metrics = watched.metrics()
    for channel in VISITORS:
        assert metrics["oim_messages_total", channel, "fr"] == len(SAID)
        assert metrics["oim_danger_total", channel] == 1
    assert metrics["oim_decisions_total", "answer"] == len(VISITORS)
    for stage in ("waiting", "understanding", "deciding", "saving"):
        assert metrics["oim_stage_seconds_count", stage] == len(VISITORS) * len(SAID)
    assert metrics["oim_waiting_messages",] == 0


def test_the_staffs_counts_equal_what_was_said_and_hold_no_word_of_it(watched):
    folder, day = watched.server.folder, today(UseSettings().zone)
    store, number = UseStore(f"sqlite:///{folder / 'use.db'}"), len(VISITORS)
    days = (day - ONE, day + ONE)
    end = time.monotonic() + 30
    while sum(store.messages(*days).values()) < 2 * number:
        assert time.monotonic() < end, "what was said is not counted"
        time.sleep(0.2)
    kinds = {kind: sum(of.values()) for kind, of in store.by("kind", *days).items()}
    # Whether Morocco is refused or out of scope is the model's to say.
    decided = watched.metrics()
    elsewhere = {"refused": "refusal", "out_of_scope": "out_of_scope"}
    assert kinds == {
        "answered": number,
        **{
            kind: decided["oim_decisions_total", step]
            for kind, step in elsewhere.items()
            if ("oim_decisions_total", step) in decided
        },
    }
    assert sum(kinds.values()) == 2 * number
    assert sum(store.dangers(*days).values()) == number
    assert {channel: sum(of.values()) for channel, of in store.by("channel", *days).items()} == {
        channel: 2 for channel in VISITORS
    }
    assert sum(store.visitors(*days).values()) == number
    topics = {topic: sum(of.values()) for topic, of in store.by_topic(*days).items()}
    assert topics["iom.member_states"] == number
    store.close()
    kept = b"".join(path.read_bytes() for path in folder.glob("use.db*"))
    assert kept and b"membres" not in kept and b"Maroc" not in kept and b"Amel" not in kept
    assert not re.search(rb"(telegram|messenger|web|rest)-\w", kept)


def test_a_dead_part_is_told_and_comes_back(watched):
    with watched.server.actions.killed():
        assert "indisponible" in RestVisitor(watched.server, "fr").say(SAID[0])
        status, parts = watched.ready()
        assert status == 503 and parts["actions"] != "works" and parts["model"] == "works"
        assert watched.lives()
    assert watched.ready()[0] == 200
    metrics = watched.metrics()
    assert metrics["oim_decisions_total", "unavailable"] == 1


def test_the_log_is_json_and_knows_nobody(watched):
    log = watched.server.log()
    actions = (watched.server.actions._folder / "actions.log").read_text()
    # Before the log is ours, libraries speak of their age.
    lines = [line for line in (log + actions).splitlines() if line.startswith("{")]
    assert [json.loads(line) for line in lines if "failure" in line]
    assert [json.loads(line) for line in lines if '"decision"' in line]
    for text in SAID:
        assert text not in log + actions and "Amel" not in log + actions
    assert not re.search(r"(telegram|messenger|web|rest)-\w{5}", "".join(lines))
