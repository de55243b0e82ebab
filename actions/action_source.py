"""Tells where the last answer comes from: document, section, date."""

from typing import Text

from actions.context import DecidingAction


class ActionSource(DecidingAction):
    """Tells where the last answer comes from: document, section, date."""

    def name(self) -> Text:
        return "action_source"
