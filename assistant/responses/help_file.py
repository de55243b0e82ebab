"""The facts that help in danger, in a file beside the database."""

import json
import os
import tempfile
from pathlib import Path
from typing import Dict

from assistant.facts.phrases import Phrases
from assistant.facts.record import FactRecord
from assistant.facts.snapshot import Snapshot


def write_help(path: Path, snapshot: Snapshot) -> None:
    """Put a snapshot's facts in the place of what the file held: all of it or, on failure, none.

    Raises:
        OSError: it could not be written.
    """
    document = {
        "version": snapshot.version,
        "records": [record.document() for record in snapshot.records.values()],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def read_help(path: Path, phrases: Phrases) -> Snapshot:
    """What the file holds.

    Raises:
        OSError: it cannot be read.
        ValueError, KeyError, TypeError: it does not hold facts.
    """
    document = json.loads(path.read_text(encoding="utf-8"))
    records: Dict[str, FactRecord] = {}
    for entry in document["records"]:
        record = FactRecord.parse_obj(entry)
        records[record.id] = record
    return Snapshot(document["version"], records, phrases)
