"""A stand-in for Rasa's agent, which remembers and repeats, over the real stores."""

import asyncio
from typing import Any, Dict, List

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.conversations.store import ConversationStore

REPEAT = "répète"
# What the stand-in of NLU reads in a message.
INTENTS = {"danger": "distress", "oui": "affirm", "non": "deny"}


class Processor:
    """Rasa's processor, as far as hand-over meets it."""

    def __init__(self, agent: "Remembering") -> None:
        self._agent = agent
        self.parsed: List[str] = []

    async def fetch_tracker_and_update_session(
        self, conversation: str, output: Any = None, metadata: Any = None
    ) -> DialogueStateTracker:
        return await self._agent.tracker_store.get_or_create_tracker(conversation)

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker
    ) -> Dict[str, Any]:
        self.parsed.append(message.text)
        words = message.text.lower().split()
        intent = next((INTENTS[word] for word in words if word in INTENTS), "inform")
        return {"text": message.text, "intent": {"name": intent}, "entities": []}

    async def save_tracker(self, tracker: DialogueStateTracker) -> None:
        await self._agent.tracker_store.save(tracker)


class Remembering:
    """Rasa's agent, as far as channels meet it: it repeats what it is told, and what it said last
    where that is asked for."""

    def __init__(self, url: str) -> None:
        self.inner = ConversationStore(Domain.empty(), host=url)
        self.tracker_store = FailSafeTrackerStore(self.inner)
        self.lock_store = InMemoryLockStore()
        self.domain = Domain.empty()
        self.processor = Processor(self)
        # The last connection that is closed empties SQLite's log: with this one it stays.
        # Its own thread makes the database's tables first.
        self.inner.renamed.result()
        self._reader = self.inner.engine.connect()
        self.takes = 0.0  # seconds
        self.second_after = 0.0  # seconds from the reply to another; none where it is 0

    async def handle_message(self, message: UserMessage) -> None:
        """Answer, as Rasa does: under the conversation's lock, and stored at the end."""
        async with self.lock_store.lock(message.sender_id):
            tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
            said = [event.text for event in tracker.events if isinstance(event, BotUttered)]
            await asyncio.sleep(self.takes)
            reply = f"« {message.text} »"
            if message.text == REPEAT:
                reply = said[-1] if said else "nothing was said"
            asked = UserUttered(message.text, input_channel=message.input_channel)
            asked.message_id = message.message_id
            facts = {"facts": [{"id": "iom.founded", "sources": []}]}
            tracker.update(asked)
            tracker.update(BotUttered(reply, metadata=facts))
            await self.tracker_store.save(tracker)
        await message.output_channel.send_text_message(message.sender_id, reply)
        if self.second_after:
            await asyncio.sleep(self.second_after)
            await message.output_channel.send_text_message(message.sender_id, "and more")
