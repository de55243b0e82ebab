"""Deletes what is kept of use for longer than the settings say, and the keys of days before."""

from assistant.settings import UseSettings
from assistant.use.days import today
from assistant.use.periods import ONE
from assistant.use.store import UseStore
from assistant.use.visitors import delete_keys_before


def sweep_use(settings: UseSettings) -> int:
    """Delete rows that are too old; how many there were.

    Raises:
        one of NOT_TO_BE_HAD: the database is locked, damaged or gone, or a key cannot be deleted.
    """
    day = today(settings.zone)
    delete_keys_before(settings.use_key_file, day)
    store = UseStore(settings.use_url)
    try:
        return store.delete_before(day - settings.use_days * ONE)
    finally:
        store.close()
