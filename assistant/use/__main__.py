"""``python -m assistant.use``."""

from assistant.use.cli import app

app()
