"""Answers what a visitor did, by Rasa's dialogue or with a phrase of the channel's own."""

from typing import Any, Awaitable, Callable

import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from assistant.conversations.access import serving
from assistant.conversations.erasure import Erasure
from assistant.conversations.plain_text import plain_text
from assistant.facts.languages import LANGUAGES
from assistant.handover.layer import Handover
from assistant.messaging.content import Content
from assistant.messaging.incoming import Incoming, Kind
from assistant.messaging.limit import ConversationLimit
from assistant.messaging.output import ChannelOutput
from assistant.messaging.waiting import Waiting

log = structlog.get_logger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class Answering:
    """Answers for one channel.

    Args:
        handover: answers a message, or has Rasa answer it; the replies are in the message's
            output channel when it returns.
        agent: gives Rasa's agent.
        erasure: erases conversations, and ``waiting`` what of one's own updates waits.
        limit: how many of a conversation's messages are answered in a minute.
    """

    def __init__(
        self,
        channel: str,
        content: Content,
        handover: Handover,
        agent: Callable[[], Agent],
        erasure: Erasure,
        waiting: Waiting,
        limit: ConversationLimit,
    ) -> None:
        self._channel = channel
        self._content = content
        self._handover = handover
        self._agent = agent
        self._erasure = erasure
        self._waiting = waiting
        self._limit = limit

    async def answer(self, incoming: Incoming, key: str, output: ChannelOutput) -> None:
        """Put the replies into the output."""
        with serving(incoming.conversation):
            await self._answer(incoming, key, output)

    async def _answer(self, incoming: Incoming, key: str, output: ChannelOutput) -> None:
        who = incoming.conversation
        if incoming.kind is Kind.NOTHING:
            return None
        if incoming.kind is Kind.FORGET:
            return await self._erase(who, key)
        if incoming.kind is Kind.STOP:
            language = await self._language(incoming)
            await self._erase(who, key)
            return await output.send_text_message(who, self._content.say(language, "stopped"))
        if await self._limit.is_exceeded(who, key):
            language = await self._language(incoming)
            return await output.send_text_message(who, self._content.say(language, "too-many"))
        if incoming.kind is Kind.TEXT:
            return await self._dialogue(incoming, key, incoming.text, output)
        language = await self._language(incoming)
        if incoming.kind in (Kind.START, Kind.HELP):
            await self._handover.leave(who)
        if incoming.kind is Kind.START:
            question = self._content.question(language, incoming.text)
            greeting = self._content.say(language, "greeting")
            await self._dialogue(incoming, key, question or greeting, output)
            return await output.send_text_message(who, self._content.privacy(language))
        if incoming.kind is Kind.HELP:
            question = self._content.say(language, "question-help")
            return await self._dialogue(incoming, key, question, output)
        if incoming.kind is Kind.LANGUAGE:
            buttons = [button._asdict() for button in self._content.languages()]
            text = self._content.say(language, "language-choose")
            return await output.send_text_with_buttons(who, text, buttons)
        return await output.send_text_message(who, self._content.say(language, "unreadable"))

    async def apologize(self, incoming: Incoming, output: ChannelOutput) -> None:
        """Say that there was trouble."""
        text = self._content.say(incoming.hint or LANGUAGES[0], "trouble")
        await output.send_text_message(incoming.conversation, text)

    async def _dialogue(
        self, incoming: Incoming, key: str, text: str, output: ChannelOutput
    ) -> None:
        await self._handover.answer(
            UserMessage(
                plain_text(text),
                output,
                incoming.conversation,
                input_channel=self._channel,
                message_id=key,
                metadata={"language": incoming.hint} if incoming.hint else None,
            )
        )

    async def _erase(self, conversation: str, key: str) -> None:
        await self._erasure.erase(
            conversation, lambda: self._waiting.forget(conversation, before=key)
        )

    async def _language(self, incoming: Incoming) -> str:
        """The conversation's language, else the profile's, else the first."""
        tracker = await self._agent().tracker_store.retrieve(incoming.conversation)
        spoken = tracker.get_slot("language") if tracker else None
        return spoken or incoming.hint or LANGUAGES[0]
