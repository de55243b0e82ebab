"""Stands between the channels and Rasa: what visitors say to a person of the office, or to be
contacted by one, never reaches the dialogue; what tells danger always does, first."""

import datetime
from contextlib import suppress
from enum import Enum
from typing import Any, Awaitable, Callable, Dict, List, Optional

import structlog
from babel.dates import format_date
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from assistant.conversations.names import VISITORS_CHANNELS, WEB, is_in_group
from assistant.database import now
from assistant.facts.errors import FactError
from assistant.facts.languages import LOCALES
from assistant.handover import dialogue as steps
from assistant.handover.dialogue import Dialogue, Heard, Next, Step
from assistant.handover.live import NOBODY, Live
from assistant.handover.office import Office
from assistant.handover.people import People
from assistant.handover.recording import LOCK_POLL, ReadMessage, Said, keep_said, reading
from assistant.handover.said import NOTICE, TO_DIALOGUE, TO_PERSON, reply_metadata
from assistant.handover.takeovers import TAKEN, WAITING, Takeover
from assistant.handover.within import Asking, NotInTime
from assistant.handover.words import Wish, Wished, Words
from assistant.settings import HandoverSettings, Settings

log = structlog.get_logger(__name__)

Ask = Callable[[UserMessage], Awaitable[Any]]
# The buttons below a question of the dialogue.
BUTTONS: Dict[Step, List[Wish]] = {
    Step.TOPIC: [Wish.SKIP, Wish.CANCEL],
    Step.CONSENT: [Wish.ACCEPT, Wish.CANCEL],
    Step.CONTACT: [Wish.CANCEL],
}


class Outcome(Enum):
    """What became of a message that nothing was said to."""

    HANDED = "handed"  # a person reads it


