"""Says that a question is out of scope, and offers the nearest known facts."""

from typing import Text

from actions.context import DecidingAction


class ActionOutOfScope(DecidingAction):
    """Says that a question is out of scope, and offers the nearest known facts."""

    def name(self) -> Text:
        return "action_out_of_scope"
