"""The Messenger channel over HTTP, with an agent that repeats what it is told."""

import hashlib
import hmac
import json
import time

import pytest
import structlog

from tests import updates
from tests.stand_ins import messenger_api
from tests.updates import messenger, messenger_text, number, telegram_text


def texts(server, visitor, count=1):
    stand_in = server.messenger
    return stand_in.wait_for(
        lambda: len(stand_in.texts(visitor)) >= count and stand_in.texts(visitor)
    )


def visitor():
    return str(number())


@pytest.mark.parametrize("name, entry", updates.names("messenger", "answered"))
def test_what_asks_something_is_answered(server, name, entry):
    who = visitor()
    assert server.to_messenger(messenger(entry, who)).status_code == 200
    reply, *_ = texts(server, who)
    [message] = server.agent.told
    assert reply == f"« {message.text} »" and message.sender_id == f"messenger-{who}"


@pytest.mark.parametrize("name, entry", updates.names("messenger", "unreadable"))
def test_what_cannot_be_read_is_answered(server, name, entry):
    who = visitor()
    server.messenger.locales[who] = "ar_AR"
    assert server.to_messenger(messenger(entry, who)).status_code == 200
    [reply] = texts(server, who)
    assert "قراءة النصوص" in reply and not server.agent.told


def test_everything_else_gets_200_and_no_answer(server):
    for _, entry in updates.names("messenger", "ignored"):
        assert server.to_messenger(messenger(entry, visitor())).status_code == 200
    server.to_messenger(messenger_text("last", visitor()))
    server.messenger.wait_for(lambda: server.messenger.texts())
    assert server.messenger.texts() == ["« last »"]


def test_every_message_of_a_batch_is_answered(server):
    whole = messenger_text("un", "7001")
    for text, who in (("deux", "7001"), ("trois", "7002"), ("quatre", "7003")):
        [entry] = messenger_text(text, who)["entry"]
        if who == "7003":
            whole["entry"].append(entry)
        else:
            whole["entry"][0]["messaging"] += entry["messaging"]
    assert server.to_messenger(whole).status_code == 200
    assert texts(server, "7001", 2) == ["« un »", "« deux »"]
    assert texts(server, "7002") == ["« trois »"] and texts(server, "7003") == ["« quatre »"]


@pytest.mark.parametrize("name", ["message", "postback", "postback_without_mid", "referral"])
def test_a_duplicate_is_answered_once_over_a_restart_too(make_server, name):
    first, who = make_server(), visitor()
    request = messenger(updates.read_all("messenger")["answered"][name], who)
    for _ in range(3):
        assert first.to_messenger(request).status_code == 200
    texts(first, who)
    first.stop()
    second = make_server()
    assert second.to_messenger(request).status_code == 200
    second.stop()
    # A stop may come between two messages of a reply: the second server sends the rest.
    sent = first.messenger.texts() + second.messenger.texts()
    assert len(first.told()) == 1 and not second.told() and len(set(sent)) == len(sent)


def test_each_edit_of_a_message_is_answered(server):
    entry = updates.read_all("messenger")["answered"]["message_edit"]
    request = messenger(entry, "7004")
    again = json.loads(json.dumps(request))
    again["entry"][0]["messaging"][0]["message_edit"]["num_edit"] = 2
    for each in (request, again):
        assert server.to_messenger(each).status_code == 200
    texts(server, "7004", 2)


SHA1 = hmac.new(messenger_api.APP_SECRET.encode(), b"{}", hashlib.sha1).hexdigest()


@pytest.mark.parametrize(
    "header", ["", "sha256", "sha256=", "sha256=0", f"sha1={SHA1}", "sha256=" + "0" * 64, "="]
)
def test_nobody_else_is_listened_to(server, header):
    request = messenger_text("Bonjour", visitor())
    given = {"X-Hub-Signature-256": header, "X-Hub-Signature": f"sha1={SHA1}"}
    assert server.to_messenger(request, **given).status_code == 403
    without = server.client.post("/webhooks/messenger/webhook", content=b"{}")
    assert without.status_code == 403 and not server.agent.told


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"object": "page", "entry": {"a": 1}}'])
def test_what_is_no_request_gets_200(server, body):
    assert server.to_messenger(body).status_code == 200


def test_the_webhook_is_verified_by_its_token(server):
    [subscription] = server.messenger.wait_for(lambda: server.messenger.named("subscriptions"))
    query = {
        "hub.mode": "subscribe",
        "hub.challenge": "1158201444",
        "hub.verify_token": subscription["verify_token"],
    }
    answer = server.client.get("/webhooks/messenger/webhook", params=query)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    for wrong in ({"hub.verify_token": "x"}, {"hub.mode": "x"}):
        refused = server.client.get("/webhooks/messenger/webhook", params={**query, **wrong})
        assert refused.status_code == 403
    assert server.client.get("/webhooks/messenger/webhook").status_code == 403