class Handover:
    """Answers for one channel what is not Rasa's to answer, and has Rasa answer the rest.

    Args:
        ask: hands a message to Rasa; its replies are in the message's output channel when it
            returns.
        agent: gives Rasa's agent.
    """

    def __init__(
        self, settings: HandoverSettings, people: People, ask: Ask, agent: Callable[[], Agent]
    ) -> None:
        self._settings = settings
        self._people = people
        self._words = Words(Settings().phrases_dir)
        self._office = Office(settings.office_file)
        self._asking = Asking()
        self._ask = ask
        self._agent = agent
        self.live = Live(people, self._asking, self._words)

    def prepare(self) -> None:
        """Open the database aside: the first message must not wait for its tables."""
        self._asking.begin(self._people.prepare)

    async def answer(self, message: UserMessage) -> Optional[Outcome]:
        """Put the replies into the message's output channel. Whatever is wrong here, Rasa
        answers, as if there were nobody else."""
        wished = self._words.wish(message.text or "")
        try:
            takeover = await self._takeover(message)
            dialogue = await self._asking.run(lambda: self._people.dialogues.of(message.sender_id))
        except NotInTime:
            if wished is None or wished.wish not in self._beginnings(message):
                await self._ask(message)
            else:
                await self._apologize(message, wished.language)
            return None
        begins = wished is not None and wished.wish in self._beginnings(message)
        has_person = takeover is not None and takeover.state == TAKEN
        if not (begins or dialogue or has_person or (takeover and _leaves(wished))):
            await self._ask(message)
            return None
        return await self._read(message, wished, takeover, dialogue)

    async def leave(self, conversation: str) -> None:
        """Go on without a person, and without what a visitor was asked for, as far as that can be
        done: they did something else."""
        with suppress(NotInTime):
            await self._drop(conversation)
            await self._asking.run(lambda: self._people.takeovers.drop(conversation))

    # --- inside ------------------------------------------------------------------------------

    async def _drop(self, conversation: str) -> None:
        await self._asking.run(lambda: self._people.dialogues.drop(conversation))

    def _beginnings(self, message: UserMessage) -> List[Wish]:
        if not self._settings.callbacks or message.input_channel not in VISITORS_CHANNELS:
            return []
        if is_in_group(message.sender_id):
            return []  # nobody is asked for their number where others read it
        return [Wish.CALLBACK, Wish.LIVE] if message.input_channel == WEB else [Wish.CALLBACK]

    async def _takeover(self, message: UserMessage) -> Optional[Takeover]:
        if message.input_channel != WEB:
            return None
        return await self.live.standing(self._agent(), message.sender_id)

    async def _read(
        self,
        message: UserMessage,
        wished: Optional[Wished],
        takeover: Optional[Takeover],
        dialogue: Optional[Dialogue],
    ) -> Optional[Outcome]:
        try:
            async with reading(self._agent(), message) as read:
                if not read.tells_danger:
                    return await self._own(read, wished, takeover, dialogue)
        except (NotInTime, FactError):
            await self._apologize(message, wished.language if wished else None)
            return None
        # Read once: Rasa answers what was found.
        message.parse_data = read.parse_data
        await self._ask(message)
        if dialogue is not None:
            with suppress(NotInTime):
                await self._set_aside(message, dialogue)
        return None

    async def _own(
        self,
        read: ReadMessage,
        wished: Optional[Wished],
        takeover: Optional[Takeover],
        dialogue: Optional[Dialogue],
    ) -> Optional[Outcome]:
        wish = wished.wish if wished else None
        language = wished.language if wished else ""
        if takeover is not None and wish is Wish.LEAVE:
            await self._asking.run(lambda: self._people.takeovers.end(takeover))
            await self._say(read, language, "live-left", [], state=NOBODY)
        elif takeover is not None and takeover.state == TAKEN:
            await read.keep(TO_PERSON, [])
            return Outcome.HANDED
        elif wish is Wish.LIVE and Wish.LIVE in self._beginnings(read.message):
            await self._wait(read, language)
        elif wish is Wish.CALLBACK:
            await self._follow(read, language, steps.begin(language))
        elif dialogue is not None:
            heard = Heard(read.message.text or "", wish, read.intent)
            then = steps.go_on(dialogue, heard)
            # Whatever is written where the contact is asked for may hold it, or a part of it.
            hidden = dialogue.step is Step.CONTACT and wish is None
            await self._follow(read, dialogue.language, then, dialogue.topic, hidden)
        return None

    async def _wait(self, read: ReadMessage, language: str) -> None:
        office = self._office.hours()
        if not office.is_open(now()):
            hours = office.written(language)
            return await self._say(read, language, "live-closed", [Wish.CALLBACK], hours=hours)
        conversation = read.message.sender_id
        await self._drop(conversation)
        await self._asking.run(lambda: self._people.takeovers.ask(conversation, language))
        text = self._words.say(language, "live-waiting", minutes=self._settings.handover_minutes)
        buttons = [
            self._words.button(Wish.LEAVE, language, "stop-waiting-title"),
            self._words.button(Wish.CALLBACK, language),
        ]
        said = Said(text, buttons, reply_metadata(NOTICE, None, WAITING))
        await self._send(read, said)

    async def _follow(
        self, read: ReadMessage, language: str, then: Next, topic: str = "", hidden: bool = False
    ) -> None:
        conversation, dialogue, contact = read.message.sender_id, then.dialogue, then.contact
        office, moment = self._office.hours(), now()
        due = office.due(moment)
        deleted = max(moment + datetime.timedelta(days=self._settings.callback_days), due)
        if contact is not None:
            request = (conversation, language, topic, contact, due, deleted)
            await self._asking.run(lambda: self._people.callbacks.add(*request))
        elif dialogue is not None:
            kept = dialogue
            await self._asking.run(lambda: self._people.dialogues.put(conversation, kept))
        else:
            await self._drop(conversation)
        await self._say(
            read,
            language,
            then.phrase,
            BUTTONS[dialogue.step] if dialogue else [],
            hidden,
            channel=str(read.message.input_channel),
            kind=contact.kind if contact else "",
            hours=office.written(language),
            due=_day(office.day_of(due), language),
            deleted=_day(office.day_of(deleted), language),
        )

    async def _set_aside(self, message: UserMessage, dialogue: Dialogue) -> None:
        conversation, language = message.sender_id, dialogue.language
        await self._drop(conversation)
        text = self._words.say(language, "callback-set-aside")
        said = Said(text, [self._words.button(Wish.CALLBACK, language)], reply_metadata(NOTICE))
        await _put(message, said)
        agent = self._agent()
        async with agent.lock_store.lock(conversation, wait_time_in_seconds=LOCK_POLL):
            await keep_said(agent, conversation, [said])

    async def _apologize(self, message: UserMessage, language: Optional[str]) -> None:
        spoken = language or (message.metadata or {}).get("language") or next(iter(LOCALES))
        await _put(message, Said(self._words.say(spoken, "handover-trouble")))

    async def _say(
        self,
        read: ReadMessage,
        language: str,
        phrase: str,
        wishes: List[Wish],
        hidden: bool = False,
        state: Optional[str] = None,
        **variables: Any,
    ) -> None:
        text = self._words.say(language, phrase, **variables)
        metadata = reply_metadata(NOTICE, None, state) if state is not None else {}
        said = Said(text, self._words.buttons(wishes, language), metadata)
        await self._send(read, said, hidden)

    @staticmethod
    async def _send(read: ReadMessage, said: Said, hidden: bool = False) -> None:
        await _put(read.message, said)
        await read.keep(TO_DIALOGUE, [said], hidden)


def _leaves(wished: Optional[Wished]) -> bool:
    return wished is not None and wished.wish is Wish.LEAVE


def _day(day: datetime.date, language: str) -> str:
    return str(format_date(day, "d MMMM y", locale=LOCALES[language]))


async def _put(message: UserMessage, said: Said) -> None:
    output = message.output_channel
    if output is None:
        return
    if said.buttons:
        await output.send_text_with_buttons(
            message.sender_id, said.text, said.buttons, **said.metadata
        )
    else:
        await output.send_text_message(message.sender_id, said.text, **said.metadata)
