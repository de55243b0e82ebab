"""No conversation is read, written or erased from another."""

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Iterator, List

import pytest
from rasa.core.channels.channel import InputChannel
from rasa.core.channels.rest import RestInput
from sqlalchemy import create_engine, text

from assistant.conversations import store
from assistant.rest import DevelopmentRest
from tests.all_channels import AllChannels, running
from tests.attacks.attackers import Attackers
from tests.attacks.crafted import Crafted
from tests.attacks.victims import Victims
from tests.remembering_agent import REPEAT

SEED = 9
LEAST = {"rest": 500, "web": 400, "telegram": 400, "messenger": 200, "paths": 200}


@pytest.fixture
def server(tmp_path: Path, monkeypatch) -> Iterator[AllChannels]:
    monkeypatch.setenv("FEEDBACK_URL", f"sqlite:///{tmp_path / 'feedback.db'}")
    yield from running(tmp_path)


def settle(server: AllChannels) -> None:
    """Wait until the services' updates are answered."""
    engine = create_engine(server.settings.channels_url)
    query = text("SELECT count(*) FROM updates WHERE finished = 0")

    def nothing_waits() -> bool:
        with engine.connect() as connection:
            return connection.execute(query).scalar() == 0

    server.telegram.wait_for(nothing_waits, 120)


def leaks(victims: Victims, requests: Iterator[Crafted], sent: Counter) -> List[str]:
    """Send the requests; those whose answer tells a secret."""
    found = []
    for request in requests:
        sent[request.channel] += 1
        answer = request.send()
        if victims.leaks(answer):
            found.append(f"{request.channel}: {request.tries}: {answer}")
    return found


def test_no_crafted_request_reads_writes_or_erases_anothers_conversation(server):
    victims, sent = Victims(server), Counter()
    attackers = Attackers(server, victims, SEED)
    assert leaks(victims, attackers.all(), sent) == []
    settle(server)
    assert victims.harm() == []
    for victim in victims.all:
        assert victim.secret in victim.who.say(REPEAT), victim.name
    print(dict(sent))
    assert sum(sent.values()) >= 2000
    assert all(sent[channel] >= least for channel, least in LEAST.items()), sent


def some_over_rest(server: AllChannels, victims: Victims) -> Iterator[Crafted]:
    """Each fifth of the requests over REST, so that every victim is among them."""
    return islice(Attackers(server, victims, SEED).rest(), 0, None, 5)


class WithRasasRest(AllChannels):
    """With Rasa's own REST channel, which takes whatever sender it is given: so a deployment may
    have it in its credentials."""

    def inputs(self) -> List[InputChannel]:
        """All channels."""
        return [
            RestInput() if isinstance(channel, DevelopmentRest) else channel
            for channel in super().inputs()
        ]


def test_the_attack_finds_what_it_looks_for(tmp_path, monkeypatch):
    """With Rasa's own REST, and a store that opens to everybody, secrets are told."""
    monkeypatch.setattr(store, "may_open", lambda conversation: True)
    for server in running(tmp_path, kind=WithRasasRest):
        victims, sent = Victims(server), Counter()
        assert leaks(victims, some_over_rest(server, victims), sent)
        assert victims.harm()


def test_the_store_alone_keeps_rasas_own_rest_out(tmp_path):
    for server in running(tmp_path, kind=WithRasasRest):
        victims, sent = Victims(server), Counter()
        assert leaks(victims, some_over_rest(server, victims), sent) == []
        assert victims.harm() == []
