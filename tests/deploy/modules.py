"""Which of the modules that deploy/ and docs/operations.md name are there."""

from assistant.settings import ROOT


def is_there(module: str) -> bool:
    """Whether ``python -m`` runs a module."""
    path = ROOT / module.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()
