import pytest

from assistant.answers.question import Candidate, Mentions, Question
from assistant.answers.reply import CONTACT, DANGER_LINE, Memory
from assistant.facts.record import Status


def ask(topic, **mentions):
    return Question(intent="ask", topic=topic, confidence=0.9, mentions=Mentions(**mentions))


def test_every_asked_fact_is_answered_with_its_wording(writer, records):
    for record in records.values():
        if record.asked and record.subject != "danger":
            reply = writer.to_question(ask(record.id))
            assert reply.fact == record.id
            assert reply.text.startswith(writer._wording.answer(record, writer._language))


def test_what_is_to_be_confirmed_is_shown_with_source_and_date(writer, records):
    for record in records.values():
        if record.status == Status.TO_CONFIRM and record.subject == "help":
            text = writer.fact(record.id).text
            assert record.sources[0].document in text, record.id
            assert record.sources[0].date[:4] in text, record.id


def test_facts_that_touch_danger_carry_one_line_of_help(writer, records):
    line = writer.fact(DANGER_LINE).text
    for record in records.values():
        if record.subject != "danger":
            assert (line in writer.fact(record.id).text) == record.touches_danger, record.id


def test_another_subject_gets_no_figure_but_the_nearest_question(writer, records):
    record = records["iom_tunisia.since"]
    reply = writer.to_question(ask(record.id, countries=["MA"]))
    assert reply.fact is None
    assert record.value.month[:4] not in reply.text
    assert [button["title"] for button in reply.buttons] == [record.title[writer._language]]


@pytest.mark.parametrize(
    "kind",
    [
        "violence",
        "trafficking",
        "sea",
        "medical",
        "stranded",
        "suicide",
        "detained_missing",
        "child",
        "fire",
        "general",
    ],
)
def test_each_danger_gets_numbers_and_no_statistic(writer, records, kind):
    text = writer.danger(kind).text
    numbers = [records[fact].value.number for fact in records[f"danger.{kind}"].value.facts]
    assert all(number in text for number in numbers)
    assert text.index(numbers[0]) == min(text.index(number) for number in numbers)
    assert str(records["iom.member_states"].value.count) not in text.replace(" ", "")


def test_an_unknown_danger_still_gets_help(writer):
    assert writer.danger("of a new kind").text == writer.danger("general").text


def test_fallback_tells_what_can_be_asked_and_how_to_reach_a_person(writer):
    reply = writer.not_understood(Memory())
    assert writer._wording.answer(writer._records[CONTACT], writer._language) in reply.text
    assert reply.buttons


def test_fallback_after_danger_stays_gentle(writer):
    reply = writer.not_understood(Memory("danger.sea"))
    assert reply.text != writer.not_understood(Memory()).text
    assert not reply.buttons and reply.fact == "danger.sea"


def test_out_of_scope_offers_the_nearest_known(writer):
    question = Question(
        intent="out_of_scope",
        topic="other_organisation",
        ranking=[Candidate(topic="iom.founded", confidence=0.2)],
    )
    reply = writer.out_of_scope(question)
    assert reply.fact is None
    assert reply.buttons[0]["payload"] == writer._records["iom.founded"].question[writer._language]


@pytest.mark.parametrize(
    "kind, last, expected",
    [
        ("where", "imrf.dates", "imrf.place"),
        ("who", "imrf.place", "imrf.chair"),
        ("how_often", "imrf.dates", "imrf.frequency"),
        ("result", "imrf.dates", "imrf.outcome"),
        ("when", "iom.mission", "iom.founded"),
        ("who", "iom_tunisia.since", "iom_tunisia.partner"),
    ],
)
def test_a_follow_up_keeps_the_subject(writer, kind, last, expected):
    assert (
        writer.to_question(Question(intent="followup", topic=kind), Memory(last)).fact == expected
    )


def test_a_change_of_subject_keeps_what_was_asked(writer):
    tunisia = Question(
        intent="followup", topic="subject", mentions=Mentions(subjects=["iom_tunisia"])
    )
    assert writer.to_question(tunisia, Memory("iom.founded")).fact == "iom_tunisia.since"
    forum = Question(intent="followup", topic="subject", mentions=Mentions(subjects=["imrf"]))
    assert writer.to_question(forum, Memory("iom.founded")).fact == "imrf.dates"


def test_a_follow_up_of_nothing_is_clarified_with_buttons(writer):
    reply = writer.to_question(Question(intent="followup", topic="when"))
    assert reply.fact is None and len(reply.buttons) >= 2


def test_how_many_countries_is_clarified(writer):
    reply = writer.to_question(Question(intent="clarify", topic="how_many"))
    payloads = {button["payload"] for button in reply.buttons}
    expected = {"iom.member_states", "iom.presence"}
    assert payloads == {writer._records[fact].question[writer._language] for fact in expected}


def test_the_source_names_document_section_and_date(writer, records):
    text = writer.source("iom.founded").text
    source = records["iom.founded"].sources[0]
    assert source.document in text and source.section in text and source.date in text
    assert writer.source(None).text


