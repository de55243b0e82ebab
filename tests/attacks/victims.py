"""People whose conversations are attacked, and what must be as it was afterwards."""

from typing import Any, Dict, List, NamedTuple

from assistant.feedback.store import FeedbackStore
from tests.all_channels import AllChannels, OnMessenger, OnTelegram, OnTheWeb, word

GROUP = -1009876


class Victim(NamedTuple):
    """Somebody who said a secret.

    Attackers know how their conversation is called, their id with the service, and the ids of
    their messages; of the page's visitors they have no signature.
    """

    who: Any
    name: str
    id: str
    secret: str
    message: str


class Kept(NamedTuple):
    """What is kept of the victims, and what they were told."""

    events: List[tuple]
    opinions: List[tuple]
    told: Dict[str, List[str]]


class Victims:
    """Victims on every channel, one of them in a group with the attackers."""

    def __init__(self, server: AllChannels) -> None:
        self._server = server
        people: List[Any] = [OnTelegram(server), OnTelegram(server), OnTelegram(server, GROUP)]
        people += [OnMessenger(server), OnTheWeb(server), OnTheWeb(server, by_cookie=False)]
        self.all = [self._with_secret(who) for who in people]
        self.on_the_web = [victim for victim in self.all if isinstance(victim.who, OnTheWeb)]
        self._before = self._kept()
        self._sent = self._number_sent()

    def _with_secret(self, who: Any) -> Victim:
        secret = word()
        assert secret in who.say(f"my passport is {secret}")
        on_the_web = isinstance(who, OnTheWeb)
        if on_the_web:
            who.comment(f"comment of {secret}")
        return Victim(
            who,
            who.name,
            who.name.partition("-")[2] if on_the_web else str(who.id),
            secret,
            who.last_message() if on_the_web else "",
        )

    def _kept(self) -> Kept:
        names = {victim.name for victim in self.all}
        feedback = FeedbackStore(f"sqlite:///{self._server.folder / 'feedback.db'}")
        opinions = [
            (row.id, row.conversation, row.reply, row.helpful, row.comment)
            for row in feedback.all()
            if row.conversation in names
        ]
        feedback.close()
        private = [victim for victim in self.all if getattr(victim.who, "chat", 0) != GROUP]
        return Kept(
            [row for row in self._server.rows() if row[1] in names],
            opinions,
            {victim.name: victim.who.heard() for victim in private},
        )

    def _number_sent(self) -> Dict[str, int]:
        sent = {"telegram": self._server.telegram.texts, "messenger": self._server.messenger.texts}
        return {name: len(texts()) for name, texts in sent.items()}

    def leaks(self, text: str) -> List[str]:
        """Whose secrets a text tells."""
        return [victim.name for victim in self.all if victim.secret in text]

    def harm(self) -> List[str]:
        """What is not as it was, once all attacks were answered: one line each."""
        now, lines = self._kept(), []
        for what in Kept._fields:
            if getattr(now, what) != getattr(self._before, what):
                lines.append(f"{what}: {getattr(self._before, what)} → {getattr(now, what)}")
        telegram = self._server.telegram.texts()[self._sent["telegram"] :]
        messenger = self._server.messenger.texts()[self._sent["messenger"] :]
        lines += [f"sent: {text}" for text in telegram + messenger if self.leaks(text)]
        return lines
