"""Reads the Messenger Platform's webhook events (developers.facebook.com)."""

import hashlib
import json
import re
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

from pydantic import BaseModel, Field, StrictStr, ValidationError
from typing_extensions import Annotated

from assistant.conversations.names import MESSENGER, conversation_of
from assistant.messaging.incoming import Incoming, Kind, read_command

PLAIN_ID = re.compile(r"[!-~]{1,150}")
MOST_EVENTS = 1000  # of one request; Messenger batches far fewer


class Person(BaseModel):
    """A visitor or the page."""

    # "$" would let a line end through.
    id: Annotated[str, Field(regex=r"^[0-9]{1,50}\Z")]


class Payload(BaseModel):
    """What a button sends."""

    payload: Optional[StrictStr] = None


class Referral(BaseModel):
    """A link m.me/<page>?ref=<name> that was followed."""

    ref: Optional[StrictStr] = None


class Message(BaseModel):
    """A message; ``is_echo`` marks those that the page sent."""

    mid: StrictStr
    text: Optional[StrictStr] = None
    is_echo: bool = False
    quick_reply: Optional[Payload] = None
    attachments: List[Any] = []


class Postback(BaseModel):
    """A tap on a button, a menu entry or an ice breaker."""

    title: Optional[StrictStr] = None
    payload: Optional[StrictStr] = None
    referral: Optional[Referral] = None


class Edit(BaseModel):
    """A message that was changed."""

    mid: StrictStr
    text: Optional[StrictStr] = None


class Event(BaseModel):
    """An event of a kind that is answered; of any other kind every field is missing."""

    sender: Person
    message: Optional[Message] = None
    postback: Optional[Postback] = None
    referral: Optional[Referral] = None
    message_edit: Optional[Edit] = None


class Arrived(NamedTuple):
    """An event with its key."""

    key: str
    event: Dict[str, Any]


def events_of(document: Dict[str, Any]) -> Iterator[Arrived]:
    """The events of a request that may ask something: neither another app's (``standby``), nor
    changes of the page."""
    count = 0
    entries = document.get("entry")
    for entry in entries if isinstance(entries, list) else []:
        events = entry.get("messaging") if isinstance(entry, dict) else None
        for event in events if isinstance(events, list) else []:
            if isinstance(event, dict) and count < MOST_EVENTS:
                count += 1
                yield Arrived(_key(event), event)


def _key(event: Dict[str, Any]) -> str:
    """The message's id; else a digest, since a repeated event is repeated as it was."""
    for kind in ("message", "postback"):
        mid = event[kind].get("mid") if isinstance(event.get(kind), dict) else None
        if isinstance(mid, str) and PLAIN_ID.fullmatch(mid):
            return mid
    return hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()


def read_event(document: Dict[str, Any]) -> Optional[Incoming]:
    """What an event means; None where nothing is to be done: it is an echo, a delivery, a
    reaction …, or not as Messenger documents it."""
    try:
        event = Event.parse_obj(document)
    except ValidationError:
        return None
    conversation = conversation_of(MESSENGER, event.sender.id)
    incoming = Incoming(Kind.TEXT, conversation, {"recipient": {"id": event.sender.id}})
    if event.message:
        return _message(event.message, incoming)
    if event.message_edit and event.message_edit.text:
        return _written(event.message_edit.text, incoming)
    if event.postback:
        text = event.postback.payload or event.postback.title
        read = _written(text, incoming) if text else None
        ref = event.postback.referral and event.postback.referral.ref
        return read._replace(text=ref) if read and read.kind is Kind.START and ref else read
    if event.referral and event.referral.ref:
        return incoming._replace(kind=Kind.START, text=event.referral.ref)
    return None


def _message(message: Message, incoming: Incoming) -> Optional[Incoming]:
    if message.is_echo:
        return None
    tapped = message.quick_reply and message.quick_reply.payload
    if tapped or message.text:
        return _written(tapped or message.text or "", incoming)
    return incoming._replace(kind=Kind.UNREADABLE) if message.attachments else None


def _written(text: str, incoming: Incoming) -> Incoming:
    command = read_command(text)
    if command:
        return incoming._replace(kind=command.kind, text=command.argument)
    return incoming._replace(text=text)
