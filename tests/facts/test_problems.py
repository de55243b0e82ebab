"""Whatever would leave a reply that cannot be written is found, with fact, field and reason."""

from typing import Any, Dict, List

import pytest

from assistant.facts.errors import Problem, sentences
from assistant.facts.languages import LANGUAGES
from assistant.facts.needed import CONTACT, DANGER_GENERAL, DANGER_LINE, danger_kinds
from assistant.facts.phrases import Phrases
from assistant.facts.problems import problems_of
from assistant.facts.record import FactRecord, Phone

Records = Dict[str, FactRecord]
PLAIN = {language: "…" for language in LANGUAGES}


def changed(records: Records, fact_id: str, **fields: Any) -> Records:
    document = {**records[fact_id].document(), **fields}
    return {**records, fact_id: FactRecord.parse_obj(document)}


def found(records: Records, phrases: Phrases, fact_id: str) -> List[Problem]:
    return [problem for problem in problems_of(records, phrases) if problem.fact == fact_id]


def test_the_projects_records_have_no_problem(records, phrases):
    assert not problems_of(records, phrases)


@pytest.mark.parametrize(
    "fields, field, reason",
    [
        ({"answer": {**PLAIN, "fr": "{ $iom_nothing }"}}, "answer.fr", "iom_nothing"),
        ({"answer": dict.fromkeys(LANGUAGES, "{ $iom_nothing }")}, "answer", "iom_nothing"),
        ({"answer": {**PLAIN, "fr": "{ $iom_founded_answer }"}}, "answer.fr", "itself"),
        ({"answer": {**PLAIN, "en": "{ $value_first }"}}, "answer.en", "value_first"),
        ({"answer": {**PLAIN, "en": "{ $tense }"}}, "answer.en", "tense"),
        ({"answer": {**PLAIN, "ar": "{ $value "}}, "answer.ar", "not a Fluent pattern"),
        ({"answer": {**PLAIN, "ar": '{""}'}}, "answer.ar", "is empty"),
        ({"value": {"type": "facts", "facts": ["iom.nothing"]}}, "value.facts", "iom.nothing"),
        ({"card": {"type": "tiles", "facts": ["iom.nothing"]}}, "card.facts", "iom.nothing"),
        ({"card": {"type": "timeline", "facts": ["iom.mission"]}}, "card.facts", "no day"),
        ({"event": "iom.nothing"}, "event", "iom.nothing"),
        ({"event": "iom.mission"}, "event", "tells no day"),
        ({"recurs": "iom.nothing"}, "recurs", "iom.nothing"),
        ({"recurs": "iom.mission"}, "recurs", "no number of years"),
        ({"valid_from": "2022-03", "valid_until": "2021"}, "valid_until", "before valid_from"),
    ],
)
def test_what_is_wrong_with_a_record_is_found_with_its_field(
    records, phrases, fields, field, reason
):
    problems = found(changed(records, "iom.founded", **fields), phrases, "iom.founded")
    assert any(p.field == field and reason in p.reason for p in problems), problems


def test_a_year_that_a_fact_begins_and_ends_in_is_no_problem(records, phrases):
    dates = {"valid_from": "2022-03", "valid_until": "2022"}
    assert not problems_of(changed(records, "iom.founded", **dates), phrases)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tense", ["past", "present", "future"])
def test_an_answer_must_be_written_before_during_and_after_its_event(
    records, phrases, language, tense
):
    pattern = f"{{ $tense ->\n    [{tense}] {{ $value_year }}\n   *[other] at some time\n}}"
    answer = {**records["imrf.dates"].answer, language: pattern}
    problems = found(changed(records, "imrf.dates", answer=answer), phrases, "imrf.dates")
    assert [p.field for p in problems] == [f"answer.{language}"]


def test_an_answer_that_shows_one_with_an_event_is_tried_on_the_events_days(records, phrases):
    pattern = '{ $tense ->\n    [future] {""}\n   *[other] …\n}'
    records = changed(records, "imrf.plenary", answer={**PLAIN, "fr": pattern})
    only = {**PLAIN, "fr": "{ $imrf_plenary_answer }"}
    records = changed(records, "iom.founded", answer=only)
    assert "is empty" in found(records, phrases, "iom.founded")[0].reason


def test_facts_that_show_each_other_are_a_problem_of_both(records, phrases):
    for one, other in (("iom.founded", "iom.mission"), ("iom.mission", "iom.founded")):
        shows = "{ $" + other.replace(".", "_") + "_answer }"
        records = changed(records, one, answer={**PLAIN, "fr": shows})
    for fact in ("iom.founded", "iom.mission"):
        assert "itself" in found(records, phrases, fact)[0].reason


