"""Reads Telegram's updates (core.telegram.org/bots/api#update)."""

import re
from typing import Any, Dict, List, NamedTuple, Optional

from pydantic import ValidationError

from assistant.conversations.names import TELEGRAM, conversation_of
from assistant.facts.languages import language_of
from assistant.messaging.incoming import Command, Incoming, Kind, read_command
from assistant.messaging.telegram.types import (
    LARGEST,
    CallbackQuery,
    Chat,
    Entity,
    Membership,
    Message,
    Update,
    User,
)
from assistant.messaging.text_split import utf16_length

PRIVATE = "private"
# Fields of a message that hold something other than text.
UNREADABLE = {
    "animation", "audio", "checklist", "contact", "dice", "document", "game", "invoice",
    "location", "paid_media", "photo", "poll", "sticker", "story", "venue", "video",
    "video_note", "voice",
}  # fmt: skip


class Bot(NamedTuple):
    """The bot that updates are for; its name is unknown until Telegram told it."""

    id: str
    username: str = ""


def update_key(update: Dict[str, Any]) -> Optional[str]:
    """The update's id; None where it has none."""
    key = update.get("update_id")
    is_id = isinstance(key, int) and not isinstance(key, bool) and 0 <= key <= LARGEST
    return str(key) if is_id else None


def read_update(document: Dict[str, Any], bot: Bot) -> Optional[Incoming]:
    """What an update means; None where nothing is to be done: nobody asked anything, or it is
    not as Telegram documents it."""
    try:
        update = Update.parse_obj(document)
    except ValidationError:
        return None
    if update.callback_query:
        return _tap(update.callback_query)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    message = update.message or update.edited_message
    if message is None or message.sender is None or message.sender.is_bot:
        return None
    fields = document["message"] if update.message else document["edited_message"]
    return _message(message, message.sender, fields, bot)


def _membership(membership: Membership) -> Optional[Incoming]:
    chat = membership.chat
    left = chat.type == PRIVATE and membership.new_chat_member.status == "kicked"
    if not left:
        return None
    conversation = conversation_of(TELEGRAM, str(chat.id))
    return Incoming(Kind.FORGET, conversation, {"chat_id": chat.id})


def _conversation(chat: Chat, sender: User) -> str:
    """In a group, each member has a conversation of their own."""
    who = str(chat.id) if chat.type == PRIVATE else f"{chat.id}:{sender.id}"
    return conversation_of(TELEGRAM, who)


def _address(message: Message) -> Dict[str, Any]:
    address: Dict[str, Any] = {"chat_id": message.chat.id}
    if message.is_topic_message and message.message_thread_id is not None:
        address["message_thread_id"] = message.message_thread_id
    if message.chat.type != PRIVATE:
        # So that the members see whom the reply is for.
        address["reply_parameters"] = {
            "message_id": message.message_id,
            "allow_sending_without_reply": True,
        }
    return address


def _message(
    message: Message, sender: User, fields: Dict[str, Any], bot: Bot
) -> Optional[Incoming]:
    text = message.text if message.text is not None else message.caption
    entities = message.entities if message.text is not None else message.caption_entities
    command = read_command(text or "")
    if message.chat.type != PRIVATE:
        if message.chat.type not in ("group", "supergroup"):
            return None
        if not _addressed(message, text or "", entities, command, bot):
            return None
        text = text and without_mention(text, bot)
    incoming = Incoming(
        Kind.TEXT,
        _conversation(message.chat, sender),
        _address(message),
        text or "",
        language_of(sender.language_code),
    )
    if command and command.bot.lower() in ("", bot.username.lower()):
        return incoming._replace(kind=command.kind, text=command.argument)
    if text:
        return incoming
    return incoming._replace(kind=Kind.UNREADABLE) if UNREADABLE & fields.keys() else None


def _addressed(
    message: Message, text: str, entities: List[Entity], command: Optional[Command], bot: Bot
) -> bool:
    replied = message.reply_to_message and message.reply_to_message.sender
    if replied and str(replied.id) == bot.id:
        return True
    if command:
        return command.bot.lower() in ("", bot.username.lower())
    return any(
        (entity.type == "text_mention" and entity.user and str(entity.user.id) == bot.id)
        or (entity.type == "mention" and _is_ours(_part(text, entity), bot))
        for entity in entities
    )


def _is_ours(mention: str, bot: Bot) -> bool:
    return bool(bot.username) and mention.lower() == f"@{bot.username}".lower()


def _part(text: str, entity: Entity) -> str:
    if not 0 <= entity.offset <= entity.offset + entity.length <= utf16_length(text):
        return ""
    units = text.encode("utf-16-le", "surrogatepass")
    part = units[2 * entity.offset : 2 * (entity.offset + entity.length)]
    return part.decode("utf-16-le", "replace")


def without_mention(text: str, bot: Bot) -> str:
    """The text without the bot's name, which is no part of a question."""
    if not bot.username:
        return text
    return re.sub(rf"@{re.escape(bot.username)}\b", "", text, flags=re.IGNORECASE).strip()


def _tap(query: CallbackQuery) -> Incoming:
    if query.message:
        conversation = _conversation(query.message.chat, query.sender)
        address = _address(query.message)
        address.pop("reply_parameters", None)
    else:
        conversation = conversation_of(TELEGRAM, str(query.sender.id))
        address = {"chat_id": query.sender.id}
    return Incoming(
        Kind.TEXT if query.data else Kind.NOTHING,
        conversation,
        address,
        query.data or "",
        language_of(query.sender.language_code),
        acknowledge=query.id,
    )


def button_title(update: Dict[str, Any], data: str) -> Optional[str]:
    """The title of the tapped button, which stands in the message that it belongs to."""
    message = (update.get("callback_query") or {}).get("message") or {}
    markup = message.get("reply_markup")
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    for row in rows if isinstance(rows, list) else []:
        for button in row if isinstance(row, list) else []:
            if isinstance(button, dict) and button.get("callback_data") == data:
                return str(button.get("text") or "") or None
    return None
