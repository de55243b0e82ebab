"""What stands below the answer to who wants a person."""

import datetime

import pytest

from assistant.answers.decision import Answer, Decision, Gentle
from assistant.handover.offering import Offers
from assistant.handover.words import Wish
from assistant.settings import HandoverSettings
from tests.handover.conftest import wish

CONTACT = Decision((Answer("help.contact"),))
OPEN = datetime.datetime(2026, 11, 30, 9)  # a Monday
CLOSED = datetime.datetime(2026, 11, 29, 9)


def payloads(decision, channel, moment=OPEN, language="fr", who="1", **settings):
    offers = Offers(HandoverSettings(**settings))
    buttons = offers.buttons(decision, f"{channel}-{who}", channel, language, moment)
    return [button["payload"] for button in buttons]


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_contact_is_offered_on_every_channel_and_a_person_on_the_web(words, language):
    callback, live = (wish(words, name, language) for name in (Wish.CALLBACK, Wish.LIVE))
    assert payloads(CONTACT, "web", language=language) == [live, callback]
    for channel in ("telegram", "messenger"):
        assert payloads(CONTACT, channel, language=language) == [callback]


def test_nobody_is_offered_at_once_outside_the_hours_nor_where_they_are_unknown(words, tmp_path):
    callback = [wish(words, Wish.CALLBACK)]
    assert payloads(CONTACT, "web", CLOSED) == callback
    assert payloads(CONTACT, "web", office_file=tmp_path / "none.yml") == callback


def test_nothing_is_offered_where_nobody_could_follow(words):
    assert payloads(CONTACT, "rest") == payloads(CONTACT, None) == []
    assert payloads(CONTACT, "web", callbacks=False) == []


def test_nobody_is_asked_for_their_number_in_a_group(words):
    assert payloads(CONTACT, "telegram", who="-99:1") == []


def test_other_answers_offer_no_person(words):
    for step in (Answer("iom.founded"), Gentle()):
        assert payloads(Decision((step,)), "web") == []