def test_showing_a_retired_fact_is_a_problem(records, phrases):
    retired = changed(records, "help.police", status="retired")
    fields = {problem.field for problem in found(retired, phrases, "danger.violence")}
    assert fields == {"value.facts", "answer"}


def test_the_event_of_a_fact_that_is_shown_must_not_be_retired(records, phrases):
    """Nothing shows the value of the informal session, and its own day is its event."""
    records = changed(records, "iom.founded", event="imrf.informal_session")
    retired = changed(records, "imrf.informal_session", status="retired")
    assert [p.field for p in found(retired, phrases, "iom.founded")] == ["event"]


def test_a_retired_fact_needs_nothing(records, phrases):
    shows = dict.fromkeys(LANGUAGES, "{ $website_sections }")
    old = {**records["iom.founded"].document(), "id": "iom.old", "answer": shows}
    records = {**records, "iom.old": FactRecord.parse_obj({**old, "status": "retired"})}
    assert not problems_of(changed(records, "website.sections", status="retired"), phrases)


def needed_ids() -> List[str]:
    return [CONTACT, DANGER_GENERAL, DANGER_LINE, *(f"danger.{kind}" for kind in danger_kinds())]


@pytest.mark.parametrize("fact", sorted(set(needed_ids())))
def test_what_code_needs_must_be_there_and_not_retired(records, phrases, fact):
    retired = found(changed(records, fact, status="retired"), phrases, fact)
    assert [problem.field for problem in retired] == ["status"]
    missing = {other: record for other, record in records.items() if other != fact}
    assert "id" in [problem.field for problem in found(missing, phrases, fact)]


def test_what_phrases_show_must_be_there_and_not_retired(records, phrases):
    named = {
        variable
        for language in LANGUAGES
        for phrase in phrases.names(language)
        for variable in phrases.facts_in(language, phrase)
    }
    assert named
    for variable in named:
        fact = next(record.id for record in records.values() if record.variable == variable)
        retired = found(changed(records, fact, status="retired"), phrases, fact)
        assert "phrases show it" in retired[0].reason
        missing = {other: record for other, record in records.items() if other != fact}
        assert found(missing, phrases, f"${variable}")


def test_a_phrase_that_cannot_say_a_facts_value_is_a_problem(records, tmp_path):
    for language in LANGUAGES:
        text = "later = { NUMBER($imrf_frequency) }\nother = { later }\n"
        (tmp_path / f"{language}.ftl").write_text(text, encoding="utf-8")
    phrases = Phrases(tmp_path)
    assert not found(records, phrases, "imrf.frequency")
    text = {"type": "text", "text": PLAIN}
    problems = found(changed(records, "imrf.frequency", value=text), phrases, "imrf.frequency")
    assert {problem.field for problem in problems} == {"value"}


def test_danger_facts_show_a_number_in_every_language(records, phrases):
    for record in records.values():
        if record.subject == "danger":
            for language in LANGUAGES:
                answer = {**record.answer, language: "…"}
                problems = found(changed(records, record.id, answer=answer), phrases, record.id)
                assert [p.field for p in problems] == [f"answer.{language}"]
                assert "no number" in problems[0].reason


def test_digits_within_other_digits_are_no_number_to_call(records, phrases):
    numbers = [r.value.number for r in records.values() if isinstance(r.value, Phone)]
    short = min(numbers, key=len)
    answer = dict.fromkeys(LANGUAGES, f"9{short}")
    [problem] = found(changed(records, DANGER_LINE, answer=answer), phrases, DANGER_LINE)[:1]
    assert "no number" in problem.reason


@pytest.mark.parametrize("new_id", ["iom.tunisia_since", "iom_tunisia.since_answer", "value.first"])
def test_an_id_that_answers_cannot_tell_from_another_is_a_problem(records, phrases, new_id):
    new = FactRecord.parse_obj({**records["iom.founded"].document(), "id": new_id})
    problems = found({**records, new_id: new}, phrases, new_id)
    assert [problem.field for problem in problems] == ["id"]


def test_facts_with_the_same_problem_share_a_sentence():
    problems = [Problem(f"iom.fact_{number}", "event", "is wrong") for number in range(6)]
    [sentence] = sentences(problems)
    assert sentence.startswith("iom.fact_0, ") and "and 2 more: field event: is wrong" in sentence
