"""The tables as the code has them, which migrations must come to: for new migrations and tests.

Nothing else imports this: it needs Rasa.
"""

from typing import Dict, List

from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy import MetaData

from assistant.conversations.renaming import STEPS
from assistant.facts.tables import Base as Facts
from assistant.feedback.store import Base as Feedback
from assistant.handover.tables import Base as Handover
from assistant.messaging.database import Base as Channels
from assistant.unanswered.tables import Base as Unanswered
from assistant.use.tables import Base as Use

_MODELS: Dict[str, List[MetaData]] = {
    "facts": [Facts.metadata],
    "conversations": [SQLTrackerStore.Base.metadata, STEPS.metadata],
    "channels": [Channels.metadata],
    "feedback": [Feedback.metadata],
    "handover": [Handover.metadata],
    "use": [Use.metadata],
    "unanswered": [Unanswered.metadata],
}


def models_of(schema: str) -> MetaData:
    """All tables of one of the databases."""
    together = MetaData()
    for metadata in _MODELS[schema]:
        for table in metadata.sorted_tables:
            table.to_metadata(together)
    return together
