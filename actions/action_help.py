"""Offers the topics as buttons."""

from typing import Text

from actions.context import DecidingAction


class ActionHelp(DecidingAction):
    """Offers the topics as buttons."""

    def name(self) -> Text:
        return "action_help"
