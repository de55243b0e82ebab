"""What the audit holds."""

from typing import List, Optional, Tuple

from assistant.desk.audit.models import Entry


def audit(what: Optional[str] = None) -> List[Tuple[str, str]]:
    """What was done about what, oldest first; but for sign-ins where nothing is named."""
    entries = Entry.objects.filter(what=what) if what else Entry.objects.exclude(what="Signed in")
    return [(entry.what, entry.about) for entry in entries.order_by("pk")]