def buttons(count, title="Bouton {}"):
    return [{"title": title.format(n), "payload": f"question {n}"} for n in range(count)]


def content(server, given, text="Bonjour", count=1):
    server.agent.buttons = given
    who = visitor()
    server.to_messenger(messenger_text(text, who))
    texts(server, who, count)
    assert not server.messenger.refused
    return server.messenger.contents(who)


def test_up_to_three_buttons_stand_below_the_text(server):
    [message] = content(server, buttons(3))
    template = message["attachment"]["payload"]
    assert [button["payload"] for button in template["buttons"]] == [
        "question 0",
        "question 1",
        "question 2",
    ]


def test_more_become_quick_replies_and_the_rest_text(server):
    [message] = content(server, buttons(15))
    assert len(message["quick_replies"]) == 13
    assert message["text"].endswith("• question 13\n• question 14")


def test_buttons_below_a_long_text_become_quick_replies(server):
    [message] = content(server, buttons(2), "Une phrase. " * 60)
    assert len(message["quick_replies"]) == 2


def test_long_titles_are_cut_and_those_that_then_look_alike_become_text(server):
    [message] = content(server, buttons(2, "{} Centres de ressources pour migrants"))
    titles = [button["title"] for button in message["attachment"]["payload"]["buttons"]]
    assert titles == ["0 Centres de…", "1 Centres de…"]
    [message] = content(server, buttons(2, "Centres de ressources {}"))
    assert message["text"].endswith("• question 0\n• question 1")


def test_a_long_reply_is_split(server):
    parts = content(server, buttons(4), "Une phrase avec un émoji 😀. " * 120, 2)
    assert len(parts) == 2
    assert "quick_replies" not in parts[0] and len(parts[1]["quick_replies"]) == 4


def test_the_profiles_language_is_a_hint_and_asked_for_once(server):
    server.messenger.locales.update({"7005": "ar_AR", "7006": "de_DE"})
    for who, hint in (("7005", "ar"), ("7006", None), ("7007", None)):
        for count in (1, 2):
            server.to_messenger(messenger_text("ok", who))
            texts(server, who, count)
            assert (server.agent.told[-1].metadata or {}).get("language") == hint


@pytest.mark.parametrize(
    "text, said",
    [("/stop", "effacé"), ("/langue", "Dans quelle langue"), ("/start forum", "Forum d'examen")],
)
def test_commands_are_understood_as_on_telegram(server, text, said):
    server.to_messenger(messenger_text(text, "7008"))
    reply, *_ = texts(server, "7008")
    assert said in reply


def test_it_registers_itself_with_menu_and_ice_breakers_in_three_languages(server):
    profile = server.messenger.wait_for(lambda: server.messenger.profile)
    for part in ("persistent_menu", "ice_breakers"):
        locales = {entry["locale"] for entry in profile[part]}
        assert {"default", "fr_FR", "en_US", "ar_AR"} <= locales
    [subscribed] = server.messenger.named("subscribed_apps")
    assert "messaging_postbacks" in subscribed["subscribed_fields"]


@pytest.mark.parametrize("refusal", ["blocked", "down"])
def test_a_reply_that_cannot_be_delivered_is_logged_with_its_conversation(make_server, refusal):
    server = make_server(channel_attempts=2)
    if refusal == "blocked":
        server.messenger.blocked_by.add("7009")
    else:
        server.messenger.wait_for(lambda: server.messenger.profile)
        server.messenger.stop()
    with structlog.testing.capture_logs() as logged:
        server.to_messenger(messenger_text("Bonjour", "7009"))
        [lost] = server.messenger.wait_for(
            lambda: [entry for entry in logged if entry["event"] == "channels.not_delivered"]
        )
    if refusal == "down":
        server.messenger.start()
    assert lost["conversation"] == "messenger-7009"
    assert lost["lost"] == 1 and lost["log_level"] == "error"


def test_a_slow_service_holds_up_only_its_own_visitors(server):
    server.telegram.wait_for(lambda: "ar" in server.telegram.commands)
    server.telegram.delay = 2.0
    for _ in range(5):
        server.to_telegram(telegram_text("Bonjour", number()))
    started = time.monotonic()
    server.to_messenger(messenger_text("Bonjour", "7010"))
    texts(server, "7010")
    assert time.monotonic() - started < 1.0
    assert not server.telegram.texts()
    server.telegram.wait_for(lambda: len(server.telegram.texts()) == 5)
    assert time.monotonic() - started < 4.0  # one beside the other
