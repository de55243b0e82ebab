"""What is kept of an update and of the replies to it: as much as answering takes, scrubbed.

Services send more with a message than the message: names, contacts, what it replies to.
"""

from typing import Any, Dict, List, Optional

from assistant.messaging.incoming import Incoming, Kind
from assistant.messaging.service import Json, Service
from assistant.privacy.documents import Hiding, each_text
from assistant.privacy.scrubber import Scrubs

KIND = "kind"


def kept_update(incoming: Optional[Incoming], scrubber: Scrubs) -> Json:
    """What is kept of an update; nothing of one that nothing is to be done for."""
    if incoming is None:
        return {}
    text = scrubber.scrub(incoming.text).text
    return {**incoming._asdict(), KIND: incoming.kind.value, "text": text}


async def read_kept(kept: Json, service: Service) -> Optional[Incoming]:
    """What an update meant, by what was kept of it; None where nothing is to be done.

    Before there was a scrubber, updates were kept as the service sent them.
    """
    if KIND not in kept:
        return await service.read(kept) if kept else None
    fields: Dict[str, Any] = {**kept, KIND: Kind(kept[KIND])}
    return Incoming(**fields)


def kept_replies(replies: List[Json], incoming: Incoming, scrubber: Scrubs) -> List[Json]:
    """Replies as they are kept until they are sent: what they repeat of a message is scrubbed."""
    replaced = scrubber.scrub(incoming.text).replaced
    kept: List[Json] = each_text(replies, Hiding(replaced).hide) if replaced else replies
    return kept
