"""The whole assistant in one process: Rasa's dialogue, with the actions run beside it."""

import logging
import tempfile
from pathlib import Path
from typing import Any, Dict, List, NamedTuple

from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog
from rasa_sdk.executor import ActionExecutor

from assistant.responses.generator import ResponseGenerator
from assistant.settings import ROOT, Settings
from assistant.understanding.said import DECISION, FACTS


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
    """What the assistant made of a turn: its words, the intent, the language it speaks, and what
    it decided: the steps by their names, the facts shown in their order."""

    text: str
    intent: str
    language: str
    steps: List[str]
    shown: List[str]


class InProcessAssistant:
    """A trained model to talk to."""

    def __init__(self, model: Path) -> None:
        configure_structlog(logging.WARNING)
        logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
        # The file that helps the staff's own assistant is none of a measurement's.
        self._folder = tempfile.TemporaryDirectory()
        settings = Settings(help_file=Path(self._folder.name) / "help.json")
        responses = ResponseGenerator(None, Domain.load(str(ROOT / "domain.yml")), settings)
        self._agent = Agent.load(
            str(model), generator=responses, action_endpoint=InProcessActions()
        )

    async def say(self, text: str, conversation: str) -> Said:
        """The assistant's reply to a turn of a conversation."""
        messages: List[Dict[str, Any]] = await self._agent.handle_text(text, sender_id=conversation)
        tracker = await self._agent.tracker_store.retrieve(conversation)
        metadata: List[Dict[str, Any]] = []
        for event in reversed(tracker.events):
            if isinstance(event, UserUttered):
                break
            if isinstance(event, BotUttered):
                metadata.insert(0, event.metadata or {})
        decisions = [entry[DECISION] for entry in metadata if DECISION in entry]
        return Said(
            "\n".join(message.get("text") or "" for message in messages),
            tracker.latest_message.intent_name,
            tracker.get_slot("language"),
            [step["step"] for decision in decisions for step in decision["steps"]],
            [fact["id"] for entry in metadata for fact in entry.get(FACTS, [])],
        )
