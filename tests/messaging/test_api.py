import asyncio
import time

import pytest
from aiohttp import web

from assistant.messaging.api import ApiError
from assistant.messaging.messenger.api import MessengerApi
from assistant.messaging.telegram.api import TelegramApi
from assistant.settings import ChannelSettings
from tests.stand_ins import messenger_api, telegram_api
from tests.stand_ins.server import ClosedConnection


@pytest.fixture
def telegram():
    stand_in = telegram_api.TelegramStandIn()
    stand_in.start()
    yield stand_in
    stand_in.stop()


@pytest.fixture
def messenger():
    stand_in = messenger_api.MessengerStandIn()
    stand_in.start()
    yield stand_in
    stand_in.stop()


def send_to_telegram(stand_in, message, token=telegram_api.TOKEN, **settings):
    async def send():
        given = {"channel_pause": 0.02, **settings}
        api = TelegramApi(
            ChannelSettings(telegram_token=token, telegram_api_url=stand_in.url, **given)
        )
        try:
            return await api.send(message)
        finally:
            await api.close()

    return asyncio.run(send())


def send_to_messenger(stand_in, text, **settings):
    async def send():
        api = MessengerApi(
            ChannelSettings(
                messenger_page_token=messenger_api.PAGE_TOKEN,
                messenger_app_secret=messenger_api.APP_SECRET,
                messenger_api_url=stand_in.url,
                channel_pause=0.02,
                **settings,
            )
        )
        message = {"recipient": {"id": "6001"}, "message": {"text": text}}
        try:
            return await api.send({**message, "messaging_type": "RESPONSE"})
        finally:
            await api.close()

    return asyncio.run(send())


MESSAGE = {"chat_id": 1, "text": "Bonjour"}


@pytest.mark.parametrize("failure", telegram_api.TelegramStandIn.failures[1:])
def test_trouble_that_passes_is_waited_out_on_telegram(telegram, failure):
    telegram.next_failures.extend([failure, failure])
    send_to_telegram(telegram, MESSAGE)
    assert telegram.texts() == ["Bonjour"]


@pytest.mark.parametrize("failure", messenger_api.MessengerStandIn.failures)
def test_trouble_that_passes_is_waited_out_on_messenger(messenger, failure):
    messenger.next_failures.extend([failure, failure])
    send_to_messenger(messenger, "Bonjour")
    assert messenger.texts() == ["Bonjour"]


def test_retry_after_is_respected(telegram):
    telegram.next_failures.append(lambda: telegram_api.too_many(1))
    started = time.monotonic()
    send_to_telegram(telegram, MESSAGE)
    assert 1.0 <= time.monotonic() - started < 2.0


def test_a_wait_that_is_too_long_is_not_begun(telegram):
    telegram.next_failures.append(lambda: telegram_api.too_many(600))
    started = time.monotonic()
    with pytest.raises(ApiError, match="retry after 600"):
        send_to_telegram(telegram, MESSAGE)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "message, description",
    [
        ({"chat_id": 1, "text": "x" * 4097}, "too long"),
        ({"chat_id": 1, "text": "😀" * 2049}, "too long"),
        ({"chat_id": 1, "text": " "}, "empty"),
        ({"chat_id": 13, "text": "Bonjour"}, "blocked by the user"),
    ],
)
def test_what_is_refused_for_good_is_not_repeated(telegram, message, description):
    telegram.blocked_by.add(13)
    with pytest.raises(ApiError, match=description) as raised:
        send_to_telegram(telegram, message)
    assert not raised.value.transient and len(telegram.refused) == 1


def test_attempts_end(telegram):
    telegram.next_failures.extend([ClosedConnection] * 3)
    with pytest.raises(ApiError):
        send_to_telegram(telegram, MESSAGE, channel_attempts=3)
    assert not telegram.calls and not telegram.next_failures


def test_a_slow_service_is_not_waited_for_without_end(telegram):
    telegram.delay = 5
    started = time.monotonic()
    with pytest.raises(ApiError) as raised:
        send_to_telegram(telegram, MESSAGE, channel_time_limit=0.2, channel_attempts=2)
    assert time.monotonic() - started < 2 and raised.value.transient


def test_an_error_never_tells_the_token(telegram):
    telegram.stop()
    for token in (telegram_api.TOKEN, "4711:wrong"):
        with pytest.raises(ApiError) as raised:
            send_to_telegram(telegram, MESSAGE, token=token, channel_attempts=1)
        assert token not in str(raised.value) and raised.value.__cause__ is None
    telegram.start()


def test_a_wrong_token_is_told(telegram):
    with pytest.raises(ApiError, match="Unauthorized"):
        send_to_telegram(telegram, MESSAGE, token="4711:wrong")


def test_an_expired_version_of_the_graph_api_is_told(messenger):
    with pytest.raises(ApiError, match="2635"):
        send_to_messenger(messenger, "Bonjour", messenger_api_version="v2.12")


def test_an_answer_that_is_no_json_is_an_error(telegram):
    telegram.next_failures.append(lambda: web.Response(text="<html>"))
    with pytest.raises(ApiError):
        send_to_telegram(telegram, MESSAGE)
