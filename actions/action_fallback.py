"""Says that a message was not understood, what can be asked, and how to reach a person."""

from typing import Text

from actions.context import DecidingAction


class ActionFallback(DecidingAction):
    """Says that a message was not understood, what can be asked, and how to reach a person."""

    def name(self) -> Text:
        return "action_fallback"
