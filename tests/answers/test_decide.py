"""Which facts are answered, which refused, and what else is said."""

import datetime

import pytest

from assistant.answers.decide import decide
from assistant.answers.decision import (
    Answer,
    AskMore,
    Beside,
    Danger,
    Decision,
    Memory,
    NotUnderstood,
    OutOfScope,
    Reason,
    Refusal,
    Sources,
    Topics,
    Verdict,
)
from assistant.facts.needed import CONTACT
from assistant.facts.snapshot import Snapshot
from assistant.understanding.question import Candidate, Mentions, Question
from tests.answers.asked import ask
from tests.conftest import TODAY


def test_every_asked_fact_is_answered(decided, records):
    for record in records.values():
        if record.asked and record.subject != "danger":
            decision = decided(ask(record.id))
            assert decision.steps == (Answer(record.id),), record.id
            assert decision.memory == Memory(record.id)


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope", "help", "followup", "inform"])
def test_a_records_own_question_is_answered_whatever_the_classifier_makes_of_it(
    decided, records, intent
):
    for record in records.values():
        if record.asked and record.subject != "danger":
            for text in record.question.values():
                for written in (text, text.upper().rstrip(" ?؟")):
                    mistaken = Question(text=written, intent=intent, about_other=0.99)
                    assert decided(mistaken).shown == (record.id,), written


def test_a_question_that_only_begins_like_a_records_own_is_left_to_the_classifier(decided, records):
    own = records["iom.founded"].question["en"].rstrip(" ?")
    for text in (f"{own} in Morocco?", "", "?"):
        assert not decided(Question(text=text, intent="nlu_fallback")).shown


def test_another_country_is_refused_and_the_nearest_fact_offered(decided):
    decision = decided(ask("iom_tunisia.since", countries=["MA"]))
    assert decision.steps == (Refusal("iom_tunisia.since", Reason.COUNTRY, "MA"),)
    assert decision.offers == ("iom_tunisia.since",)
    assert not decision.shown


def test_later_forums_are_refused_with_the_years_of_the_rule(decided, records):
    first = records["imrf.dates"].value.first.year
    every = records["imrf.frequency"].value.count
    for question in (
        ask("imrf.dates", forums=["later"]),
        ask("imrf.place", forums=["ordinal"]),
        ask("imrf.dates", years=[first + every]),
        Question(intent="out_of_scope", topic="other_forum", mentions=Mentions(forums=["later"])),
        Question(
            intent="out_of_scope",
            topic="other_forum",
            mentions=Mentions(subjects=["imrf"], years=[first + every]),
        ),
    ):
        for today, years in (
            (datetime.date(first, 12, 1), (first + every,)),
            (datetime.date(first + every - 1, 12, 1), (first + every,)),
            (datetime.date(first + every, 11, 26), (first + every, first + 2 * every)),
            (datetime.date(first + 3 * every + 1, 1, 1), (first + 3 * every, first + 4 * every)),
        ):
            [step] = decided(question, today=today).steps
            assert step.reason is Reason.LATER_FORUM and step.years == years


@pytest.mark.parametrize(
    "mentions",
    [
        {"forums": ["cop"]},
        {"forums": ["later", "g20"]},
        {},
        {"years": [2030]},
        {"subjects": ["imrf"], "years": [2018]},
    ],
)
def test_another_event_is_not_the_forums_next(decided, mentions):
    question = Question(intent="out_of_scope", topic="other_forum", mentions=Mentions(**mentions))
    assert decided(question).steps == (OutOfScope("other_forum", Beside.NEAREST),)


def test_a_fact_that_is_not_shown_any_more_is_not_answered(snapshot):
    kept = {fact: record for fact, record in snapshot.records.items() if fact != "website.sections"}
    without = Snapshot(2, kept, snapshot.phrases)
    decision = decide([ask("website.sections")], Memory(), without, TODAY)
    assert decision.steps == (NotUnderstood(missing="website.sections"),)


def test_a_fact_that_held_until_a_past_day_is_shown_as_such_and_not_compared(snapshot):
    record = snapshot.records["iom.founded"]
    expired = record.copy(update={"valid_until": "2025"})
    known = Snapshot(2, {**snapshot.records, record.id: expired}, snapshot.phrases)
    claim = ask(record.id)
    claim.text = f"c'est bien {record.value.year} ?"
    claim.mentions.years = [record.value.year]
    [held] = decide([claim], Memory(), snapshot, TODAY).steps
    assert held.verdict is Verdict.RIGHT and not held.expired
    assert decide([claim], Memory(), known, TODAY).steps == (Answer(record.id, expired=True),)


def test_what_is_not_understood_offers_the_topics_and_a_person(decided):
    decision = decided(Question(intent="nlu_fallback", confidence=0.2))
    assert decision.steps == (NotUnderstood(Beside.CONTACT),)
    assert decision.offers


def test_who_only_tells_something_chooses_or_is_asked_back(decided):
    members = [Candidate(topic="iom.member_states", confidence=0.1)]
    told = Question(intent="inform", topic=None, confidence=0.8, ranking=members)
    assert decided(told, memory=Memory(clarifying="how_many")).shown == ("iom.member_states",)
    assert decided(told, memory=Memory("imrf.place")).steps == (AskMore(),)
    for intent in ("affirm", "deny"):
        assert decided(Question(intent=intent)).steps == (AskMore(),)


@pytest.mark.parametrize(
    "topic, beside",
    [
        ("injection", Beside.NOTHING),
        ("gibberish", Beside.NOTHING),
        ("far", Beside.TOPICS),
        ("asylum_visa", Beside.CONTACT),
        ("other_organisation", Beside.NEAREST),
    ],
)
def test_what_is_said_beside_a_refusal(decided, topic, beside):
    ranking = [Candidate(topic="iom.founded", confidence=0.2)]
    question = Question(intent="out_of_scope", topic=topic, ranking=ranking)
    decision = decided(question)
    assert decision.steps == (OutOfScope(topic, beside),)
    assert (decision.offers == ("iom.founded",)) == (beside in (Beside.CONTACT, Beside.NEAREST))


def test_a_person_the_topics_the_source_and_the_last_answer(decided, records):
    assert decided(Question(intent="human_contact")).shown == (CONTACT,)
    topics = decided(Question(intent="help"))
    assert topics.steps == (Topics(),)
    assert set(topics.offers) == {record.id for record in records.values() if record.featured}
    assert decided(Question(intent="repeat")).steps == (Topics(),)
    shown = Memory("imrf.place")
    assert decided(Question(intent="repeat"), memory=shown).steps == (Answer("imrf.place"),)
    again = decided(Question(intent="repeat"), memory=Memory("danger.sea"))
    assert again.steps == (Danger("danger.sea"),)
    assert decided(Question(intent="source"), memory=shown).steps == (Sources("imrf.place"),)
    assert decided(Question(intent="source")).steps == (Sources(None),)


def test_a_decision_is_plain_data_for_logs(decided):
    document = decided(ask("iom_tunisia.since", countries=["MA"])).document()
    assert document == {
        "steps": [
            {
                "step": "Refusal",
                "fact": "iom_tunisia.since",
                "reason": "country",
                "named": "MA",
                "years": [],
            }
        ],
        "offers": ["iom_tunisia.since"],
        "memory": {"fact": None, "clarifying": None},
    }
    assert Decision(()).document()["steps"] == []
