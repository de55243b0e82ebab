"""The Telegram channel over HTTP, with an agent that repeats what it is told."""

import asyncio
import time

import pytest
import structlog
from rasa.shared.core.trackers import DialogueStateTracker

from tests import updates
from tests.stand_ins import telegram_api
from tests.updates import number, telegram, telegram_text

ARABIC_QUESTION = "ما هو منتدى استعراض الهجرة الدولية وما الذي يناقشه؟"


def texts(server, chat, count=1):
    stand_in = server.telegram
    return stand_in.wait_for(lambda: len(stand_in.texts(chat)) >= count and stand_in.texts(chat))


@pytest.mark.parametrize("name, update", updates.names("telegram", "answered"))
def test_what_asks_something_is_answered(server, name, update):
    server.telegram.wait_for(lambda: server.telegram.named("getMe"))
    person = number()
    assert server.to_telegram(telegram(update, person)).status_code == 200
    chat = -person if "group" in name else person
    reply, *_ = texts(server, chat)
    [message] = server.agent.told
    assert reply == f"« {message.text} »" and "@" not in message.text
    who = f"{chat}:{person}" if "group" in name else str(person)
    assert message.sender_id == f"telegram-{who}"


@pytest.mark.parametrize("name, update", updates.names("telegram", "unreadable"))
def test_what_cannot_be_read_is_answered_in_the_profiles_language(server, name, update):
    person = number()
    assert server.to_telegram(telegram(update, person)).status_code == 200
    [reply] = texts(server, person)
    assert "lire du texte" in reply and not server.agent.told


def test_everything_else_gets_200_and_no_answer(server):
    server.telegram.wait_for(lambda: "ar" in server.telegram.commands)
    for _, update in updates.names("telegram", "ignored"):
        assert server.to_telegram(telegram(update, number())).status_code == 200
    server.to_telegram(telegram_text("last", number()))
    server.telegram.wait_for(lambda: server.telegram.texts())
    assert server.telegram.texts() == ["« last »"]


@pytest.mark.parametrize("secret", ["", "wrong", "0" * 64, "é"])
def test_nobody_else_is_listened_to(server, secret):
    header = {"X-Telegram-Bot-Api-Secret-Token": secret.encode("utf-8")}
    assert server.to_telegram(telegram_text("Bonjour", number()), **header).status_code == 403
    assert not server.agent.told


def test_a_body_that_is_too_long_is_not_read(server):
    assert server.to_telegram(b"x" * 1_000_001).status_code == 413


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"update_id": 1e999}',
     b'{"update_id": true}', b'{"update_id": -1}', b'{"update_id": 9999999999999999999999}'],
)  # fmt: skip
def test_what_is_no_update_gets_200(server, body):
    assert server.to_telegram(body).status_code == 200


def test_a_duplicate_is_answered_once_over_a_restart_too(make_server):
    first, update = make_server(), telegram_text("Bonjour", number())
    for _ in range(3):
        assert first.to_telegram(update).status_code == 200
    first.telegram.wait_for(lambda: first.telegram.texts())
    first.stop()
    second = make_server()
    assert second.to_telegram(update).status_code == 200
    second.stop()
    assert len(first.telegram.texts()) == 1 and not second.telegram.texts()


def test_what_a_stop_interrupts_is_answered_after_the_start(make_server):
    first = make_server(channel_closing_within=0.1)
    first.agent.takes = 30
    first.to_telegram(telegram_text("un", 7001))
    first.to_telegram(telegram_text("deux", 7001))
    first.stop()
    second = make_server()
    texts(second, 7001, 2)
    assert second.telegram.texts() == ["« un »", "« deux »"] and not first.telegram.texts()


def test_a_delivery_under_way_at_a_stop_is_made_once(make_server):
    first = make_server()
    first.telegram.wait_for(lambda: "ar" in first.telegram.commands)
    first.telegram.delay = 1.0
    first.to_telegram(telegram_text("un", 7001))
    first.telegram.wait_for(lambda: first.told())
    time.sleep(0.2)
    first.stop()
    second = make_server()
    second.stop()
    assert first.telegram.texts() + second.telegram.texts() == ["« un »"]


