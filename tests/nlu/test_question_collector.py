from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.judge import Judge
from assistant.nlu.properties import (
    ABOUT_OTHER,
    ALONE,
    ASKS,
    COMPLETES,
    LABEL_RANKING,
    LANGUAGE,
    MENTIONS,
    OTHER_LANGUAGE,
    PART_OF,
    QUESTIONS,
)
from assistant.nlu.question_collector import Judges, QuestionCollector

# Takes a part for a question where its fact is more likely than not, and every follow-up.
PART = Judge(
    threshold=0.5,
    bias=0.0,
    scale={"fact": [0.0, 1.0], "is_followup": [0.0, 1.0]},
    weights={"fact": 1.0, "is_followup": 100.0},
)
# Takes every message apart that has several questions.
JUDGES = Judges(PART, Judge(threshold=0.0, bias=0.0, scale={}, weights={}))


def message(label, confidence, part_of=None, mentions=None, asks=True, danger=0.0):
    intent = label.split("/")[0]
    intents = {"distress": danger, intent: confidence}
    return Message(
        {
            TEXT: label,
            INTENT: {"name": intent, "confidence": confidence},
            INTENT_RANKING_KEY: [
                {"name": name, "confidence": value} for name, value in intents.items()
            ],
            LABEL_RANKING: [{"label": label, "confidence": confidence}],
            MENTIONS: mentions or {"countries": []},
            PART_OF: part_of,
            ASKS: asks,
            ENTITIES: [],
        }
    )


def collect(*messages, judges=JUDGES):
    collector = QuestionCollector(QuestionCollector.get_default_config(), judges)
    [whole] = collector.process(list(messages))
    return whole


def topics(whole):
    return [question["topic"] for question in whole.get(QUESTIONS)]


def test_parts_that_ask_for_different_things_are_questions_apart():
    whole = collect(
        message("forum/imrf.dates", 0.9),
        message("forum/imrf.dates", 0.9, 0),
        message("forum/imrf.place", 0.8, 0),
    )
    assert topics(whole) == ["imrf.dates", "imrf.place"]


def test_a_message_that_is_judged_to_be_one_question_stays_whole():
    never = JUDGES._replace(message=JUDGES.message._replace(threshold=1.0))
    parts = [message("forum/imrf.dates", 0.9, 0), message("forum/imrf.place", 0.8, 0)]
    assert topics(collect(message("forum/imrf.dates", 0.9), *parts, judges=never)) == ["imrf.dates"]
    hidden = collect(message("greet", 0.9), *parts, judges=never)
    assert topics(hidden) == ["imrf.dates"]


def test_a_wish_for_a_person_is_heard_behind_a_complaint():
    for whole in ("bot_challenge", "insult", "thanks", "nlu_fallback"):
        parts = [message(whole, 0.9, 0), message("human_contact", 0.9, 0)]
        assert collect(message(whole, 0.9), *parts).get(INTENT)["name"] == "human_contact", whole
        unsure = [message(whole, 0.9, 0), message("human_contact", 0.4, 0)]
        assert collect(message(whole, 0.9), *unsure).get(INTENT)["name"] == whole
    parts = [message("distress/sea", 0.9, 0), message("human_contact", 0.9, 0)]
    assert collect(message("distress/sea", 0.9), *parts).get(INTENT)["name"] == "distress"


def test_punctuation_alone_is_not_understood_whatever_it_is_taken_for():
    for text, intent in (("؟؟ !", "nlu_fallback"), ("…", "nlu_fallback"), ("👍", "language")):
        mistaken = message("language/en", 0.9)
        mistaken.set(TEXT, text)
        assert collect(mistaken).get(INTENT)["name"] == intent, text


def test_a_follow_up_may_stand_behind_a_question():
    asked, followup = message("forum/imrf.dates", 0.9, 0), message("followup/where", 0.9, 0)
    whole = collect(message("forum/imrf.dates", 0.9), asked, followup)
    assert topics(whole) == ["imrf.dates", "where"]


def test_parts_that_ask_for_the_same_or_are_unsure_leave_the_message_whole():
    whole = message("forum/imrf.dates", 0.9)
    same = [message("forum/imrf.dates", 0.9, 0), message("forum/imrf.dates", 0.7, 0)]
    unsure = [message("forum/imrf.dates", 0.9, 0), message("forum/imrf.place", 0.3, 0)]
    assert topics(collect(whole, *same)) == ["imrf.dates"]
    assert topics(collect(message("forum/imrf.dates", 0.9), *unsure)) == ["imrf.dates"]


