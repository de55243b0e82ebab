"""A conversation as its visitor saw it, read back from Rasa's tracker."""

from typing import Any, Dict, List, NamedTuple, Optional

from rasa.core.agent import Agent
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, Restarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.conversations.access import serving
from assistant.handover.said import HANDOVER, TO_PERSON


class Turn(NamedTuple):
    """A visitor's message, by the id that its page gave it, and the replies to it; ``handed``
    where a person reads it, who need not reply."""

    id: str
    text: str
    replies: List[Dict[str, Any]]
    handed: bool = False


def shown_reply(
    text: str, buttons: Optional[List[Dict[str, Any]]], metadata: Dict[str, Any]
) -> Dict[str, Any]:
    """A reply as pages get it: ``text``, and where there are any ``buttons`` and ``facts``
    (see ``assistant.answers.rich``), and ``handover`` (see ``assistant.handover.said``)."""
    reply: Dict[str, Any] = {"text": text}
    if buttons:
        reply["buttons"] = [
            {"title": button.get("title", ""), "payload": button.get("payload", "")}
            for button in buttons
        ]
    if metadata.get("facts"):
        reply["facts"] = metadata["facts"]
    if metadata.get(HANDOVER):
        reply[HANDOVER] = metadata[HANDOVER]
    return reply


def turns_of(tracker: DialogueStateTracker) -> List[Turn]:
    """The turns since the conversation was last begun anew."""
    turns: List[Turn] = []
    for event in tracker.events:
        if isinstance(event, Restarted):
            turns = []
        elif isinstance(event, UserUttered) and event.text:
            to = (event.metadata or {}).get(HANDOVER, {}).get("to")
            turns.append(Turn(event.message_id or "", event.text, [], to == TO_PERSON))
        elif isinstance(event, BotUttered) and event.text and turns:
            buttons = (event.data or {}).get("buttons")
            turns[-1].replies.append(shown_reply(event.text, buttons, event.metadata or {}))
    return turns


async def read(agent: Agent, conversation: str) -> List[Turn]:
    """The turns of a conversation, over all its sessions; none where there is no such."""
    tracker = await read_tracker(agent, conversation)
    return turns_of(tracker) if tracker else []


async def read_tracker(agent: Agent, conversation: str) -> Optional[DialogueStateTracker]:
    """A conversation with all its sessions; None where there is no such."""
    with serving(conversation):
        return await agent.tracker_store.retrieve_full_tracker(conversation)


async def begin_anew(agent: Agent, conversation: str) -> None:
    """Forget what was said in the dialogue; it stays in the store until it is erased."""
    with serving(conversation):
        async with agent.lock_store.lock(conversation):
            await _restart(agent, conversation)


async def _restart(agent: Agent, conversation: str) -> None:
    tracker = await agent.tracker_store.retrieve(conversation)
    if tracker:
        # Rasa's own order after ``/restart``: nothing is left to do but to listen.
        tracker.update(Restarted())
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        await agent.tracker_store.save(tracker)
