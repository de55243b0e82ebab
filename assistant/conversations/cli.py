"""The ``conversations`` command: what is kept of conversations, for who runs the server."""

import typer
from rich.console import Console

from assistant.conversations.events_table import PRAGMAS
from assistant.conversations.renaming import rename_conversations
from assistant.conversations.rescrubbing import scrub_kept
from assistant.conversations.scrubbing import EventScrubber
from assistant.conversations.sweep import sweep
from assistant.database import open_engine
from assistant.databases.schemas import CONVERSATIONS
from assistant.feedback.store import FeedbackStore
from assistant.privacy.current import current_scrubber
from assistant.settings import ChannelSettings, Settings
from assistant.unanswered.store import UnansweredStore

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
out = Console(highlight=False)


@app.command()
def rename() -> None:
    """Name conversations kept from before by their channel, as the server does at its start."""
    settings = Settings()
    engine = open_engine(settings.conversations_url, CONVERSATIONS, PRAGMAS)
    count = rename_conversations(engine, lambda: FeedbackStore(settings.feedback_url))
    engine.dispose()
    out.print(f"Renamed: {count}.")


@app.command("sweep")
def sweep_stores() -> None:
    """Delete what is older than the settings say, in every store: for a timer, once a day."""
    swept = sweep(Settings(), ChannelSettings())
    for each in swept:
        out.print(f"Deleted {each.store}: {each.problem or each.deleted}", markup=False)
    if any(each.problem for each in swept):
        raise typer.Exit(1)


@app.command()
def scrub() -> None:
    """Scrub what was kept before there was a scrubber, or before it knew what it knows now."""
    settings = Settings()
    engine = open_engine(settings.conversations_url, CONVERSATIONS, PRAGMAS)
    messages = scrub_kept(engine, EventScrubber(current_scrubber()))
    engine.dispose()
    feedback = FeedbackStore(settings.feedback_url)
    comments = feedback.scrub()
    feedback.close()
    unanswered = UnansweredStore(settings.unanswered_url)
    in_vain = unanswered.scrub()
    unanswered.close()
    out.print(f"Scrubbed: {messages} messages, {comments} comments, {in_vain} unanswered messages.")


if __name__ == "__main__":
    app()
