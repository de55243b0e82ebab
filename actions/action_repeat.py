"""Gives the last answer again, in the language spoken now."""

from typing import Text

from actions.context import DecidingAction


class ActionRepeat(DecidingAction):
    """Gives the last answer again, in the language spoken now."""

    def name(self) -> Text:
        return "action_repeat"
