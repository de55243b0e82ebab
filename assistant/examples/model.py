"""What the trained model says of an example: its language, and its likeliest labels."""

import asyncio
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.nlu.constants import FULL_RETRIEVAL_INTENT_NAME_KEY

from assistant.nlu.language_identifier import LanguageIdentifier
from assistant.nlu.properties import LABEL_RANKING, split_label
from assistant.nlu.text_normalizer import TextNormalizer, normalize

LONGEST = TextNormalizer.get_default_config()["longest"]


def language_identifier(model: Path) -> LanguageIdentifier:
    """The model's own language identification, without the rest of it."""
    with TemporaryDirectory() as folder:
        storage, metadata = LocalModelStorage.from_model_archive(Path(folder), model)
        node = next(
            node
            for node in metadata.predict_schema.nodes.values()
            if node.uses is LanguageIdentifier
        )
        config = {**LanguageIdentifier.get_default_config(), **node.config}
        context = ExecutionContext(GraphSchema({}))
        return LanguageIdentifier.load(config, storage, node.resource, context)


class Model:
    """A trained model, each part of it loaded when it is first asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._languages: Optional[LanguageIdentifier] = None
        self._agent: Optional[Agent] = None

    def languages(self, text: str) -> Dict[str, float]:
        """How likely a text is in each language."""
        if self._languages is None:
            self._languages = language_identifier(self._path)
        return self._languages.confidences(normalize(text, LONGEST))

    def understood(self, text: str) -> Optional[str]:
        """The label with a key that a text is understood as; None for any other."""
        parsed = self._parse(text)
        return parsed["intent"].get(FULL_RETRIEVAL_INTENT_NAME_KEY)

    def likely(self, text: str, intent: str) -> List[str]:
        """The labels of an intent that are among the likeliest for a text, in their order."""
        ranked = [entry["label"] for entry in self._parse(text)[LABEL_RANKING]]
        return [label for label in ranked if split_label(label)[0] == intent]

    @lru_cache(maxsize=1)
    def _parse(self, text: str) -> Dict[str, Any]:
        if self._agent is None:
            self._agent = Agent.load(str(self._path))
        parse = self._agent.processor.parse_message(UserMessage(text), only_output_properties=False)
        return asyncio.run(parse)
