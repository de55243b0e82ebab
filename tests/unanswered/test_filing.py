"""What a group may become, by the labels and facts that there are."""

import pytest

from assistant.examples.reviewed import Outcome, ReviewedExamples
from assistant.unanswered.filed import Became, Filing
from assistant.unanswered.filing import LabelProblem, Labels, file
from tests.unanswered.messages import grouped

NAMED = ["forum/imrf.dates", "greet", "out_of_scope/far", "distress/sea", "membership/iom.old"]
LABELS = Labels(NAMED, {"imrf.dates", "imrf.new"})
ON_FILES = pytest.mark.parametrize("any_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    "became, label",
    [
        (Became.EXAMPLE, "forum/imrf.dates"),
        (Became.EXAMPLE, "forum/imrf.new"),
        (Became.OUT_OF_SCOPE, "out_of_scope/far"),
        (Became.DANGER, "distress/sea"),
        (Became.NEW_FACT, None),
        (Became.NOT_FOR_US, None),
    ],
)
def test_a_label_that_goes_with_it(became, label):
    LABELS.check(became, label)


@pytest.mark.parametrize(
    "became, label",
    [
        (Became.EXAMPLE, None),
        (Became.EXAMPLE, "greet"),
        (Became.EXAMPLE, "membership/iom.old"),  # its fact is retired
        (Became.EXAMPLE, "distress/imrf.new"),  # no area of facts
        (Became.EXAMPLE, "forum/no.such"),
        (Became.OUT_OF_SCOPE, "distress/sea"),
        (Became.OUT_OF_SCOPE, None),
        (Became.DANGER, "out_of_scope/far"),
        (Became.NEW_FACT, "forum/imrf.dates"),
        (Became.NOT_FOR_US, "greet"),
    ],
)
def test_one_that_does_not(became, label):
    with pytest.raises(LabelProblem):
        LABELS.check(became, label)


def test_what_has_no_example_yet_is_a_new_fact():
    assert LABELS.of_facts() == {"imrf.dates": "forum/imrf.dates"}
    assert LABELS.new_facts == ["imrf.new"] and LABELS.areas == ["forum"]


@ON_FILES
def test_nothing_is_filed_under_a_wrong_label(store, tmp_path):
    first = grouped(store, "zzz un", "zzz deux")
    reviewed = ReviewedExamples(tmp_path / "reviewed", tmp_path)
    filing = Filing("sami", Became.EXAMPLE, "greet")
    with pytest.raises(LabelProblem):
        file(store, reviewed, LABELS, filing, [first], {first: "zzz un"})
    assert reviewed.all() == [] and store.filings() == {}


@ON_FILES
def test_examples_are_in_their_messages_language_and_of_messages_that_are_there(store, tmp_path):
    first = grouped(store, "zzz un", "zzz deux", language="aeb")
    reviewed = ReviewedExamples(tmp_path / "reviewed", tmp_path)
    filing = Filing("sami", Became.EXAMPLE, "forum/imrf.dates")
    texts = {first: "zzz wa9tech", 999: "zzz nowhere"}
    filed = file(store, reviewed, LABELS, filing, [first, 999], texts)
    assert (filed.messages, filed.accepted) == (1, 1)
    assert [one.outcome for one in filed.examples] == [Outcome.FILED]
    assert reviewed.all() == [(("forum/imrf.dates", "aeb"), "zzz wa9tech")]
