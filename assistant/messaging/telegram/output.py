"""Rasa's replies as Telegram's messages."""

from typing import Any, Dict, List, Text

from assistant.conversations.names import TELEGRAM, who_of
from assistant.messaging.buttons import Button, as_lines, cut_title
from assistant.messaging.output import ChannelOutput, Message, Take
from assistant.messaging.telegram.payloads import Payloads
from assistant.messaging.text_split import split, utf16_length

# Limits of the Bot API, in UTF-16 code units, bytes, buttons, and characters that a phone shows.
LONGEST_TEXT = 4096
LONGEST_DATA = 64
MOST_BUTTONS = 100
LONGEST_TITLE = 64


def chat_of(conversation: str) -> int:
    """The chat of a conversation: of a member's of a group, the group."""
    return int(who_of(conversation, TELEGRAM).partition(":")[0])


class TelegramOutput(ChannelOutput):
    """Writes parameters of ``sendMessage``.

    Args:
        address: where replies go; empty where a conversation's id tells it.
    """

    @classmethod
    def name(cls) -> Text:
        """The channel's name."""
        return "telegram"

    def __init__(self, take: Take, address: Dict[str, Any], payloads: Payloads) -> None:
        super().__init__(take)
        self._address = address
        self._payloads = payloads

    async def write(self, recipient_id: Text, text: Text, buttons: List[Button]) -> List[Message]:
        """One message, or several for a long text; the buttons stand below the last."""
        address = self._address or {"chat_id": chat_of(recipient_id)}
        hidden = buttons[MOST_BUTTONS:]
        whole = f"{text}\n{as_lines(hidden)}" if hidden else text
        messages: List[Message] = [
            {**address, "text": part, "link_preview_options": {"is_disabled": True}}
            for part in split(whole, LONGEST_TEXT, utf16_length)
        ]
        # A quotation of the question above the first part is enough.
        for message in messages[1:]:
            message.pop("reply_parameters", None)
        if messages and buttons:
            rows = [await self._row(button) for button in buttons[:MOST_BUTTONS]]
            messages[-1]["reply_markup"] = {"inline_keyboard": rows}
        return messages

    async def _row(self, button: Button) -> List[Dict[str, str]]:
        data = await self._payloads.name(button.payload, LONGEST_DATA)
        return [{"text": cut_title(button.title, LONGEST_TITLE), "callback_data": data}]
