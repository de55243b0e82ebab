"""``python -m assistant.databases``."""

from assistant.databases.cli import app

app()
