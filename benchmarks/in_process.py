"""The whole assistant in one process: Rasa's dialogue, with the actions run beside it."""

import logging
from pathlib import Path
from typing import Any, Dict, List, NamedTuple

from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog
from rasa_sdk.executor import ActionExecutor


class InProcessActions(EndpointConfig):
    """The action server's endpoint, without a server behind it."""

    def __init__(self) -> None:
        super().__init__("in process", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *_: Any, json: Dict[str, Any], **__: Any) -> Any:
        """Run the action that the call names."""
        return await self._executor.run(json)


class Said(NamedTuple):
    """What the assistant made of a turn: its words, the intent, the language it speaks."""

    text: str
    intent: str
    language: str


class InProcessAssistant:
    """A trained model to talk to."""

    def __init__(self, model: Path) -> None:
        configure_structlog(logging.WARNING)
        logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
        self._agent = Agent.load(str(model), action_endpoint=InProcessActions())

    async def say(self, text: str, conversation: str) -> Said:
        """The assistant's reply to a turn of a conversation."""
        messages: List[Dict[str, Any]] = await self._agent.handle_text(text, sender_id=conversation)
        tracker = await self._agent.tracker_store.retrieve(conversation)
        return Said(
            "\n".join(message.get("text") or "" for message in messages),
            tracker.latest_message.intent_name,
            tracker.get_slot("language"),
        )
