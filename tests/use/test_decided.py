"""Every turn counts as one kind, whatever was decided."""

import typing

import pytest
import yaml

from assistant.answers.decision import (
    Answer,
    Beside,
    Clarification,
    Danger,
    Decision,
    NotUnderstood,
    OutOfScope,
    Reason,
    Refusal,
    Step,
)
from assistant.handover.said import TO_DIALOGUE, TO_PERSON
from assistant.settings import ROOT
from assistant.use.decided import KINDS, QUESTIONS, WITHOUT_QUESTION, Kind, kind_of, topics_of
from assistant.watching.turns import UTTERANCE, _snake


def test_every_step_and_every_response_of_the_domain_has_a_kind():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    responses = {name[len(UTTERANCE) :] for name in domain["responses"]}
    steps = {_snake(step.__name__) for step in typing.get_args(Step)}
    handed_over = {f"to_{to}" for to in (TO_PERSON, TO_DIALOGUE)}
    assert set(KINDS) == responses | steps | handed_over


def test_each_kind_but_danger_is_of_a_question_or_not():
    assert {*QUESTIONS, *WITHOUT_QUESTION} == set(Kind) - {Kind.DANGER}
    assert not {*QUESTIONS} & {*WITHOUT_QUESTION}


@pytest.mark.parametrize(
    "names, kind",
    [
        (["answer"], Kind.ANSWERED),
        (["answer", "answer"], Kind.ANSWERED),
        (["answer", "refusal"], Kind.PARTLY),
        (["answer", "not_understood", "clarification"], Kind.PARTLY),
        (["answer", "greet"], Kind.ANSWERED),
        (["out_of_scope", "refusal"], Kind.REFUSED),
        (["gentle"], Kind.FALLBACK),
        (["topics", "greet"], Kind.HELP),
        (["unavailable"], Kind.UNAVAILABLE),
        (["to_person"], Kind.PERSON),
        (["to_person", "danger"], Kind.DANGER),
        (["something of tomorrow's"], Kind.OTHER),
        ([], Kind.SILENT),
        (["danger"], Kind.DANGER),
        (["answer", "danger"], Kind.DANGER),
    ],
)
def test_several_steps_are_one_kind(names, kind):
    assert kind_of(names, danger=False) is kind
    assert kind_of(names, danger=True) is Kind.DANGER


def test_topics_are_what_was_shown_refused_or_out_of_scope_each_once():
    steps = (
        Answer("iom.founded"),
        Refusal("iom.members", Reason.COUNTRY, "MA"),
        Answer("iom.founded"),
        OutOfScope("far", Beside.TOPICS),
        OutOfScope(None, Beside.TOPICS),
        Clarification("date", ("iom.founded",)),
        NotUnderstood(),
        Danger("danger.sea"),
    )
    topics = topics_of(Decision(steps).document()["steps"])
    assert topics == ["iom.founded", "iom.members", "out_of_scope.far"]
