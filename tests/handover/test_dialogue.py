"""How somebody asks to be contacted, without any channel."""

import pytest

from assistant.handover.dialogue import MOST_ATTEMPTS, Dialogue, Heard, Step, begin, go_on
from assistant.handover.words import Wish

AT = {step: Dialogue(step, "fr", "mon dossier") for step in Step}


def test_a_topic_then_consent_then_a_contact():
    first = begin("ar")
    assert first.dialogue == Dialogue(Step.TOPIC, "ar")
    second = go_on(first.dialogue, Heard("le retour volontaire"))
    assert second.dialogue == Dialogue(Step.CONSENT, "ar", "le retour volontaire")
    third = go_on(second.dialogue, Heard("أوافق", Wish.ACCEPT))
    assert third.dialogue == Dialogue(Step.CONTACT, "ar", "le retour volontaire")
    last = go_on(third.dialogue, Heard("20 123 456"))
    assert last.dialogue is None and last.contact.address == "+216 20 123 456"


def test_a_topic_may_be_passed_over_and_consent_be_said_in_words():
    assert go_on(AT[Step.TOPIC], Heard("Passer", Wish.SKIP)).dialogue.topic == ""
    assert go_on(AT[Step.CONSENT], Heard("oui", intent="affirm")).dialogue.step is Step.CONTACT


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize(
    "heard", [Heard("Annuler", Wish.CANCEL), Heard("non merci", intent="deny")]
)
def test_it_can_be_cancelled_at_every_step(step, heard):
    then = go_on(AT[step], heard)
    assert (then.phrase, then.dialogue, then.contact) == ("callback-cancelled", None, None)


def test_nothing_is_agreed_to_by_anything_else():
    for heard in (
        Heard("20 123 456"),
        Heard("peut-être", intent="inform"),
        Heard("Passer", Wish.SKIP),
    ):
        then = go_on(AT[Step.CONSENT], heard)
        assert then.contact is None and then.dialogue.step is Step.CONSENT


@pytest.mark.parametrize("step", [Step.CONSENT, Step.CONTACT])
def test_it_is_given_up_after_some_attempts(step):
    dialogue = AT[step]
    for _ in range(MOST_ATTEMPTS - 1):
        dialogue = go_on(dialogue, Heard("je ne sais pas")).dialogue
        assert dialogue.step is step
    then = go_on(dialogue, Heard("je ne sais pas"))
    assert (then.phrase, then.dialogue, then.contact) == ("callback-given-up", None, None)
