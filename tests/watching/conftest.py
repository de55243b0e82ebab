"""Metrics, as they stand."""

from pathlib import Path
from typing import Callable, Dict, Tuple

import pytest

from assistant.watching.metrics import REGISTRY


def values() -> Dict[Tuple[str, ...], float]:
    """Every sample, by its name and its labels' values."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in REGISTRY.collect()
        for sample in family.samples
        if sample.name.startswith("oim_")
    }


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the watched store writes beside conversations, of the test's own."""
    for name in ("unanswered", "use"):
        monkeypatch.setenv(f"{name}_URL".upper(), f"sqlite:///{tmp_path / name}.db")
    monkeypatch.setenv("USE_KEY_FILE", str(tmp_path / "use.key"))


@pytest.fixture
def added() -> Callable[[], Dict[Tuple[str, ...], float]]:
    """What was added to the counters since the test began."""
    before = values()

    def now() -> Dict[Tuple[str, ...], float]:
        return {
            sample: value - before.get(sample, 0.0)
            for sample, value in values().items()
            if value != before.get(sample, 0.0) and sample[0].endswith(("_total", "_count", "_sum"))
        }

    return now
