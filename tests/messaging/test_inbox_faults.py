"""The inbox is locked, damaged or gone: the service gets no 200, repeats, and is answered once."""

import time

import pytest

from assistant.messaging import lifecycle
from tests.faults import DATABASE_FAULTS
from tests.updates import messenger_text, number, telegram_text

# A file that is only gone is made anew, and the update is stored in it.
FAULTS = pytest.mark.parametrize("fault", [name for name in DATABASE_FAULTS if name != "gone"])


@pytest.fixture
def inbox(tmp_path):
    """The inbox's file."""
    return tmp_path / "inbox" / "channels.db"


@pytest.fixture
def own_server(make_server, inbox):
    """A running server with that inbox."""
    return make_server(channels_url=f"sqlite:///{inbox}")


def to_each(server, text):
    """A message on each channel: how to send it, and the replies to it so far."""
    visitor, person = str(number()), number()
    telegram, messenger = telegram_text(text, person), messenger_text(text, visitor)
    return [
        (lambda: server.to_telegram(telegram).status_code, lambda: server.telegram.texts(person)),
        (
            lambda: server.to_messenger(messenger).status_code,
            lambda: server.messenger.texts(visitor),
        ),
    ]


@FAULTS
def test_what_cannot_be_kept_is_not_said_to_have_come(own_server, inbox, fault):
    server = own_server
    for send, _ in to_each(server, "Bonjour"):
        assert send() == 200
    sent = to_each(server, "au secours")
    with DATABASE_FAULTS[fault](inbox):
        for send, replies in sent:
            assert send() == 500
            assert not replies()
    for send, replies in sent:
        assert [send(), send()] == [200, 200]
        server.telegram.wait_for(replies)
    time.sleep(0.3)
    assert [len(replies()) for _, replies in sent] == [1, 1]
    assert server.told().count("au secours") == 2


@FAULTS
def test_the_server_starts_without_it(make_server, inbox, fault, monkeypatch):
    monkeypatch.setattr(lifecycle, "AGAIN_AFTER", 0.2)
    first = make_server(channels_url=f"sqlite:///{inbox}")
    first.agent.takes = 60
    left = telegram_text("left by the first run", number())
    assert first.to_telegram(left).status_code == 200
    first.telegram.wait_for(first.told)
    first.stop()
    with DATABASE_FAULTS[fault](inbox):
        second = make_server(channels_url=f"sqlite:///{inbox}")
        for send, _ in to_each(second, "Bonjour"):
            assert send() == 500
    # What the first run left is taken up as soon as that can be, without anybody's message.
    second.telegram.wait_for(lambda: "left by the first run" in second.told())


def test_a_file_that_was_taken_away_is_made_anew(own_server, inbox):
    server = own_server
    with DATABASE_FAULTS["gone"](inbox):
        for send, replies in to_each(server, "Bonjour"):
            assert [send(), send()] == [200, 200]
            server.telegram.wait_for(replies)
            assert inbox.exists()
        assert server.told() == ["Bonjour", "Bonjour"]


def test_an_answer_under_way_is_given_though_the_inbox_fails_meanwhile(own_server, inbox):
    server = own_server
    server.agent.takes = 1
    sent = to_each(server, "au secours")
    assert [send() for send, _ in sent] == [200, 200]
    with DATABASE_FAULTS["damaged"](inbox):
        for _, replies in sent:
            server.telegram.wait_for(replies)
            assert len(replies()) == 1
