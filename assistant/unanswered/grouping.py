"""Groups what was asked in vain, and keeps the groups: ``python -m assistant.unanswered.grouping``,
which ``assistant.unanswered.grouping_aside`` begins."""

import sys
from pathlib import Path
from typing import Dict, List

import numpy as np

from assistant.publishing import aside
from assistant.settings import ROOT, Settings
from assistant.unanswered import alignment
from assistant.unanswered.clustering import cluster
from assistant.unanswered.grouping_aside import lock_path
from assistant.unanswered.store import Embedded, UnansweredStore
from assistant.unanswered.vectors import Vectors

MOST = 5000  # messages: the latest; their distances take 200 MB


def group(store: UnansweredStore, folder: Path) -> int:
    """Embed what is not embedded yet, group all messages and keep which belong together.

    Args:
        folder: keeps what is learned of the encoders.

    Returns:
        How many messages were looked at.
    """
    # Rasa and the encoders take seconds to import, which only who groups shall wait for.
    from assistant.unanswered.encoding import encode, encoders_identity

    messages = store.embedded()[-MOST:]
    if not messages:
        store.keep_groups({})
        return 0
    encoder = encoders_identity()
    missing = [each for each in messages if each.encoder != encoder or each.embedding is None]
    known = {each.id: _vector(each) for each in messages if each not in missing}
    if missing:
        vectors = encode([each.text for each in missing], [each.language for each in missing])
        made = {each.id: row.astype(np.float16) for each, row in zip(missing, vectors)}
        store.keep_embeddings(encoder, {number: row.tobytes() for number, row in made.items()})
        known.update(made)
    together = np.stack([known[each.id] for each in messages]).astype(np.float32)
    aligned = _alignment(folder, encoder)(together)
    groups = cluster(aligned, [each.language for each in messages])
    store.keep_groups(_first_of_each(messages, groups))
    return len(messages)


def _alignment(folder: Path, encoder: str) -> alignment.Alignment:
    """The alignment of the encoders' embeddings; learned where it was not, or of others."""
    from assistant.unanswered.encoding import encode_examples

    path = folder / f"alignment-{encoder}.npz"
    try:
        return alignment.read(path)
    except (OSError, ValueError):
        pass
    examples = alignment.examples_to_learn_from(ROOT / "data" / "nlu")
    vectors = encode_examples(
        [text for _, text in examples], [place.language for place, _ in examples]
    )
    learned = alignment.learn(vectors, [place.label for place, _ in examples])
    for other in folder.glob("alignment-*"):
        other.unlink()
    alignment.write(path, learned)
    return learned


def _first_of_each(messages: List[Embedded], groups: Vectors) -> Dict[int, int]:
    """Of each message, the first one of its group."""
    first: Dict[int, int] = {}
    return {each.id: first.setdefault(int(of), each.id) for each, of in zip(messages, groups)}


def _vector(message: Embedded) -> Vectors:
    return np.frombuffer(message.embedding or b"", dtype=np.float16)


def main() -> None:
    """Group, where nobody else does."""
    aside.yield_to_all()
    settings = Settings()
    try:
        with aside.alone(lock_path(settings)):
            store = UnansweredStore(settings.unanswered_url)
            group(store, settings.publishing_dir)
            store.close()
    except aside.Busy:
        sys.exit("The messages are being grouped already.")


if __name__ == "__main__":
    main()
