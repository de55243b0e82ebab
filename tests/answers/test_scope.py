"""A question about another country, organisation, forum or year never gets IOM's figure."""

import pytest

from assistant.answers.decision import Beside, OutOfScope, Reason
from assistant.answers.scope import NAMED_FROM, UNNAMED_FROM, YEAR_FROM, refusal
from assistant.understanding.question import Candidate, Mentions, Question
from tests.conftest import TODAY


def reason(snapshot, fact, **mentions):
    found = refusal(snapshot.records[fact], Mentions(**mentions), snapshot, TODAY)
    return found and found.reason


@pytest.mark.parametrize(
    "fact, mentions",
    [
        ("iom_tunisia.since", {"countries": ["MA"]}),
        ("iom.presence", {"countries": ["LY"]}),
        ("help.helpline_tunis", {"countries": ["IT"]}),
        ("iom.founded", {"organisations": ["unhcr"]}),
        ("iom.founded", {"organisations": ["un"]}),
        ("iom_tunisia.partner", {"organisations": ["iom", "unicef"]}),
        ("help.offices", {"abroad": ["LY"]}),
        ("iom_tunisia.since", {"abroad": ["SD"]}),
        ("imrf.dates", {"forums": ["later"]}),
        ("imrf.edition", {"forums": ["later"]}),
        ("imrf.place", {"forums": ["ordinal"]}),
        ("imrf.dates", {"forums": ["cop"]}),
        ("imrf.dates", {"years": [2026]}),
        ("imrf.place", {"years": [2030]}),
        ("iom.member_states", {"years": [2010]}),
        ("iom.founded", {"years": [2050]}),
    ],
)
def test_another_subject_is_refused(snapshot, fact, mentions):
    assert reason(snapshot, fact, **mentions)


@pytest.mark.parametrize(
    "fact, mentions",
    [
        ("iom_tunisia.since", {"countries": ["TN"]}),
        ("iom_tunisia.since", {"countries": ["ML", "TN"]}),
        ("iom.un_system", {"organisations": ["iom", "un"]}),
        ("iom.founded", {"organisations": ["iom", "un"]}),
        ("imrf.chair", {"organisations": ["un"]}),
        ("imrf.place", {"countries": ["CH"]}),
        ("imrf.dates", {"abroad": ["CH"]}),
        ("imrf.edition", {"forums": ["ordinal"]}),
        ("help.avrr", {"abroad": ["ML"]}),
        ("imrf.dates", {"years": [2022]}),
        ("imrf.dates", {"years": [2021]}),
        ("imrf.chair", {"years": [2022]}),
        ("imrf.frequency", {"forums": []}),
        ("iom.founded", {"years": [1949]}),
        ("iom_tunisia.since", {"years": [2015]}),
        ("iom.agenda_2030", {"years": [2030]}),
        ("iom.member_states", {"years": [2026]}),
        ("help.avrr", {"countries": ["CI"]}),
    ],
)
def test_its_own_subject_is_answered(snapshot, fact, mentions):
    assert reason(snapshot, fact, **mentions) is None


def test_its_own_year_is_answered(records, snapshot):
    assert reason(snapshot, "iom.founded", years=[records["iom.founded"].value.year]) is None


def judged(snapshot, fact, likely, **mentions):
    return refusal(snapshot.records[fact], Mentions(**mentions), snapshot, TODAY, likely)


@pytest.mark.parametrize(
    "mentions", [{"countries": ["MA"]}, {"organisations": ["unicef"]}, {"forums": ["cop"]}]
)
def test_what_stands_beside_a_question_refuses_nothing(snapshot, mentions):
    assert judged(snapshot, "imrf.chair", NAMED_FROM - 0.01, **mentions) is None
    assert judged(snapshot, "imrf.chair", NAMED_FROM, **mentions)
    assert judged(snapshot, "imrf.chair", None, **mentions)


def test_a_birth_year_beside_a_question_refuses_nothing(snapshot):
    assert judged(snapshot, "iom.member_states", YEAR_FROM - 0.01, years=[1990]) is None
    assert judged(snapshot, "iom.member_states", YEAR_FROM, years=[1990])
    assert judged(snapshot, "imrf.dates", 0.0, years=[2030])  # a later forum, whatever is likely


def test_a_later_forum_is_refused_whatever_is_likely(snapshot):
    assert judged(snapshot, "imrf.dates", 0.0, forums=["later"])


def test_another_subject_that_no_list_has_is_refused(decided):
    def about(likely):
        kinds = [Candidate(topic="other_organisation", confidence=likely)]
        given = {"about_other": likely, "elsewhere": kinds}
        return Question(intent="membership", topic="iom.founded", **given)

    [step] = decided(about(UNNAMED_FROM)).steps
    assert step == OutOfScope("other_organisation", Beside.NEAREST)
    assert decided(about(UNNAMED_FROM - 0.01)).shown == ("iom.founded",)


@pytest.mark.parametrize("likely", [None, 0.0, 1.0])
def test_the_united_nations_alone_never_get_our_figures(snapshot, likely):
    """Whatever was learned: ours is asked about with their name so often."""
    alone, beside = Mentions(organisations=["un"]), Mentions(organisations=["un"], subjects=["iom"])
    for fact in ("iom.member_states", "iom.founded", "iom_tunisia.since"):
        record = snapshot.records[fact]
        refused = refusal(record, alone, snapshot, TODAY, likely)
        assert refused is not None and refused.reason is Reason.ORGANISATION
    members = snapshot.records["iom.member_states"]
    assert refusal(members, beside, snapshot, TODAY, 0.0) is None
    assert refusal(snapshot.records["iom.un_system"], alone, snapshot, TODAY, likely) is None
