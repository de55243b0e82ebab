"""Groups what was asked in vain, aside, and keeps the groups."""

from pathlib import Path
from typing import Dict, List

import numpy as np

from assistant.publishing import aside
from assistant.publishing.places import Places
from assistant.settings import Settings
from assistant.unanswered.clustering import cluster
from assistant.unanswered.store import Embedded, UnansweredStore

LOCK = "grouping.lock"
LOG = "grouping.log"
MODULE = "assistant.unanswered"
MOST = 5000  # messages: the latest; their distances take 200 MB


def begin_aside(settings: Settings) -> bool:
    """Begin to group in a process of its own; whether none was at it already."""
    folder = Places(settings.publishing_dir).folder
    if aside.is_held(folder / LOCK):
        return False
    aside.begin(MODULE, ["group"], folder / LOG)
    return True


def is_under_way(settings: Settings) -> bool:
    """Whether messages are being grouped now."""
    return aside.is_held(lock_path(settings))


def lock_path(settings: Settings) -> Path:
    """What a process that groups holds."""
    return Places(settings.publishing_dir).folder / LOCK


def group(store: UnansweredStore) -> int:
    """Embed what is not embedded yet, group all messages and keep which belong together.

    Returns:
        How many messages were looked at.
    """
    # Rasa and the encoders take seconds to import, which only who groups shall wait for.
    from assistant.unanswered.encoding import encode, encoders_identity

    messages = store.embedded()[-MOST:]
    encoder = encoders_identity()
    missing = [each for each in messages if each.encoder != encoder or each.embedding is None]
    known: Dict[int, np.ndarray] = {
        each.id: _vector(each) for each in messages if each not in missing
    }
    if missing:
        vectors = encode([each.text for each in missing], [each.language for each in missing])
        made = {each.id: row.astype(np.float16) for each, row in zip(missing, vectors)}
        store.keep_embeddings(encoder, {number: row.tobytes() for number, row in made.items()})
        known.update(made)
    if messages:
        together = np.stack([known[each.id] for each in messages]).astype(np.float32)
        groups = cluster(together, [each.language for each in messages])
    else:
        groups = np.zeros(0, dtype=int)
    store.keep_groups(_first_of_each(messages, groups))
    return len(messages)


def _first_of_each(messages: List[Embedded], groups: np.ndarray) -> Dict[int, int]:
    """Of each message, the first one of its group."""
    first: Dict[int, int] = {}
    return {each.id: first.setdefault(int(of), each.id) for each, of in zip(messages, groups)}


def _vector(message: Embedded) -> np.ndarray:
    return np.frombuffer(message.embedding or b"", dtype=np.float16)
