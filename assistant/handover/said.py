"""What goes with the events of hand-over, and with the replies that pages get."""

from typing import Any, Dict, Optional

HANDOVER = "handover"
# Who says a reply that the assistant does not.
STAFF, NOTICE = "staff", "notice"
# For whom a visitor's message is that the assistant does not answer.
TO_PERSON, TO_DIALOGUE = "person", "dialogue"
# What stands in the conversation for a message that may hold somebody's contact.
CONTACT_PLACEHOLDER = "[contact]"


def reply_metadata(
    said_by: str, number: Optional[int] = None, state: Optional[str] = None
) -> Dict[str, Any]:
    """The metadata of a reply: who says it, the number of its delivery, and whether from then on
    the visitor waits for a person or has one (``state``; empty: neither)."""
    told = {"by": said_by, "number": number, "state": state}
    return {HANDOVER: {name: value for name, value in told.items() if value is not None}}


def message_metadata(to: str) -> Dict[str, Any]:
    """The metadata of a visitor's message that the assistant does not answer."""
    return {HANDOVER: {"to": to}}
