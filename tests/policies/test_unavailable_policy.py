from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.policies.unavailable_policy import reply_is_missing

ACTIONS = ["action_answer"]


def missing(*events):
    return reply_is_missing(DialogueStateTracker.from_events("visitor", list(events)), ACTIONS)


def test_an_action_that_said_nothing_is_noticed():
    assert missing(UserUttered("question"), ActionExecuted("action_answer"))


def test_an_action_that_spoke_or_has_not_run_is_not():
    assert not missing(UserUttered("q"), ActionExecuted("action_answer"), BotUttered("a"))
    assert not missing(UserUttered("question"))
    assert not missing(UserUttered("question"), ActionExecuted("utter_greet"))


def test_an_earlier_silence_does_not_count():
    assert not missing(UserUttered("q"), ActionExecuted("action_answer"), UserUttered("again"))
