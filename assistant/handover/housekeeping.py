"""What is done every minute: staff are told of who waits, and what is kept long enough deleted."""

import asyncio
import time

import structlog

from assistant.database import NOT_TO_BE_HAD
from assistant.handover.people import People
from assistant.handover.words import Words
from assistant.mail import send
from assistant.settings import HandoverSettings, MailSettings, Settings

log = structlog.get_logger(__name__)

EVERY = 60.0  # seconds
SWEEP_EVERY = 3600.0  # seconds
CALLBACKS_PATH = "/conversations/waiting/"  # of the desk


class Housekeeping:
    """Runs beside Rasa's server; what fails is tried again a minute later."""

    def __init__(self, settings: HandoverSettings, people: People) -> None:
        self._settings = settings
        self._people = people
        self._words = Words(Settings().phrases_dir)
        self._days = Settings().conversation_days
        self._swept = 0.0

    async def keep(self) -> None:
        """Do it for ever."""
        while True:
            await asyncio.to_thread(self.once)
            await asyncio.sleep(EVERY)

    def once(self) -> None:
        """Do it once."""
        try:
            self.announce()
            if time.monotonic() - self._swept > SWEEP_EVERY or not self._swept:
                self._people.delete_old(self._days)
                self._swept = time.monotonic()
        except NOT_TO_BE_HAD as error:
            log.error("handover.not_kept", error=repr(error))

    def announce(self) -> None:
        """Tell staff by mail that somebody waits, with nothing of who or why.

        Raises:
            one of NOT_TO_BE_HAD: the database is locked, damaged or gone.
        """
        to = self._settings.handover_to.split()
        if not to:
            return
        moment, count = self._people.announcements.begin()
        if not count:
            return
        language = MailSettings().reminders_language
        link = f"{self._settings.desk_address.rstrip('/')}{CALLBACKS_PATH}"
        try:
            subject = self._words.say(language, "mail-subject")
            send(to, subject, self._words.say(language, "mail-text", link=link))
        except OSError as error:
            log.error("handover.not_announced", error=repr(error))
            self._people.announcements.take_back(moment)
