from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.policies.unavailable_policy import next_action

UTTERANCE = "utter_unavailable"


def predicted(*events):
    tracker = DialogueStateTracker.from_events("visitor", list(events))
    return next_action(tracker, ["action_answer"], UTTERANCE)


def test_an_action_that_said_nothing_is_made_good():
    assert predicted(UserUttered("question"), ActionExecuted("action_answer")) == UTTERANCE


def test_the_visitor_is_told_once():
    told = [UserUttered("q"), ActionExecuted("action_answer"), ActionExecuted(UTTERANCE)]
    assert predicted(*told, BotUttered("unavailable")) == ACTION_LISTEN_NAME


def test_where_all_is_well_it_has_no_opinion():
    answered = [UserUttered("q"), ActionExecuted("action_answer"), BotUttered("a")]
    assert predicted(*answered) is None
    assert predicted(UserUttered("question")) is None
    assert predicted(UserUttered("question"), ActionExecuted("utter_greet")) is None


def test_an_earlier_silence_does_not_count():
    assert (
        predicted(UserUttered("q"), ActionExecuted("action_answer"), UserUttered("again")) is None
    )


def test_the_dialogue_tests_of_rasa_which_run_no_actions_are_left_alone():
    assert predicted(UserUttered(intent={"name": "forum"}), ActionExecuted("action_answer")) is None
