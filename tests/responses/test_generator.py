"""``utter_danger`` and ``utter_other_language``, as Rasa asks for them."""

import asyncio
import datetime

import pytest
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.slots import CategoricalSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config

from assistant.answers.decision import Danger, Decision, Memory, OtherLanguage
from assistant.answers.write import write
from assistant.facts.languages import LANGUAGES
from assistant.responses import generator
from assistant.settings import ROOT

SLOTS = [CategoricalSlot("language", [{}], values=list(LANGUAGES))]
DANGER, OTHER_LANGUAGE = "utter_danger", "utter_other_language"


@pytest.fixture
def responses(settings, opened, monkeypatch):
    """The generator that ``endpoints.yml`` names, on the test's own facts."""
    monkeypatch.setattr(generator, "Settings", lambda: settings)
    monkeypatch.setattr(generator, "HelpFacts", opened)
    monkeypatch.setattr(generator, "limit_action_calls", lambda seconds: None)
    endpoint = read_endpoint_config(str(ROOT / "endpoints.yml"), "nlg")
    return NaturalLanguageGenerator.create(endpoint, Domain.load(ROOT / "domain.yml"))


def said(responses, utterance, topic=None, language=None, parsed=True):
    """The response to a message whose question has the topic."""
    question = {"text": "…", "intent": "distress", "topic": topic}
    events = [SlotSet("language", language)] if language else []
    events.append(UserUttered("…", parse_data={"questions": [question]} if parsed else None))
    tracker = DialogueStateTracker.from_events("me", events, slots=SLOTS)
    return asyncio.run(responses.generate(utterance, tracker, "rest", domain_responses={}))


def written(store, step, language):
    """What is said in a step, and what goes with it."""
    return write(Decision((step,)), store.snapshot(), language, datetime.date.today())


@pytest.mark.parametrize("language", LANGUAGES)
def test_danger_of_every_kind_gets_its_numbers(responses, seeded, records, language):
    for record in records.values():
        if record.subject == "danger" and record.attribute != "line":
            reply = said(responses, DANGER, record.attribute, language)
            expected = written(seeded, Danger(record.id), language)
            assert reply["text"] == expected.text
            assert reply["facts"] == expected.facts
            assert reply["facts"][0]["id"] == record.id
            assert all(number in reply["text"] for number in reply["facts"][0]["numbers"])


@pytest.mark.parametrize("topic, parsed", [("of a new kind", True), (None, True), (None, False)])
def test_danger_of_no_kind_that_is_known_gets_general_numbers(responses, topic, parsed):
    reply = said(responses, DANGER, topic, "en", parsed)
    assert reply["facts"][0]["id"] == "danger.general" and reply["facts"][0]["numbers"]


def test_a_kind_that_cannot_be_written_gets_general_numbers(responses, seeded, monkeypatch):
    respond = generator.response

    def fail(intent, topic, *others):
        if topic == "sea":
            raise RuntimeError("a kind that cannot be written")
        return respond(intent, topic, *others)

    monkeypatch.setattr(generator, "response", fail)
    assert said(responses, DANGER, "sea", "fr")["facts"][0]["id"] == "danger.general"


def test_another_language_is_told_of_in_those_that_are_spoken(responses, seeded):
    calm = said(responses, OTHER_LANGUAGE)
    assert calm["text"] == written(seeded, OtherLanguage(), "fr").text and "facts" not in calm
    danger = said(responses, OTHER_LANGUAGE, "sea")
    expected = written(seeded, OtherLanguage("danger.sea"), "fr")
    assert (danger["text"], danger["facts"]) == (expected.text, expected.facts)


def test_what_was_shown_is_remembered_with_the_reply(responses):
    remembered = said(responses, DANGER, "sea")["decision"]["memory"]
    assert Memory(**remembered) == Memory("danger.sea")


def test_every_other_response_is_rasas_own(responses):
    assert "Goodbye" in said(responses, "utter_goodbye", language="en")["text"]
    assert said(responses, "utter_nothing_that_is_known") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_resort_names_no_number(responses, monkeypatch, language):
    async def nothing():
        return None

    monkeypatch.setattr(responses._help, "now", nothing)
    text = said(responses, DANGER, "sea", language)["text"]
    assert text and not any(char.isdigit() for char in text)
    assert said(responses, OTHER_LANGUAGE)["text"].count("\n") == len(LANGUAGES) - 1


def test_the_domains_last_resort_says_what_the_phrases_say(responses, phrases):
    spoken = {phrases.say(language, "other-language") for language in LANGUAGES}
    for response in responses.responses[OTHER_LANGUAGE]:
        assert set(response["text"].splitlines()) == spoken


def test_the_action_server_is_waited_for_so_long_and_no_longer(monkeypatch):
    from rasa.core.actions import action

    monkeypatch.setattr(action, "DEFAULT_REQUEST_TIMEOUT", None)
    generator.limit_action_calls(0.2)

    async def call():
        async def silent(reader, writer):
            await asyncio.sleep(5)

        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        endpoint = EndpointConfig(f"http://127.0.0.1:{port}/webhook")
        remote = action.RemoteAction("action_answer", endpoint)
        tracker = DialogueStateTracker.from_events("me", [])
        began = asyncio.get_running_loop().time()
        try:
            await remote.run(None, None, tracker, Domain.empty())
        finally:
            server.close()
            assert asyncio.get_running_loop().time() - began < 2

    with pytest.raises(Exception, match="action_answer"):
        asyncio.run(call())
