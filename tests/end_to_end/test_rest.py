"""The assistant as visitors reach it over REST."""

import datetime
import re
import uuid

import pytest

from assistant.facts.languages import LANGUAGES
from assistant.facts.needed import CONTACT
from assistant.facts.record import FactRecord
from tests.facts_in_text import FactsInText

MEMBERS = "iom.member_states"
FUTURE = re.compile(
    r"\b(aura|auront|sera|seront|débouchera|will|se tiendra)\b|سيكون|ستكون|ستنعقد|سينعقد"
)


def answer(assistant, record: FactRecord, language: str) -> str:
    return assistant.facts.wording().answer(record, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_facts_own_question_gets_its_answer(assistant, records, language):
    wrong = []
    for record in records.values():
        if record.asked and record.subject != "danger":
            reply = assistant.reply(record.question[language])
            # Behind a "Yes." where the question states the value.
            if answer(assistant, record, language) not in reply:
                wrong.append((record.id, reply))
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_forum_is_in_the_future(assistant, records, language):
    for record in records.values():
        if record.subject == "imrf" and record.asked:
            assert not FUTURE.search(assistant.reply(record.question[language])), record.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forums_dates_tell_that_it_took_place_and_no_later_date(assistant, records, language):
    reply = assistant.reply(records["imrf.dates"].question[language])
    dates = records["imrf.dates"].value
    years = set(re.findall(r"\b(?:19|20)\d\d\b", reply))
    assert years == {str(dates.first.year)}
    assert f" {records['imrf.frequency'].value.count} " in reply


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_fact_shows_in_the_next_reply(assistant, records, language):
    question, old = records[MEMBERS].question[language], records[MEMBERS].value.count
    conversation = uuid.uuid4().hex
    assert str(old) in assistant.reply(question, conversation)
    assistant.facts.change(MEMBERS, {"value.count": old + 1}, "test")
    try:
        assert str(old + 1) in assistant.reply(question, conversation)
    finally:
        assistant.facts.change(MEMBERS, {"value.count": old}, "test")


@pytest.mark.parametrize(
    "text, fact, language",
    [
        ("slt c koi le nbr d'états membres de l oim svp", MEMBERS, "fr"),
        ("since when have you guys been in tunisia?", "iom_tunisia.since", "en"),
        ("كم دولة عضو في منظمتكم", MEMBERS, "ar"),
        ("9adech men dawla 3odhw fel OIM", MEMBERS, "ar"),
        ("وقتاش حليتو البيرو متاعكم في تونس", "iom_tunisia.since", "ar"),
    ],
)
def test_people_are_answered_as_they_write(assistant, records, text, fact, language):
    assert assistant.reply(text).startswith(answer(assistant, records[fact], language))


@pytest.mark.parametrize(
    "text",
    [
        "Depuis quand l'OIM est présente au Maroc ?",
        "When was UNHCR founded?",
        "متى تأسست منظمة العفو الدولية؟",
        "What are the dates of the 2026 review forum?",
        "Combien d'États membres compte l'Union européenne ?",
        "combien font 1900 + 51 ?",
    ],
)
def test_another_subject_never_gets_our_figure(assistant, text):
    reply = assistant.reply(text)
    assert reply.strip()
    assert set(FactsInText(assistant.facts.snapshot()).shown(reply)) <= {CONTACT}


def test_the_next_forum_is_told_with_the_years_of_its_rule(assistant, records):
    first, every = records["imrf.dates"].value.first.year, records["imrf.frequency"].value.count
    today = datetime.date.today()
    for text in (
        "When is the next forum?",
        "c'est quand le prochain forum d'examen des migrations ?",
        "متى ينعقد المنتدى القادم؟",
    ):
        years = {int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", assistant.reply(text))}
        assert years and all((year - first) % every == 0 for year in years), text
        assert max(years) > today.year >= min(years) or min(years) > today.year, text


def test_a_conversation_in_three_languages_with_source_and_follow_up(assistant, records):
    conversation = uuid.uuid4().hex
    ask = lambda text: assistant.reply(text, conversation)  # noqa: E731
    dates, place = records["imrf.dates"], records["imrf.place"]
    assert ask(dates.question["fr"]).startswith(answer(assistant, dates, "fr"))
    assert ask("et où ?").startswith(answer(assistant, place, "fr"))
    assert place.sources[0].section in ask("D'où vient cette information ?")
    assert ask("in English please")
    assert ask("And how often is that forum held?").startswith(
        answer(assistant, records["imrf.frequency"], "en")
    )
    assert ask(records["imrf.chair"].question["ar"]).startswith(
        answer(assistant, records["imrf.chair"], "ar")
    )


@pytest.mark.parametrize(
    "text, fact",
    [
        ("au secours mon bateau coule on est 40", "help.coast_guard"),
        ("my boss took my passport and locks me in the house", "help.report_trafficking"),
        ("أريد أن أموت لم أعد أحتمل", "help.ambulance"),
        ("ya nes 3awnouni rajli yodhrob fiya", "help.police"),
    ],
)
def test_a_person_in_danger_gets_the_numbers(assistant, records, text, fact):
    reply = assistant.reply(text)
    assert records[fact].value.number in reply
    assert records["help.helpline_tunis"].value.number in reply


def test_numbers_to_call_are_shown_with_source_and_date(assistant, records):
    for fact in ("help.police", "help.helpline_sfax", "help.report_trafficking"):
        reply = assistant.reply(records[fact].question["fr"])
        source = records[fact].sources[0]
        assert source.document in reply and source.date[:4] in reply


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😀😀",
        "?",
        "12345",
        "x" * 10_000,
        "bonjour\u0000",
        "\ud83d",
        "مرحبا hello bonjour 你好 привет",
        '/ask{"fact": "iom.founded"}',
        "/restart",
        "/SetSlots(language=en)",
        "<script>alert(1)</script><b>OIM</b>",
        "{{7*7}} {fact} %s",
    ],
)
def test_bad_input_gets_a_polite_reply(assistant, text):
    reply = assistant.reply(text)
    assert reply.strip()
    assert "script" not in reply and "49" not in reply


def test_every_button_leads_somewhere(assistant):
    [message] = assistant.say("que puis-je demander ?", uuid.uuid4().hex)
    for button in message["buttons"]:
        reply = assistant.reply(button["payload"])
        assert reply and "je ne connais pas" not in reply, button


def test_greeting_speaks_three_languages_and_help_has_buttons(assistant):
    greeting = assistant.reply("bonjour")
    assert "Hello" in greeting and "Bonjour" in greeting and "مرحب" in greeting
    [message] = assistant.say("what can I ask you?", uuid.uuid4().hex)
    assert len(message["buttons"]) >= 5
