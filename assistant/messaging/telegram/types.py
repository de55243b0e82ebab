"""Telegram's updates, as far as they are read (core.telegram.org/bots/api#update)."""

from typing import List, Optional

from pydantic import BaseModel, ConstrainedInt, Field, StrictStr

LARGEST = 2**63 - 1


class Integer(ConstrainedInt):
    """A number as databases hold it."""

    strict = True
    ge = -LARGEST
    le = LARGEST


class User(BaseModel):
    """A person or a bot."""

    id: Integer
    is_bot: bool = False
    language_code: Optional[str] = None


class Chat(BaseModel):
    """A private chat, a group or a channel."""

    id: Integer
    type: StrictStr


class Entity(BaseModel):
    """A part of a text that means something; ``offset`` and ``length`` in UTF-16 units."""

    type: StrictStr
    offset: Integer
    length: Integer
    user: Optional[User] = None


class RepliedTo(BaseModel):
    """The message that a message replies to."""

    sender: Optional[User] = Field(None, alias="from")


class Message(BaseModel):
    """A message, as far as it is read."""

    message_id: Integer
    chat: Chat
    sender: Optional[User] = Field(None, alias="from")
    text: Optional[StrictStr] = None
    caption: Optional[StrictStr] = None
    entities: List[Entity] = []
    caption_entities: List[Entity] = []
    reply_to_message: Optional[RepliedTo] = None
    message_thread_id: Optional[Integer] = None
    is_topic_message: bool = False


class CallbackQuery(BaseModel):
    """A tap on a button; the message is missing where it is old or was sent inline."""

    id: StrictStr
    sender: User = Field(alias="from")
    message: Optional[Message] = None
    data: Optional[StrictStr] = None


class Member(BaseModel):
    """What the bot is in a chat now."""

    status: StrictStr


class Membership(BaseModel):
    """The bot was added, removed, blocked or unblocked."""

    chat: Chat
    new_chat_member: Member


class Update(BaseModel):
    """An update of a kind that is answered; of any other kind every field is missing."""

    update_id: Integer
    message: Optional[Message] = None
    edited_message: Optional[Message] = None
    callback_query: Optional[CallbackQuery] = None
    my_chat_member: Optional[Membership] = None