def test_at_most_three_are_answered():
    parts = [
        message(f"forum/imrf.{name}", 0.9, 0) for name in ("dates", "place", "chair", "format")
    ]
    assert len(topics(collect(message("forum/imrf.dates", 0.9), *parts))) == 3


def test_danger_in_a_part_is_the_whole_messages_where_the_whole_hints_at_it():
    def parts(hint):
        return [
            message("forum/imrf.dates", 0.9, danger=hint),
            message("forum/imrf.dates", 0.9, 0),
            message("distress/violence", 0.95, 0),
        ]

    whole = collect(*parts(hint=0.1))
    assert whole.get(INTENT)["name"] == "distress"
    assert topics(whole) == ["violence"]
    assert topics(collect(*parts(hint=0.0))) == ["imrf.dates"]


def test_a_follow_up_is_about_what_the_part_beside_it_is_about():
    whole = collect(
        message("forum/imrf.dates", 0.9),
        message("followup/where", 0.9, 0, {"subjects": []}),
        message("forum/imrf.dates", 0.9, 0, {"subjects": ["imrf"]}),
    )
    assert topics(whole) == ["where", "imrf.dates"]
    assert whole.get(QUESTIONS)[0]["mentions"]["subjects"] == ["imrf"]


def test_what_is_not_known_is_a_question_apart_where_it_is_sure():
    def parts(confidence):
        return [
            message("forum/imrf.dates", 0.9),
            message("forum/imrf.dates", 0.9, 0),
            message("out_of_scope/unknown_detail", confidence, 0),
        ]

    assert topics(collect(*parts(0.9))) == ["imrf.dates", "unknown_detail"]
    assert topics(collect(*parts(0.4))) == ["imrf.dates"]


def test_a_message_in_another_language_is_told_so_with_its_danger():
    foreign = message("forum/imrf.dates", 0.9)
    foreign.set(LANGUAGE, OTHER_LANGUAGE)
    assert collect(foreign).get(INTENT)["name"] == OTHER_LANGUAGE
    assert topics(foreign) == [None]
    danger = message("distress/sea", 0.9)
    danger.set(LANGUAGE, OTHER_LANGUAGE)
    assert collect(danger).get(INTENT)["name"] == OTHER_LANGUAGE
    assert topics(danger) == ["sea"]


def test_danger_comes_first_where_it_is_only_possible():
    whole = collect(message("numbers/help.avrr", 0.6, danger=0.35))
    assert whole.get(INTENT)["name"] == "distress"
    assert collect(message("numbers/help.avrr", 0.6, danger=0.1)).get(INTENT)["name"] == "numbers"


def test_a_question_behind_thanks_is_found():
    thanks, question = message("thanks", 0.9, 0), message("forum/imrf.chair", 0.9, 0)
    assert topics(collect(message("thanks", 0.8), thanks, question)) == ["imrf.chair"]


def test_one_part_does_not_overrule_a_question_that_was_understood():
    told, asked = message("inform", 0.9, 0), message("membership/iom.founded", 0.9, 0)
    assert topics(collect(message("forum/imrf.dates", 0.8), told, asked)) == ["imrf.dates"]


def test_a_part_that_is_not_sure_by_itself_is_not_found_behind_thanks():
    unsure = message("nlu_fallback", 0.5, 0)
    unsure.set(LABEL_RANKING, [{"label": "forum/imrf.chair", "confidence": 0.9}])
    assert (
        collect(message("thanks", 0.8), message("thanks", 0.9, 0), unsure).get(INTENT)["name"]
        == "thanks"
    )


def test_what_the_rest_of_a_message_names_counts_for_the_one_question_in_it():
    whole = message("thanks", 0.8, mentions={"countries": ["LY"]})
    found = collect(
        whole, message("inform", 0.9, 0), message("numbers/help.helpline_tunis", 0.9, 0)
    )
    assert found.get(QUESTIONS)[0]["mentions"] == {"countries": ["LY"]}


def test_a_greeting_with_news_asks_nothing():
    parts = message("greet", 0.9, 0), message("inform", 0.9, 0)
    assert collect(message("nlu_fallback", 0.5), *parts).get(INTENT)["name"] == "inform"


