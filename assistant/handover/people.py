"""All that hand-over keeps, on one database."""

from assistant.handover.announcements import Announcements
from assistant.handover.callbacks import Callbacks
from assistant.handover.database import HandoverDatabase
from assistant.handover.dialogues import Dialogues
from assistant.handover.marks import Marks
from assistant.handover.takeovers import Takeovers
from assistant.settings import HandoverSettings


class People:
    """The stores of hand-over."""

    def __init__(self, settings: HandoverSettings) -> None:
        self._database = HandoverDatabase(settings.handover_url)
        self.callbacks = Callbacks(self._database)
        self.dialogues = Dialogues(self._database)
        self.takeovers = Takeovers(self._database, settings.handover_minutes)
        self.marks = Marks(self._database)
        self.announcements = Announcements(self._database)

    def prepare(self) -> None:
        """Open the database, and make its tables where they are not.

        Raises:
            one of assistant.database.NOT_TO_BE_HAD: it is locked, damaged or gone.
        """
        self._database.prepare()

    def forget(self, conversation: str) -> None:
        """Delete all that is kept of a conversation.

        Raises:
            one of assistant.database.NOT_TO_BE_HAD: the database is locked, damaged or gone.
        """
        self._database.forget(conversation)

    def delete_old(self, conversation_days: int) -> int:
        """Delete what is kept for no longer, or whose conversation is not; how many.

        Raises:
            one of NOT_TO_BE_HAD: the database is locked, damaged or gone.
        """
        count = self.callbacks.delete_old() + self.dialogues.delete_old()
        return count + self.takeovers.delete_old() + self.marks.delete_before(conversation_days)

    def close(self) -> None:
        """Give the database's connections back."""
        self._database.close()
