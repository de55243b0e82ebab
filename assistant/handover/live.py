"""A person who writes with a visitor of the web page, in the conversation with the assistant."""

from typing import Any, Dict, List, Optional, Tuple

from rasa.core.agent import Agent

from assistant.conversations.transcript import shown_reply
from assistant.handover.people import People
from assistant.handover.recording import LOCK_POLL, Said, keep_said
from assistant.handover.said import HANDOVER, NOTICE, STAFF, reply_metadata
from assistant.handover.takeovers import TAKEN, WAITING, Delivery, Takeover
from assistant.handover.within import Asking
from assistant.handover.words import Wish, Words

NOBODY = ""  # the state of a conversation that the assistant answers alone


class Live:
    """What staff do in a conversation, and what its page learns of it.

    Args:
        asking: runs the work on the stores.
    """

    def __init__(self, people: People, asking: Asking, words: Words) -> None:
        self._takeovers = people.takeovers
        self._dialogues = people.dialogues
        self._asking = asking
        self._words = words

    async def take(self, agent: Agent, conversation: str, staff: str) -> None:
        """Give a conversation that waits to a member of staff.

        Raises:
            Gone: it does not wait any more, or another has it.
            NotInTime: the database is not to be had.
        """
        async with agent.lock_store.lock(conversation, wait_time_in_seconds=LOCK_POLL):
            before = await self._asking.run(lambda: self._takeovers.of(conversation))
            taken = await self._asking.run(lambda: self._takeovers.take(conversation, staff))
            if before is not None and before.staff == staff:
                return
            await self._asking.run(lambda: self._dialogues.drop(conversation))
            await self._tell(agent, taken, "live-taken", [Wish.LEAVE], TAKEN)

    async def say(self, agent: Agent, conversation: str, staff: str, text: str) -> None:
        """Say something to the visitor.

        Raises:
            Gone: the conversation is not theirs any more.
            NotInTime: the database is not to be had.
        """
        async with agent.lock_store.lock(conversation, wait_time_in_seconds=LOCK_POLL):
            await self._asking.run(lambda: self._takeovers.touch(conversation, staff))
            await self._deliver(agent, conversation, Said(text), STAFF, TAKEN)

    async def give_back(self, agent: Agent, conversation: str, staff: str) -> None:
        """Give a conversation back to the assistant.

        Raises:
            Gone: it is not theirs any more.
            NotInTime: the database is not to be had.
        """
        async with agent.lock_store.lock(conversation, wait_time_in_seconds=LOCK_POLL):
            theirs = await self._asking.run(lambda: self._takeovers.touch(conversation, staff))
            if await self._asking.run(lambda: self._takeovers.end(theirs)):
                await self._tell(agent, theirs, "live-returned", [], NOBODY)

    async def standing(self, agent: Agent, conversation: str) -> Optional[Takeover]:
        """Who a conversation waits for or is with; one that has ended is ended here, and its
        visitor told.

        Raises:
            NotInTime: the database is not to be had.
        """
        found = await self._asking.run(lambda: self._takeovers.of(conversation))
        if found is None or not self._takeovers.has_ended(found):
            return found
        ended: Takeover = found
        async with agent.lock_store.lock(conversation, wait_time_in_seconds=LOCK_POLL):
            if await self._asking.run(lambda: self._takeovers.end(ended)):
                phrase = "live-nobody" if ended.state == WAITING else "live-silent"
                await self._tell(agent, ended, phrase, [Wish.CALLBACK], NOBODY)
        return None

    async def after(
        self, agent: Agent, conversation: str, number: int
    ) -> Tuple[str, List[Delivery]]:
        """How a conversation stands, and what appeared in it after the delivery of a number.

        Raises:
            NotInTime: the database is not to be had.
        """
        standing = await self.standing(agent, conversation)
        appeared = await self._asking.run(lambda: self._takeovers.after(conversation, number))
        return standing.state if standing else NOBODY, appeared

    async def _tell(
        self, agent: Agent, takeover: Takeover, phrase: str, wishes: List[Wish], state: str
    ) -> None:
        text = self._words.say(takeover.language, phrase)
        said = Said(text, self._words.buttons(wishes, takeover.language))
        await self._deliver(agent, takeover.conversation, said, NOTICE, state)

    async def _deliver(
        self, agent: Agent, conversation: str, said: Said, said_by: str, state: str
    ) -> None:
        shown = shown_reply(said.text, said.buttons, reply_metadata(said_by, None, state))
        number = await self._asking.run(lambda: self._takeovers.deliver(conversation, shown))
        metadata = reply_metadata(said_by, number, state)
        await keep_said(agent, conversation, [said._replace(metadata=metadata)])


def numbered(delivery: Delivery) -> Dict[str, Any]:
    """A reply as pages get it, with the number of its delivery, by which they know it again."""
    told = {**delivery.reply[HANDOVER], "number": delivery.number}
    return {**delivery.reply, HANDOVER: told}
