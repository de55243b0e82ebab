"""Messages that the channel layer reads and answers by itself, kept in their conversation."""

from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Dict, List, NamedTuple, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.conversations.access import serving
from assistant.facts.needed import DANGER_INTENT, DANGER_SUBJECT
from assistant.handover.said import CONTACT_PLACEHOLDER, message_metadata
from assistant.responses.replies import OTHER_LANGUAGE_INTENT
from assistant.understanding.question import Question, questions_of

LOCK_POLL = 0.1  # seconds; Rasa's own second is long for who waits


class Said(NamedTuple):
    """A reply of the channel layer's: its text, its buttons, and its event's metadata."""

    text: str
    buttons: List[Dict[str, str]] = []
    metadata: Dict[str, Any] = {}


class ReadMessage:
    """A visitor's message as NLU reads it, under its conversation's lock."""

    def __init__(
        self,
        agent: Agent,
        message: UserMessage,
        tracker: DialogueStateTracker,
        parse_data: Dict[str, Any],
    ) -> None:
        self.message = message
        self.parse_data = parse_data
        self._agent = agent
        self._tracker = tracker

    @property
    def intent(self) -> Optional[str]:
        """What the message is taken for."""
        name: Optional[str] = (self.parse_data.get("intent") or {}).get("name")
        return name

    @property
    def tells_danger(self) -> bool:
        """Whether the assistant has to answer it, whoever else does."""
        questions = questions_of(self.parse_data)
        return self.intent == DANGER_INTENT or any(map(_tells_danger, questions))

    async def keep(self, to: str, replies: List[Said], hidden: bool = False) -> None:
        """Keep the message and what was said to it; ``hidden``: nothing of its words."""
        text, parse_data = self.message.text, self.parse_data
        if hidden:
            text = CONTACT_PLACEHOLDER
            parse_data = {"text": text, "intent": {"name": self.intent}, "entities": []}
        event = UserUttered(
            text,
            parse_data["intent"],
            parse_data["entities"],
            parse_data,
            input_channel=self.message.input_channel,
            message_id=self.message.message_id,
            metadata={**(self.message.metadata or {}), **message_metadata(to)},
        )
        self._tracker.update(event, self._agent.domain)
        await _keep_said(self._agent, self._tracker, replies)


@asynccontextmanager
async def reading(agent: Agent, message: UserMessage) -> AsyncIterator[ReadMessage]:
    """Read a message, under its conversation's lock."""
    async with agent.lock_store.lock(message.sender_id, wait_time_in_seconds=LOCK_POLL):
        tracker = await agent.processor.fetch_tracker_and_update_session(
            message.sender_id, message.output_channel, message.metadata
        )
        parse_data = await agent.processor.parse_message(message, tracker)
        yield ReadMessage(agent, message, tracker, parse_data)


async def keep_said(agent: Agent, conversation: str, replies: List[Said]) -> None:
    """Keep what was said to a visitor who wrote nothing; its lock is held by who calls."""
    with serving(conversation):
        tracker = await agent.processor.fetch_tracker_and_update_session(conversation)
        await _keep_said(agent, tracker, replies)


async def _keep_said(agent: Agent, tracker: DialogueStateTracker, replies: List[Said]) -> None:
    for reply in replies:
        data = {"buttons": reply.buttons} if reply.buttons else None
        tracker.update(BotUttered(reply.text, data, reply.metadata), agent.domain)
    # Rasa's own order: nothing is left to do but to listen.
    tracker.update(ActionExecuted(ACTION_LISTEN_NAME), agent.domain)
    await agent.processor.save_tracker(tracker)


def _tells_danger(question: Question) -> bool:
    if question.intent == DANGER_INTENT:
        return True
    if question.intent == OTHER_LANGUAGE_INTENT:
        return question.topic is not None
    return (question.topic or "").startswith(f"{DANGER_SUBJECT}.")