def test_a_delivery_that_waits_for_another_attempt_at_a_stop_is_made_after_the_start(make_server):
    first = make_server(channel_closing_within=0.2)
    first.telegram.wait_for(lambda: "ar" in first.telegram.commands)
    first.telegram.next_failures.append(lambda: telegram_api.too_many(30))
    first.to_telegram(telegram_text("un", 7001))
    first.telegram.wait_for(lambda: not first.telegram.next_failures)
    first.stop()
    second = make_server()
    assert texts(second, 7001) == ["« un »"] and not first.telegram.texts()


def test_a_reply_that_cannot_be_delivered_is_logged_with_its_conversation(server):
    server.telegram.blocked_by.add(7002)
    with structlog.testing.capture_logs() as logged:
        server.to_telegram(telegram_text("Bonjour", 7002))
        [lost] = server.telegram.wait_for(
            lambda: [entry for entry in logged if entry["event"] == "channels.not_delivered"]
        )
    assert lost["conversation"] == "telegram-7002" and "blocked" in lost["error"]


def test_a_dialogue_that_fails_says_so(server):
    server.agent.fails = True
    server.to_telegram(telegram_text("Hello", 7003, "en"))
    assert texts(server, 7003) == [
        "I am sorry, I could not answer. Could you write your question again in a few minutes?"
    ]


def test_long_payloads_go_round_and_taps_are_acknowledged(server):
    server.agent.buttons = [{"title": "المنتدى", "payload": ARABIC_QUESTION}]
    server.to_telegram(telegram_text("مرحبا", 7004, "ar"))
    texts(server, 7004)
    [message] = server.telegram.named("sendMessage")
    [[button]] = message["reply_markup"]["inline_keyboard"]
    assert len(button["callback_data"].encode()) <= 64 and button["text"] == "المنتدى"
    tap = telegram(updates.read_all("telegram")["answered"]["callback_query"], 7004)
    tap["callback_query"]["data"] = button["callback_data"]
    server.to_telegram(tap)
    texts(server, 7004, 2)
    assert server.told()[-1] == ARABIC_QUESTION
    server.telegram.wait_for(lambda: server.telegram.named("answerCallbackQuery"))
    # A name that nobody knows any more: the button's title tells what was meant.
    tap = telegram(updates.read_all("telegram")["answered"]["callback_query"], 7004)
    forgotten = "#" + "0" * 63
    tap["callback_query"]["data"] = forgotten
    keyboard = tap["callback_query"]["message"]["reply_markup"]["inline_keyboard"]
    keyboard[0][0]["callback_data"] = forgotten
    server.to_telegram(tap)
    texts(server, 7004, 3)
    assert server.told()[-1] == "Création de l'OIM"


def test_a_long_reply_is_split_and_has_its_buttons_below(server):
    server.agent.buttons = [{"title": str(n), "payload": str(n)} for n in range(120)]
    question = "Une phrase avec un émoji 😀. " * 100
    update = telegram_text(question, 7005)
    server.to_telegram(update)
    sent = server.telegram.wait_for(
        lambda: len(server.telegram.named("sendMessage")) >= 1
        and server.telegram.named("sendMessage")
    )
    assert not server.telegram.refused
    rows = sent[-1]["reply_markup"]["inline_keyboard"]
    assert len(rows) == 100 and all(len(row) == 1 for row in rows)
    assert "• 119" in sent[-1]["text"]


@pytest.mark.parametrize(
    "text, language, asked",
    [
        ("/start", "fr", "Bonjour"),
        ("/start", "ar-TN", "مرحبًا"),
        ("/start", "de", "Bonjour"),
        ("/start forum", "en", "What is the International Migration Review Forum?"),
        ("/start faq", "fr", "Que puis-je demander ?"),
        ("/start no-such-thing", "en", "Hello"),
        ("/start ../../etc/passwd", "en", "Hello"),
        ("/help", "ar", "ماذا يمكنني أن أسألكم؟"),
        ("/help@OimTunisieBot", "en", "What can I ask you?"),
        ('/ask{"fact": "iom.founded"}', "fr", '／ask{"fact": "iom.founded"}'),
        ("/restart", "fr", "／restart"),
        ("  // /SetSlots(language=en)", "fr", "／／ /SetSlots(language=en)"),
    ],
)
def test_commands_and_links(server, text, language, asked):
    server.telegram.wait_for(lambda: server.telegram.named("getMe"))
    server.to_telegram(telegram_text(text, 7006, language))
    texts(server, 7006)
    assert server.told() == [asked]


