"""Has messages grouped in a process of its own, of the lowest priority."""

import subprocess
from pathlib import Path

from assistant.publishing import aside
from assistant.settings import Settings

LOCK = "grouping.lock"
LOG = "grouping.log"
MODULE = "assistant.unanswered.grouping"


def lock_path(settings: Settings) -> Path:
    """What a process that groups holds."""
    return settings.publishing_dir / LOCK


def begin(settings: Settings) -> "subprocess.Popen[bytes] | None":
    """Begin to group; None where messages are being grouped already."""
    if is_under_way(settings):
        return None
    log = settings.publishing_dir / LOG
    log.unlink(missing_ok=True)
    return aside.begin(MODULE, [], log)


def is_under_way(settings: Settings) -> bool:
    """Whether messages are being grouped now."""
    return aside.is_held(lock_path(settings))


def said(settings: Settings) -> str:
    """What the last process that grouped said: nothing, where all went well."""
    try:
        return (settings.publishing_dir / LOG).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
