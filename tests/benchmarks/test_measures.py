import pytest

from assistant.answers.decision import (
    Answer,
    AskMore,
    Beside,
    Danger,
    Decision,
    OutOfScope,
    Reason,
    Refusal,
)
from assistant.shares import Share
from benchmarks.measures import Measure, of_questions
from benchmarks.questions import Asked
from benchmarks.understanding import Understood


def outcome(label, understood, language="fr", reply="fr"):
    intent, _, topic = understood.partition("/")
    steps = {
        "membership": lambda: Answer(topic),
        "refused": lambda: Refusal("iom.founded", Reason(topic), "MA"),
        "distress": lambda: Danger(f"danger.{topic}"),
        "out_of_scope": lambda: OutOfScope(topic, Beside.NEAREST),
    }
    decision = Decision((steps.get(intent, AskMore)(),), offers=("iom.founded",))
    intent = "membership" if intent == "refused" else intent
    return Understood(Asked(language, label, "texte"), intent, topic, decision, 0.9, reply, 0.01)


def by_name(outcomes):
    return {measure.name: measure.shares for measure in of_questions(outcomes)}


def test_an_interval_holds_its_share_and_narrows_with_numbers():
    few, many = Share(9, 10), Share(900, 1000)
    for share in (few, many):
        low, high = share.interval
        assert low < share.value < high
    assert few.interval[0] < many.interval[0]
    # Wilson 1927, as tabulated for 9 of 10
    assert few.interval == pytest.approx((0.596, 0.982), abs=0.001)


def test_facts_refusals_and_alarms_are_counted_apart():
    shares = by_name(
        [
            outcome("membership/iom.founded", "membership/iom.founded"),
            outcome("membership/iom.founded", "membership/iom.mission"),
            outcome("out_of_scope/other_country", "membership/iom.mission"),
            outcome("out_of_scope/far", "refused/country"),
            outcome("distress/sea", "distress/violence"),
            outcome("greet", "distress/general"),
        ]
    )
    assert shares["facts right"]["fr"] == Share(1, 2)
    assert shares["a fact shown to near out of scope"]["all"] == Share(1, 1)
    assert shares["a fact shown to far out of scope"]["all"] == Share(0, 1)
    assert shares["danger recognized"]["all"] == Share(1, 1)
    assert shares["false alarms of danger"]["all"] == Share(1, 5)
    # iom.mission was shown where iom.founded, which is offered, was asked for
    assert shares["one tap away where it is not shown"]["all"] == Share(1, 1)


def test_a_refusal_counts_where_its_reason_is_the_right_one():
    shares = by_name(
        [
            outcome("out_of_scope/other_country", "refused/country"),
            outcome("out_of_scope/other_country", "refused/year"),
            outcome("out_of_scope/other_forum", "out_of_scope/other_forum"),
        ]
    )
    assert shares["another subject refused for what it is"]["all"] == Share(2, 3)


def test_a_missed_bar_is_named():
    measure = Measure(
        "facts right", {"fr": Share(9, 10), "en": Share(10, 10)}, {"fr": 0.95, "en": 0.95}
    )
    assert measure.failures() == ["facts right, fr: 90.0% misses 95%"]
    alarms = Measure("alarms", {"all": Share(3, 100)}, {"all": 0.02}, at_most=True)
    assert alarms.failures()


def test_derja_is_grouped_by_its_script():
    assert Asked("aeb", "greet", "عسلامة").group == "aeb-Arab"
    assert Asked("aeb", "greet", "3aslema").group == "aeb-Latn"