def test_what_is_surely_not_known_needs_no_word_that_asks_where_the_whole_is_not_known_either():
    parts = (
        message("out_of_scope/unknown_detail", 0.95, 0, asks=False),
        message("numbers/help.helpline_tunis", 0.9, 0),
    )
    whole = collect(message("out_of_scope/unknown_detail", 0.8), *parts)
    assert topics(whole) == ["unknown_detail", "help.helpline_tunis"]
    assert topics(collect(message("forum/imrf.place", 0.8), *parts)) == ["imrf.place"]


def test_a_part_that_is_likelier_not_known_gets_no_fact():
    lenient = JUDGES._replace(part=PART._replace(bias=10.0))
    collector = QuestionCollector(QuestionCollector.get_default_config(), lenient)
    for unknown, intents in (
        (0.3, ["membership", "forum"]),
        (0.4, ["membership", "out_of_scope"]),
    ):
        unsure = message("nlu_fallback", 0.5, 0)
        unsure.set(LABEL_RANKING, [{"label": "forum/imrf.frequency", "confidence": 0.16}])
        ranking = [{"name": "out_of_scope", "confidence": unknown}]
        unsure.set(INTENT_RANKING_KEY, [{"name": "nlu_fallback", "confidence": 0.5}, *ranking])
        whole = message("out_of_scope/unknown_detail", 0.8)
        collector.process([whole, message("membership/iom.member_states", 0.9, 0), unsure])
        assert [question["intent"] for question in whole.get(QUESTIONS)] == intents


def judged(message, about_other):
    message.set(ABOUT_OTHER, about_other)
    return message


def test_a_message_that_is_surely_about_something_else_is_not_taken_apart():
    def collected(confidence, about_other):
        whole = judged(message("out_of_scope/other_forum", confidence), about_other)
        parts = [message("out_of_scope/other_forum", 0.9, 0), message("forum/imrf.chair", 0.9, 0)]
        return topics(collect(whole, *parts))

    assert collected(0.95, 0.9) == ["other_forum"]
    assert collected(0.95, 0.1) != ["other_forum"]
    assert collected(0.7, 0.9) == ["other_forum", "imrf.chair"]


def test_what_only_stands_beside_a_question_does_not_hide_it():
    def collected(about_other):
        whole = judged(message("out_of_scope/other_country", 0.8), about_other)
        return topics(
            collect(whole, message("inform", 0.9, 0), message("numbers/help.offices", 0.9, 0))
        )

    assert collected(0.2) == ["help.offices"]
    assert collected(0.6) == ["other_country"]


def test_a_wish_for_a_person_may_stand_beside_a_question():
    wish = message("human_contact", 0.9, 0)
    part = PART._replace(
        scale={"person": [-9.21, 1.0], **PART.scale}, weights={"fact": 1.0, "person": 9.0}
    )
    collector = QuestionCollector(
        QuestionCollector.get_default_config(), JUDGES._replace(part=part)
    )
    [whole] = collector.process(
        [message("numbers/help.offices", 0.9), message("numbers/help.offices", 0.9, 0), wish]
    )
    assert [q["intent"] for q in whole.get(QUESTIONS)] == ["numbers", "human_contact"]


def completion(label, confidence, of):
    made = message(label, confidence)
    made.set(COMPLETES, of)
    return made


def test_a_part_asks_what_it_asks_with_its_subject_in_front():
    whole = message("forum/imrf.dates", 0.9)
    parts = [message("forum/imrf.dates", 0.9, 0), message("followup/who", 0.9, 0)]
    with_subject = completion("forum/imrf.approach", 0.8, of=2)
    assert topics(collect(whole, *parts, with_subject)) == ["imrf.dates", "imrf.approach"]
    unclear = completion("forum/imrf.approach", 0.4, of=2)
    assert topics(collect(whole, *parts, unclear)) == ["imrf.dates", "who"]


def test_a_part_that_was_lent_words_asks_what_is_likelier():
    whole = message("forum/imrf.chair", 0.9)
    lent = message("forum/imrf.chair", 0.7, 0)  # "when [chaired it]"
    lent.set(ALONE, "when")
    parts = [lent, message("forum/imrf.chair", 0.9, 0)]
    assert topics(collect(whole, *parts, completion("forum/imrf.dates", 0.8, of=1))) == [
        "imrf.dates",
        "imrf.chair",
    ]


def test_what_is_completed_is_handed_over_and_no_message_of_its_own():
    found = collect(message("nlu_fallback", 0.5), completion("forum/imrf.chair", 0.8, of=0))
    [question] = found.get(QUESTIONS)
    assert [fact["topic"] for fact in question["completed"]["ranking"]] == ["imrf.chair"]
