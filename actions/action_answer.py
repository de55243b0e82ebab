"""Answers questions and follow-ups from the fact store."""

from typing import Text

from actions.context import DecidingAction


class ActionAnswer(DecidingAction):
    """Answers questions and follow-ups from the fact store."""

    def name(self) -> Text:
        return "action_answer"