def test_a_retired_fact_is_not_answered(store, phrases):
    from assistant.answers.reply import Replies
    from tests.conftest import TODAY

    store.retire("website.sections", "test")
    reply = Replies(store, phrases, "fr", TODAY).to_question(ask("website.sections"))
    assert reply.fact is None


def test_a_choice_is_understood_from_few_words(writer):
    vague = Question(
        intent="nlu_fallback",
        confidence=0.3,
        ranking=[
            Candidate(topic="iom.mission", confidence=0.2),
            Candidate(topic="iom.presence", confidence=0.1),
        ],
    )
    assert writer.fallback(vague, Memory(clarifying="how_many")).fact == "iom.presence"
    assert writer.fallback(vague, Memory()).fact is None


def test_a_follow_up_chooses_what_it_names_even_faintly(writer):
    def follow(members, presence):
        ranking = [
            Candidate(topic="iom.member_states", confidence=members),
            Candidate(topic="iom.presence", confidence=presence),
        ]
        question = Question(
            intent="followup",
            topic="subject",
            confidence=0.95,
            ranking=sorted(ranking, key=lambda candidate: -candidate.confidence),
        )
        return writer.to_question(question, Memory(clarifying="how_many")).fact

    assert follow(0.004, 0.0001) == "iom.member_states"
    assert follow(0.0001, 0.004) == "iom.presence"
    assert follow(0.003, 0.003) is None


def test_a_follow_up_that_the_subject_has_no_fact_for_is_tried_as_the_next_kind(writer):
    kinds = [
        Candidate(topic="how_many", confidence=0.7),
        Candidate(topic="how_often", confidence=0.3),
    ]
    question = Question(intent="followup", topic="how_many", confidence=0.7, followups=kinds)
    assert writer.to_question(question, Memory("imrf.chair")).fact == "imrf.frequency"
    faint = question.copy(
        update={"followups": [kinds[0], kinds[1].copy(update={"confidence": 0.01})]}
    )
    assert writer.to_question(faint, Memory("imrf.chair")).fact is None


def test_a_follow_up_of_no_kind_gets_the_subjects_likeliest_fact(writer):
    ranking = [Candidate(topic="iom.founded", confidence=0.3)]
    ranking.append(Candidate(topic="help.offices", confidence=0.1))
    question = Question(intent="followup", topic="when", confidence=0.8, ranking=ranking)
    assert writer.to_question(question, Memory("help.avrr")).fact == "help.offices"


def test_who_only_tells_something_chooses_or_is_spoken_to_gently_or_is_asked_back(writer):
    members = [Candidate(topic="iom.member_states", confidence=0.1)]
    told = Question(intent="inform", topic=None, confidence=0.8, ranking=members)
    assert writer.told(told, Memory(clarifying="how_many")).fact == "iom.member_states"
    after_danger = writer.told(told, Memory("danger.sea"))
    assert after_danger == writer.not_understood(Memory("danger.sea"))
    assert writer.told(told, Memory("imrf.place")) is None


def test_several_questions_are_answered_in_order_once(writer):
    questions = [ask("imrf.dates"), ask("imrf.place"), ask("imrf.dates")]
    reply = writer.to_questions(questions, Memory())
    parts = [writer.fact(fact).text for fact in ("imrf.dates", "imrf.place")]
    assert reply.text == "\n".join(parts)
    assert reply.fact == "imrf.place"


def test_a_second_question_may_follow_up_the_first(writer):
    questions = [ask("imrf.dates"), Question(intent="followup", topic="where")]
    assert writer.to_questions(questions, Memory("iom.founded")).fact == "imrf.place"


@pytest.mark.parametrize("topic", ["injection", "gibberish"])
def test_provocation_gets_one_calm_sentence(writer, topic):
    reply = writer.out_of_scope(Question(intent="out_of_scope", topic=topic))
    assert reply.text and "\n" not in reply.text and not reply.buttons


def test_what_a_person_may_know_comes_with_the_helplines(writer, records):
    reply = writer.out_of_scope(Question(intent="out_of_scope", topic="asylum_visa"))
    assert records["help.helpline_tunis"].value.number in reply.text


def test_what_one_question_names_that_is_not_known_goes_for_the_next(writer):
    questions = [ask("iom_tunisia.since", countries=["MA"]), ask("iom_tunisia.partner")]
    assert writer.to_questions(questions, Memory()).fact is None


def test_what_a_fact_may_name_does_not_go_for_the_next(writer):
    questions = [ask("help.avrr", countries=["SL"]), ask("help.offices")]
    assert writer.to_questions(questions, Memory()).fact == "help.offices"


def test_what_is_asked_back_stands_behind_the_answers(writer):
    vague = Question(intent="clarify", topic="how_many", confidence=0.9)
    reply = writer.to_questions([vague, ask("imrf.chair")], Memory())
    assert reply.text.startswith(writer.fact("imrf.chair").text)
    assert reply.buttons and reply.clarifying == "how_many"


def test_another_language_is_told_which_are_spoken_and_whom_to_call_in_danger(writer, records):
    calm = writer.other_language(None).text
    assert "\n" not in calm
    assert writer.other_language("sea").text == f"{calm}\n{writer.danger('sea').text}"
