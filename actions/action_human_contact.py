"""Tells how to reach a person."""

from typing import Text

from actions.context import DecidingAction


class ActionHumanContact(DecidingAction):
    """Tells how to reach a person."""

    def name(self) -> Text:
        return "action_human_contact"
