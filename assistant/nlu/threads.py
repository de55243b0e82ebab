"""How many threads the encoders use."""

import os


def threads() -> int:
    """As many as numpy is told to use, or else all cores: one where visitors are answered, all in
    training (``assistant.environment``)."""
    return int(os.environ.get("OPENBLAS_NUM_THREADS") or os.cpu_count() or 1)
