"""Two processes answer one channel on one PostgreSQL: nothing is lost, doubled or reordered."""

import signal
import time
from typing import Any, Callable, Iterator, List

import pytest

from assistant.facts.phrases import Phrases
from assistant.settings import ChannelSettings, Settings
from tests.production.fleet import Crowd, Member, settled
from tests.stand_ins import telegram_api
from tests.updates import telegram_text

LEASE = 5.0  # seconds; a machine that is busy with other things is no slow process
KILLS = 10
PEOPLE = 16
# A reply goes out twice where the process is killed between its delivery and the note of it: so
# many seconds around a kill, and as many replies as it delivers at once.
WINDOW = 0.5
AT_ONCE = ChannelSettings().channel_dialogues


@pytest.fixture
def telegram() -> Iterator[telegram_api.TelegramStandIn]:
    """Telegram's stand-in."""
    stand_in = telegram_api.TelegramStandIn()
    stand_in.start()
    yield stand_in
    stand_in.stop()


@pytest.fixture
def make_fleet(database, telegram) -> Iterator[Callable[..., List[Member]]]:
    """Makes two processes on one database."""
    members: List[Member] = []

    def make(takes: float = 0.02, fault: str = "", **settings: Any) -> List[Member]:
        environment = {
            "CONVERSATIONS_URL": database,
            "CHANNELS_URL": database,
            "TELEGRAM_TOKEN": telegram_api.TOKEN,
            "TELEGRAM_API_URL": telegram.url,
            "CHANNEL_LEASE": str(LEASE),
            "CHANNEL_PAUSE": "0.05",
            "CHANNEL_MESSAGES_PER_MINUTE": "100000",
            **settings,
        }
        for _ in range(2):
            members.append(Member(environment, takes, fault))
            members[-1].start()
        return members

    yield make
    for member in members:
        member.signal(signal.SIGCONT)
        member.kill()


def beside(moment: float, moments: List[float]) -> float:
    """How far the nearest of some moments is."""
    return min(abs(moment - each) for each in moments)


def killed_under_load(telegram, fleet, kills: int):
    """What becomes of a crowd's messages while processes are killed, and when they were."""
    moments = []
    with Crowd(fleet, PEOPLE, pause=0.5) as crowd:
        for turn in range(kills):
            time.sleep(1.5)
            member = fleet[turn % 2]
            moments.append(time.monotonic())
            member.kill()
            time.sleep(0.5)
            member.start()
    outcome = settled(telegram, crowd.sent, within=20 * LEASE)
    print(f"\n{kills} kills: {outcome}")
    print("doubled, seconds from a kill:", [beside(first, moments) for first in outcome.doubled])
    return outcome, moments


def test_nothing_is_lost_doubled_or_reordered_while_processes_are_killed(telegram, make_fleet):
    outcome, moments = killed_under_load(telegram, make_fleet(), KILLS)
    assert outcome.sent > 10 * PEOPLE
    assert not outcome.lost and not outcome.disordered
    assert not [first for first in outcome.doubled if beside(first, moments) > WINDOW]
    assert len(outcome.doubled) <= KILLS * AT_ONCE


def test_without_leases_what_another_works_on_is_answered_again(telegram, make_fleet):
    """What the test above would find."""
    outcome, moments = killed_under_load(telegram, make_fleet(takes=0.5, fault="no lease"), 2)
    assert [first for first in outcome.doubled if beside(first, moments) > WINDOW]


def test_without_asking_what_came_before_the_order_is_lost(telegram, make_fleet):
    """What the test above would find."""
    outcome, _ = killed_under_load(telegram, make_fleet(takes=0.5, fault="no order"), 2)
    assert outcome.disordered


def test_a_restart_of_the_database_loses_and_doubles_nothing(postgres, telegram, make_fleet):
    fleet = make_fleet()
    with Crowd(fleet, PEOPLE, pause=0.5) as crowd:
        for end in (postgres.stop, postgres.kill):
            time.sleep(4)
            end()
            time.sleep(0.5)
            postgres.start()
        time.sleep(4)
    outcome = settled(telegram, crowd.sent, within=20 * LEASE)
    print(f"\n2 restarts: {outcome}")
    assert not outcome.lost and not outcome.doubled and not outcome.disordered


def stopped_for_a_while(telegram, fleet, person: int) -> List[str]:
    """What a person reads whose message's process stands still until another answered."""
    assert fleet[0].receive(telegram_text("1", person))
    time.sleep(0.3)
    fleet[0].signal(signal.SIGSTOP)
    telegram.wait_for(lambda: telegram.texts(person), 10 * LEASE + 20)
    fleet[0].signal(signal.SIGCONT)
    time.sleep(2.5)
    return telegram.texts(person)


@pytest.mark.parametrize("fault, replies", [("", 1), ("no fence", 2)])
def test_who_was_only_slow_does_not_send(telegram, make_fleet, fault, replies):
    assert len(stopped_for_a_while(telegram, make_fleet(takes=1.0, fault=fault), 7)) == replies


@pytest.mark.parametrize("fault, replies", [("", 1), ("no fence", 2)])
def test_who_was_slow_between_two_attempts_does_not_send(telegram, make_fleet, fault, replies):
    telegram.next_failures.clear()
    fleet = make_fleet(takes=0.0, fault=fault, CHANNEL_PAUSE="2")
    telegram.wait_for(lambda: telegram.named("setMyCommands") or telegram.named("getMe"))
    time.sleep(1.0)
    telegram.next_failures.append(lambda: telegram_api.error(500, "Internal Server Error"))
    assert len(stopped_for_a_while(telegram, fleet, 7)) == replies


def test_a_process_that_stops_leaves_its_work_at_once(telegram, make_fleet):
    fleet = make_fleet(takes=3.0, CHANNEL_LEASE="30", CHANNEL_CLOSING_WITHIN="0.2")
    assert fleet[0].receive(telegram_text("1", 7))
    time.sleep(0.3)
    fleet[0].stop()
    telegram.wait_for(lambda: telegram.texts(7), 20)
    assert telegram.texts(7) == ["« 1 »"]


def test_who_writes_very_fast_is_told_so_whichever_process_reads_it(telegram, make_fleet):
    fleet = make_fleet(CHANNEL_MESSAGES_PER_MINUTE="8")
    for number in range(4):
        assert fleet[number % 2].receive(telegram_text(str(number), 7))
    telegram.wait_for(lambda: len(telegram.texts(7)) == 4)
    too_many = Phrases(Settings().phrases_dir / "channels").say("fr", "too-many")
    assert telegram.texts(7) == ["« 0 »", "« 1 »", too_many, too_many]
