"""The one fact store of the process."""

from functools import lru_cache

from assistant.facts.store import FactStore
from assistant.settings import Settings


@lru_cache(maxsize=1)
def fact_store() -> FactStore:
    """The store that the settings name, opened once."""
    return FactStore(Settings().facts_url)
