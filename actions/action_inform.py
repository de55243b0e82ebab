"""Asks what a visitor wants to know who has only told something."""

from typing import Text

from actions.context import DecidingAction


class ActionInform(DecidingAction):
    """Asks what a visitor wants to know who has only told something."""

    def name(self) -> Text:
        return "action_inform"
