"""Finds whom and what a question names: countries, organisations, forums, years."""

from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.properties import MASKED_TEXT, MENTIONS
from assistant.nlu.table_component import TableComponent
from assistant.understanding.masking import masked
from assistant.understanding.names import (
    NAMES_FILE,
    NameAndTarget,
    Names,
    names_from,
    read_names,
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class SubjectExtractor(TableComponent[Names]):
    """Sets ``mentions`` and ``masked_text``."""

    tables_path = NAMES_FILE

    @staticmethod
    def required_packages() -> List[Text]:
        """CLDR's names come with babel."""
        return ["babel"]

    @classmethod
    def read_tables(cls) -> Dict[str, List[NameAndTarget]]:
        """The names of each kind."""
        return read_names(cls.tables_path)

    @classmethod
    def tables_from(cls, stored: Any) -> Names:
        """The gazetteers of the names."""
        return names_from(stored)

    def process(self, messages: List[Message]) -> List[Message]:
        """Set what each message names."""
        for message in messages:
            text = message.get(TEXT) or ""
            message.set(MENTIONS, self.tables.mentions(text))
            message.set(MASKED_TEXT, masked(text, self.tables))
        return messages
