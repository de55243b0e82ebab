"""``python -m assistant.unanswered``."""

from assistant.unanswered.cli import app

app()
