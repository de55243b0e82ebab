"""How far visitors are with asking to be contacted, kept over restarts and for all processes."""

import datetime
from typing import Optional

from sqlalchemy import delete

from assistant.database import now
from assistant.handover.database import HandoverDatabase
from assistant.handover.dialogue import Dialogue, Step
from assistant.handover.tables import DialogueRow
from assistant.privacy.current import current_scrubber

# A visitor who comes back later finds the assistant.
LASTS = datetime.timedelta(minutes=30)


class Dialogues:
    """One a conversation."""

    def __init__(self, database: HandoverDatabase) -> None:
        self._database = database

    def of(self, conversation: str) -> Optional[Dialogue]:
        """A conversation's; None where none is under way."""
        with self._database.transaction() as session:
            row = session.get(DialogueRow, conversation)
            if row is None or now() - row.at > LASTS:
                return None
            return Dialogue(Step(row.step), row.language, row.topic, row.attempts)

    def put(self, conversation: str, dialogue: Dialogue) -> None:
        """Keep how far a visitor is; what is personal in the topic as placeholders."""
        row = DialogueRow(
            conversation=conversation,
            step=dialogue.step.value,
            language=dialogue.language,
            topic=current_scrubber().scrub(dialogue.topic).text,
            attempts=dialogue.attempts,
            at=now(),
        )
        with self._database.transaction() as session:
            session.merge(row)

    def drop(self, conversation: str) -> None:
        """End a conversation's."""
        with self._database.transaction() as session:
            session.execute(delete(DialogueRow).where(DialogueRow.conversation == conversation))

    def delete_old(self) -> int:
        """Delete those that nobody goes on with; how many."""
        old = delete(DialogueRow).where(DialogueRow.at < now() - LASTS)
        with self._database.transaction() as session:
            return int(session.execute(old).rowcount)
