"""The ``channels`` command: Telegram and Messenger, for the staff who connect them."""

import asyncio
from enum import Enum
from typing import Awaitable, Callable, Dict, NoReturn, Type, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from assistant.facts.languages import LANGUAGES
from assistant.messaging.account import Account
from assistant.messaging.api import ApiError
from assistant.messaging.content import Content
from assistant.messaging.messenger.account import MessengerAccount
from assistant.messaging.telegram.account import TelegramAccount
from assistant.settings import ChannelSettings

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, soft_wrap=True)

ACCOUNTS: Dict[str, Type[Account]] = {
    "telegram": TelegramAccount,
    "messenger": MessengerAccount,
}
Result = TypeVar("Result")
Channel = Enum("Channel", {name.upper(): name for name in ACCOUNTS}, type=str)  # type: ignore[misc]  # by name


def _fail(sentence: str) -> NoReturn:
    err.print(sentence, style="red", markup=False)
    raise typer.Exit(1)


def _settings() -> ChannelSettings:
    return ChannelSettings(channel_attempts=2)  # staff sit and wait


def _with_account(channel: Channel, do: Callable[[Account], Awaitable[Result]]) -> Result:
    settings = _settings()
    kind = ACCOUNTS[channel.value]
    missing = kind.missing(settings)
    if missing:
        _fail(f"Set {' and '.join(missing).upper()} in the environment first.")

    async def done() -> Result:
        account = kind(settings)
        try:
            return await do(account)
        finally:
            await account.close()

    try:
        return asyncio.run(done())
    except ApiError as error:
        _fail(f"{channel.value} did not do it: {error}")


@app.command()
def show() -> None:
    """Show what is configured, and the address that each service calls."""
    settings = _settings()
    table = Table("channel", "state", "missing in the environment", "webhook")
    for name, kind in ACCOUNTS.items():
        missing = kind.missing(settings)
        deaf = [setting for setting in kind.wanted if not getattr(settings, setting)]
        state = "quiet" if missing else "cannot register" if deaf else "configured"
        table.add_row(name, state, ", ".join(missing + deaf).upper(), kind.webhook_url(settings))
    out.print(table)


@app.command()
def check(channel: Channel) -> None:
    """Ask the service whether the token is right, and what it calls."""
    for line in _with_account(channel, lambda account: account.describe()):
        out.print(line, markup=False)


@app.command()
def register(channel: Channel) -> None:
    """Register the webhook, and set commands, menu and ice breakers in three languages.

    The server does so itself whenever it starts. For Messenger it must be running.
    """
    if not _settings().public_url:
        _fail("Set PUBLIC_URL, the https address of this server, in the environment first.")
    _with_account(channel, lambda account: account.register())
    out.print(f"{channel.value}: registered.")


@app.command()
def send(
    channel: Channel,
    to: str = typer.Argument(..., help="A chat's id (Telegram) or a visitor's (Messenger)."),
    text: str = typer.Option("", help="What to send; a greeting where it is missing."),
) -> None:
    """Send a test message to somebody who has written before."""
    words = text or Content.of(_settings()).say(LANGUAGES[0], "greeting")
    _with_account(channel, lambda account: account.send_text(to, words))
    out.print("Sent.")


if __name__ == "__main__":
    app()
