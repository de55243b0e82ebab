from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.part_judge import Judge
from assistant.nlu.properties import (
    ASKS,
    LABEL_RANKING,
    LANGUAGE,
    MENTIONS,
    OTHER_LANGUAGE,
    PART_OF,
    QUESTIONS,
)
from assistant.nlu.question_collector import QuestionCollector

# Takes a part for a question where its fact is more likely than not, and every follow-up.
JUDGE = Judge(
    threshold=0.5,
    bias=0.0,
    scale={"fact": [0.0, 1.0], "is_followup": [0.0, 1.0]},
    weights={"fact": 1.0, "is_followup": 100.0},
)


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


def collect(*messages):
    collector = QuestionCollector(QuestionCollector.get_default_config(), JUDGE)
    [whole] = collector.process(list(messages))
    return whole


def topics(whole):
    return [question["topic"] for question in whole.get(QUESTIONS)]


def test_parts_that_ask_for_different_things_are_questions_apart():
    whole = collect(
        message("ask/imrf.dates", 0.9),
        message("ask/imrf.dates", 0.9, 0),
        message("ask/imrf.place", 0.8, 0),
    )
    assert topics(whole) == ["imrf.dates", "imrf.place"]


def test_a_follow_up_may_stand_behind_a_question():
    ask, followup = message("ask/imrf.dates", 0.9, 0), message("followup/where", 0.9, 0)
    assert topics(collect(message("ask/imrf.dates", 0.9), ask, followup)) == ["imrf.dates", "where"]


def test_parts_that_ask_for_the_same_or_are_unsure_leave_the_message_whole():
    whole = message("ask/imrf.dates", 0.9)
    same = [message("ask/imrf.dates", 0.9, 0), message("ask/imrf.dates", 0.7, 0)]
    unsure = [message("ask/imrf.dates", 0.9, 0), message("ask/imrf.place", 0.3, 0)]
    assert topics(collect(whole, *same)) == ["imrf.dates"]
    assert topics(collect(message("ask/imrf.dates", 0.9), *unsure)) == ["imrf.dates"]


def test_at_most_three_are_answered():
    parts = [message(f"ask/imrf.{name}", 0.9, 0) for name in ("dates", "place", "chair", "format")]
    assert len(topics(collect(message("ask/imrf.dates", 0.9), *parts))) == 3


def test_danger_in_a_part_is_the_whole_messages_where_the_whole_hints_at_it():
    def parts(hint):
        return [
            message("ask/imrf.dates", 0.9, danger=hint),
            message("ask/imrf.dates", 0.9, 0),
            message("distress/violence", 0.95, 0),
        ]

    whole = collect(*parts(hint=0.1))
    assert whole.get(INTENT)["name"] == "distress"
    assert topics(whole) == ["violence"]
    assert topics(collect(*parts(hint=0.0))) == ["imrf.dates"]


def test_a_follow_up_is_about_what_the_part_beside_it_is_about():
    whole = collect(
        message("ask/imrf.dates", 0.9),
        message("followup/where", 0.9, 0, {"subjects": []}),
        message("ask/imrf.dates", 0.9, 0, {"subjects": ["imrf"]}),
    )
    assert topics(whole) == ["where", "imrf.dates"]
    assert whole.get(QUESTIONS)[0]["mentions"]["subjects"] == ["imrf"]


def test_what_is_not_known_is_a_question_apart_where_it_is_sure():
    def parts(confidence):
        return [
            message("ask/imrf.dates", 0.9),
            message("ask/imrf.dates", 0.9, 0),
            message("out_of_scope/unknown_detail", confidence, 0),
        ]

    assert topics(collect(*parts(0.9))) == ["imrf.dates", "unknown_detail"]
    assert topics(collect(*parts(0.4))) == ["imrf.dates"]


def test_a_message_in_another_language_is_told_so_with_its_danger():
    foreign = message("ask/imrf.dates", 0.9)
    foreign.set(LANGUAGE, OTHER_LANGUAGE)
    assert collect(foreign).get(INTENT)["name"] == OTHER_LANGUAGE
    assert topics(foreign) == [None]
    danger = message("distress/sea", 0.9)
    danger.set(LANGUAGE, OTHER_LANGUAGE)
    assert collect(danger).get(INTENT)["name"] == OTHER_LANGUAGE
    assert topics(danger) == ["sea"]


def test_danger_comes_first_where_it_is_only_possible():
    whole = collect(message("ask/help.avrr", 0.6, danger=0.35))
    assert whole.get(INTENT)["name"] == "distress"
    assert collect(message("ask/help.avrr", 0.6, danger=0.1)).get(INTENT)["name"] == "ask"


def test_a_question_behind_thanks_is_found():
    thanks, question = message("thanks", 0.9, 0), message("ask/imrf.chair", 0.9, 0)
    assert topics(collect(message("thanks", 0.8), thanks, question)) == ["imrf.chair"]


def test_one_part_does_not_overrule_a_question_that_was_understood():
    told, asked = message("inform", 0.9, 0), message("ask/iom.founded", 0.9, 0)
    assert topics(collect(message("ask/imrf.dates", 0.8), told, asked)) == ["imrf.dates"]


def test_a_part_that_is_not_sure_by_itself_is_not_found_behind_thanks():
    unsure = message("nlu_fallback", 0.5, 0)
    unsure.set(LABEL_RANKING, [{"label": "ask/imrf.chair", "confidence": 0.9}])
    assert (
        collect(message("thanks", 0.8), message("thanks", 0.9, 0), unsure).get(INTENT)["name"]
        == "thanks"
    )


def test_what_the_rest_of_a_message_names_counts_for_the_one_question_in_it():
    whole = message("thanks", 0.8, mentions={"countries": ["LY"]})
    found = collect(whole, message("inform", 0.9, 0), message("ask/help.helpline_tunis", 0.9, 0))
    assert found.get(QUESTIONS)[0]["mentions"] == {"countries": ["LY"]}


def test_a_greeting_with_news_asks_nothing():
    parts = message("greet", 0.9, 0), message("inform", 0.9, 0)
    assert collect(message("nlu_fallback", 0.5), *parts).get(INTENT)["name"] == "inform"


def test_what_is_surely_not_known_needs_no_word_that_asks_where_the_whole_is_not_known_either():
    parts = (
        message("out_of_scope/unknown_detail", 0.95, 0, asks=False),
        message("ask/help.helpline_tunis", 0.9, 0),
    )
    whole = collect(message("out_of_scope/unknown_detail", 0.8), *parts)
    assert topics(whole) == ["unknown_detail", "help.helpline_tunis"]
    assert topics(collect(message("ask/imrf.place", 0.8), *parts)) == ["imrf.place"]


def test_a_part_that_is_likelier_not_known_gets_no_fact():
    lenient = JUDGE._replace(bias=10.0)
    collector = QuestionCollector(QuestionCollector.get_default_config(), lenient)
    for unknown, intents in ((0.3, ["ask", "ask"]), (0.4, ["ask", "out_of_scope"])):
        unsure = message("nlu_fallback", 0.5, 0)
        unsure.set(LABEL_RANKING, [{"label": "ask/imrf.frequency", "confidence": 0.16}])
        ranking = [{"name": "out_of_scope", "confidence": unknown}]
        unsure.set(INTENT_RANKING_KEY, [{"name": "nlu_fallback", "confidence": 0.5}, *ranking])
        whole = message("out_of_scope/unknown_detail", 0.8)
        collector.process([whole, message("ask/iom.member_states", 0.9, 0), unsure])
        assert [question["intent"] for question in whole.get(QUESTIONS)] == intents
