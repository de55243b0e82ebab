"""What the measurements know: the facts as the project's files have them, never the staff's."""

import os
import tempfile
from contextlib import contextmanager
from typing import Iterator

from assistant.facts.files import read_records
from assistant.facts.phrases import Phrases
from assistant.facts.snapshot import Snapshot
from assistant.facts.store import FactStore
from assistant.settings import Settings


def files_snapshot() -> Snapshot:
    """The facts and phrases of the project's files."""
    settings = Settings()
    return Snapshot(1, read_records(settings.facts_dir), Phrases(settings.phrases_dir))


@contextmanager
def facts_of_files() -> Iterator[FactStore]:
    """A database of its own, seeded from the files, which ``FACTS_URL`` names meanwhile."""
    before = os.environ.get("FACTS_URL")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/facts.db"
        os.environ["FACTS_URL"] = url
        store = FactStore(url)
        try:
            store.load(read_records(Settings().facts_dir), "benchmarks")
            yield store
        finally:
            store.close()
            if before is None:
                del os.environ["FACTS_URL"]
            else:
                os.environ["FACTS_URL"] = before
