"""A person of the office writes with a visitor of the web page."""

import datetime

import pytest

from assistant.database import now
from assistant.handover.callbacks import Gone
from assistant.handover.client import HandoverServer
from assistant.handover.words import Wish
from assistant.settings import HandoverSettings
from tests.all_channels import OnTelegram, OnTheWeb, word
from tests.handover.conftest import waiting, wish

pytestmark = pytest.mark.usefixtures("patient", "open_office")


@pytest.fixture
def desk(server):
    return HandoverServer(HandoverSettings(handover_server=server.url))


def look(visitor, after=0):
    """What the page learns when it asks."""
    response = visitor.post("person", {"after": after})
    assert response.status_code == 200, response.text
    return response.json()


def texts(visitor, after=0):
    return [reply["text"] for reply in look(visitor, after)["said"]]


def taken(visitor, words, desk, staff="amel"):
    waiting(visitor, words)
    desk.take(visitor.name, staff)


def lines_of(visitor, text):
    return [line for line in visitor.send(text).text.splitlines()]


def test_a_visitor_waits_and_the_assistant_goes_on_answering(visitor, people, words):
    assert look(visitor) == {"state": "", "said": []}
    reply = waiting(visitor, words, "ar")
    assert reply["handover"]["state"] == "waiting"
    assert reply["text"].startswith("نُقل طلبكم")
    assert [button["payload"] for button in reply["buttons"]] == [
        wish(words, Wish.LEAVE, "ar"),
        wish(words, Wish.CALLBACK, "ar"),
    ]
    [standing] = people.takeovers.all()
    assert (standing.conversation, standing.language) == (visitor.name, "ar")
    assert look(visitor)["state"] == "waiting" and visitor.open()["person"] == "waiting"
    assert visitor.say("bonjour") == "« bonjour »"


def test_a_conversation_is_taken_talked_in_and_given_back(visitor, server, words, desk):
    taken(visitor, words, desk)
    [notice] = look(visitor)["said"]
    assert notice["text"] == words.say("fr", "live-taken")
    assert notice["handover"] == {"by": "notice", "state": "taken", "number": 1}
    parsed = len(server.agent.processor.parsed)
    assert lines_of(visitor, "bonjour madame") == ['{"handed": true}']
    assert server.agent.processor.parsed[parsed:] == ["bonjour madame"], "NLU reads it all the same"
    desk.say(visitor.name, "amel", "Bonjour, que puis-je faire ?")
    desk.say(visitor.name, "amel", "Je suis là.")
    said = look(visitor, notice["handover"]["number"])["said"]
    assert [reply["text"] for reply in said] == ["Bonjour, que puis-je faire ?", "Je suis là."]
    assert {reply["handover"]["by"] for reply in said} == {"staff"}
    desk.give_back(visitor.name, "amel")
    after = look(visitor, said[-1]["handover"]["number"])
    assert after["state"] == "" and [reply["text"] for reply in after["said"]] == [
        words.say("fr", "live-returned")
    ]
    assert visitor.say("bonjour") == "« bonjour »"


def test_the_conversation_is_complete_and_a_reload_shows_it(visitor, server, words, desk):
    visitor.say("bonjour")
    taken(visitor, words, desk)
    visitor.send("mon numéro est le 55 444 333")
    desk.say(visitor.name, "amel", "Merci beaucoup.")
    desk.give_back(visitor.name, "amel")
    visitor.say("au revoir")
    page = visitor.open()
    assert [turn["text"] for turn in page["turns"]] == [
        "bonjour",
        wish(words, Wish.LIVE),
        "mon numéro est le [phone]",
        "au revoir",
    ]
    handed = page["turns"][2]
    assert handed["handed"] and [reply["text"] for reply in handed["replies"]] == [
        "Merci beaucoup.",
        words.say("fr", "live-returned"),
    ]
    # By their numbers the page knows again what it was told of by itself.
    shown = [r["handover"]["number"] for r in handed["replies"]]
    assert shown == [reply["handover"]["number"] for reply in look(visitor, 1)["said"]]
    assert server.files_with("55 444 333") == []


@pytest.mark.parametrize("when", ["waiting", "taken"])
def test_danger_is_answered_at_once_whoever_has_the_conversation(visitor, words, desk, when):
    waiting(visitor, words)
    if when == "taken":
        desk.take(visitor.name, "amel")
    assert visitor.say("mon mari me frappe danger") == "« mon mari me frappe danger »"
    assert look(visitor)["state"] == when, "the person stays"
    [turn] = [turn for turn in visitor.open()["turns"] if "danger" in turn["text"]]
    assert turn["replies"][0]["text"] == "« mon mari me frappe danger »" and not turn["handed"]


def test_danger_is_answered_although_hand_over_fails(visitor, words, desk, monkeypatch):
    taken(visitor, words, desk)

    def fails(*_):
        raise OSError("gone")

    monkeypatch.setattr("assistant.handover.takeovers.Takeovers.of", fails)
    assert visitor.say("danger") == "« danger »"


