"""What a visitor does, whatever the channel; and the commands that may be written."""

import re
from enum import Enum
from typing import Any, Dict, NamedTuple, Optional

COMMAND = re.compile(r"/(\w+)(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)


class Kind(Enum):
    """What is wanted of the assistant."""

    TEXT = "text"
    START = "start"  # the text names a link's question, or is empty
    HELP = "help"
    LANGUAGE = "langue"
    STOP = "stop"
    UNREADABLE = "unreadable"
    FORGET = "forget"  # the visitor left: nothing is said
    NOTHING = "nothing"

    @property
    def says_something(self) -> bool:
        """Whether the visitor waits for a reply."""
        return self not in (Kind.FORGET, Kind.NOTHING)

    @property
    def erases(self) -> bool:
        """Whether the conversation ends, for good."""
        return self in (Kind.FORGET, Kind.STOP)


COMMANDS = {
    "start": Kind.START,
    "help": Kind.HELP,
    "aide": Kind.HELP,
    "langue": Kind.LANGUAGE,
    "language": Kind.LANGUAGE,
    "stop": Kind.STOP,
}


class Incoming(NamedTuple):
    """An update, read.

    ``conversation`` is Rasa's sender id (``assistant.conversations.names``); ``address`` says where replies go, in the parameters of
    the service; ``hint`` is the profile's language; ``acknowledge`` names a tap to acknowledge.
    """

    kind: Kind
    conversation: str
    address: Dict[str, Any]
    text: str = ""
    hint: Optional[str] = None
    acknowledge: Optional[str] = None


class Command(NamedTuple):
    """A command, the bot it is for (empty: any) and what follows it."""

    kind: Kind
    bot: str
    argument: str


def read_command(text: str) -> Optional[Command]:
    """The command that a text is; None where it is none that is known."""
    match = COMMAND.fullmatch(text.strip())
    kind = COMMANDS.get(match.group(1).lower()) if match else None
    if match is None or kind is None:
        return None
    return Command(kind, match.group(2) or "", (match.group(3) or "").strip())