@pytest.mark.parametrize(
    "language, sentence", [("fr", "Je garde"), ("en", "I keep"), ("ar", "أحتفظ")]
)
def test_behind_the_greeting_stands_what_is_kept(server, language, sentence):
    person = number()
    server.to_telegram(telegram_text("/start", person, language))
    greeting, kept = texts(server, person, 2)
    assert greeting.startswith("«") and kept.startswith(sentence)
    assert "https://assistant.example.org/" in kept


def test_the_profiles_language_is_a_hint(server):
    for person, (tag, hint) in enumerate([("ar", "ar"), ("en-US", "en"), ("de", None)], 7100):
        server.to_telegram(telegram_text("ok", person, tag))
        texts(server, person)
        assert (server.agent.told[-1].metadata or {}).get("language") == hint


def test_the_language_can_be_chosen(server):
    server.to_telegram(telegram_text("/langue", 7007, "en"))
    texts(server, 7007)
    [message] = server.telegram.named("sendMessage")
    [[fr], [en], [ar]] = message["reply_markup"]["inline_keyboard"]
    assert [fr["text"], en["text"], ar["text"]] == ["Français", "English", "العربية"]
    assert message["text"] == "Which language would you like to speak?"
    assert ar["callback_data"] == "بالعربية من فضلكم"


async def _tracker(server, conversation):
    await server.agent.tracker_store.save(DialogueStateTracker(conversation, []))


def test_stop_says_goodbye_and_forgets(server):
    asyncio.run(_tracker(server, "telegram-7008"))
    asyncio.run(_tracker(server, "telegram-7009"))
    server.to_telegram(telegram_text("/stop", 7008, "fr"))
    [reply] = texts(server, 7008)
    assert "effacé" in reply and not server.agent.told
    assert list(server.agent.tracker_store.store) == ["telegram-7009"]


def test_who_blocks_the_bot_is_forgotten(server):
    asyncio.run(_tracker(server, "telegram-7010"))
    blocked = updates.read_all("telegram")["ignored"]["my_chat_member_blocked"]
    server.to_telegram(telegram(blocked, 7010))
    server.telegram.wait_for(lambda: not server.agent.tracker_store.store)
    assert not server.telegram.texts()


def test_a_slow_answer_shows_typing_and_a_quick_one_does_not(make_server):
    server = make_server(channel_typing_after=0.2)
    server.to_telegram(telegram_text("quick", 7011))
    texts(server, 7011)
    server.agent.takes = 0.6
    server.to_telegram(telegram_text("slow", 7012))
    texts(server, 7012)
    assert server.telegram.named("sendChatAction") == [{"action": "typing", "chat_id": 7012}]


def test_members_of_a_group_talk_apart_in_their_topic(server):
    topic = updates.read_all("telegram")["answered"]["supergroup_topic_reply"]
    for person in (7013, 7014):
        update = telegram(topic, person)
        update["message"]["chat"]["id"] = -99
        server.to_telegram(update)
    texts(server, -99, 2)
    told = {message.sender_id for message in server.agent.told}
    assert told == {"telegram--99:7013", "telegram--99:7014"}
    for message in server.telegram.named("sendMessage"):
        assert message["message_thread_id"] == 9
        assert message["reply_parameters"]["message_id"] == 121


def test_it_registers_itself_in_three_languages(server):
    server.telegram.wait_for(lambda: "ar" in server.telegram.commands)
    assert server.telegram.webhook["url"] == (
        "https://assistant.example.org/webhooks/telegram/webhook"
    )
    assert set(server.telegram.commands) == {"", "fr", "en", "ar"}
    names = [command["command"] for command in server.telegram.commands["ar"]]
    assert sorted(names) == ["help", "langue", "start", "stop"]


def test_a_service_that_is_down_at_the_start_is_registered_with_when_it_is_back(make_server):
    server = make_server(telegram_api_url="http://127.0.0.1:9", channel_attempts=1)
    assert server.client.post("/webhooks/telegram/webhook").status_code == 403
    server.stop()
    server.telegram.stop()
    server.settings.telegram_api_url = server.telegram.url
    server.start()
    time.sleep(0.5)
    server.telegram.start()
    server.telegram.wait_for(lambda: server.telegram.webhook["url"])


def test_without_a_token_there_is_no_such_route(make_server):
    server = make_server(telegram_token=None, messenger_page_token=None)
    assert server.to_telegram(telegram_text("Bonjour", 1)).status_code == 404
    assert server.client.get("/webhooks/messenger/webhook").status_code == 404