def test_a_message_sent_again_reaches_the_person_once(visitor, server, words, desk):
    taken(visitor, words, desk)
    name = "a-message-of-the-page"
    for again in (False, True):
        assert visitor.send("bonjour", id=name, again=again).text == '{"handed": true}\n'
    server.stop()
    server.start()
    visitor.client.base_url = server.url
    visitor.origin = server.url
    assert visitor.send("bonjour", id=name, again=True).text == '{"handed": true}\n'
    assert visitor.said().count("bonjour") == 1


def test_only_one_takes_it_and_only_they_speak(visitor, words, desk):
    taken(visitor, words, desk)
    with pytest.raises(Gone):
        desk.take(visitor.name, "sami")
    desk.take(visitor.name, "amel")
    for act in (
        lambda: desk.say(visitor.name, "sami", "C'est moi."),
        lambda: desk.give_back(visitor.name, "sami"),
    ):
        with pytest.raises(Gone):
            act()
    assert texts(visitor) == [words.say("fr", "live-taken")]


def test_who_did_not_ask_for_a_person_gets_none(visitor, desk):
    visitor.say("bonjour")
    with pytest.raises(Gone):
        desk.take(visitor.name, "amel")


@pytest.mark.parametrize("when", ["waiting", "taken"])
def test_a_visitor_goes_back_to_the_assistant(visitor, people, words, desk, when):
    waiting(visitor, words)
    if when == "taken":
        desk.take(visitor.name, "amel")
    [reply] = visitor.ask(wish(words, Wish.LEAVE))
    assert reply["text"] == words.say("fr", "live-left") and reply["handover"]["state"] == ""
    assert people.takeovers.all() == [] and visitor.say("bonjour") == "« bonjour »"
    with pytest.raises(Gone):
        desk.say(visitor.name, "amel", "Attendez !")


@pytest.mark.parametrize("way", ["new", "erase"])
def test_a_visitor_who_ends_the_conversation_ends_it_for_the_person_too(
    visitor, people, words, desk, server, way
):
    taken(visitor, words, desk)
    planted = word()
    desk.say(visitor.name, "amel", planted)
    assert visitor.post(way, {}).status_code == 200
    assert people.takeovers.all() == []
    with pytest.raises(Gone):
        desk.say(visitor.name, "amel", "Attendez !")
    if way == "erase":
        assert server.files_with(planted) == []


@pytest.mark.parametrize("who, phrase", [(None, "live-nobody"), ("amel", "live-silent")])
def test_after_some_minutes_the_assistant_is_back_and_says_so_once(
    visitor, words, desk, monkeypatch, who, phrase
):
    waiting(visitor, words)
    if who:
        desk.take(visitor.name, who)
    moment = now() + datetime.timedelta(minutes=11)
    monkeypatch.setattr("assistant.handover.takeovers.now", lambda: moment)
    seen = look(visitor)
    assert seen["state"] == "" and seen["said"][-1]["text"] == words.say("fr", phrase)
    assert seen["said"][-1]["buttons"][0]["payload"] == wish(words, Wish.CALLBACK)
    assert look(visitor, seen["said"][-1]["handover"]["number"]) == {"state": "", "said": []}
    assert visitor.say("bonjour") == "« bonjour »"
    if who:
        with pytest.raises(Gone):
            desk.say(visitor.name, who, "Me revoilà.")


def test_a_message_finds_that_the_time_is_over_too(visitor, words, desk, monkeypatch):
    taken(visitor, words, desk)
    moment = now() + datetime.timedelta(minutes=11)
    monkeypatch.setattr("assistant.handover.takeovers.now", lambda: moment)
    assert visitor.say("bonjour") == "« bonjour »"


def test_outside_the_hours_a_visitor_is_told_when_somebody_is_there(
    visitor, people, words, monkeypatch
):
    monkeypatch.setattr("assistant.handover.hours.OfficeHours.is_open", lambda *_: False)
    [reply] = visitor.ask(wish(words, Wish.LIVE))
    assert "08:30" in reply["text"] and people.takeovers.all() == []
    assert [button["payload"] for button in reply["buttons"]] == [wish(words, Wish.CALLBACK)]


def test_other_channels_have_no_person_at_once(server, people, words):
    visitor = OnTelegram(server)
    text = wish(words, Wish.LIVE)
    assert visitor.say(text) == f"« {text} »" and people.takeovers.all() == []


@pytest.mark.parametrize("after", [-1, "0", None, 1.5, 1 << 53, [1]])
def test_what_the_page_cannot_have_seen_is_refused(visitor, after):
    assert visitor.post("person", {"after": after}).status_code == 400


def test_a_visitor_learns_of_their_own_conversation_only(server, visitor, words, desk):
    taken(visitor, words, desk)
    desk.say(visitor.name, "amel", "Pour vous seul.")
    assert look(OnTheWeb(server)) == {"state": "", "said": []}
