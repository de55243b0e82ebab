"""A crafted request, and what every attacker crafts one with."""

import http.client
import random
from typing import Any, Callable, Dict, Iterator, NamedTuple

from tests.all_channels import AllChannels
from tests.attacks.victims import Victim, Victims
from tests.remembering_agent import REPEAT

INTRUSION = "intrusion"  # what an attacker would write into another's conversation
TEXTS = [REPEAT, INTRUSION, "/restart", "/stop", "/session_start", "/SetSlots(language=en)"]
FIELDS = ["sender", "sender_id", "conversation", "conversation_id", "session_id", "recipient_id"]


class Crafted(NamedTuple):
    """A request: on which channel, what it tries, and how it is sent; it gives what came back."""

    channel: str
    tries: str
    send: Callable[[], str]


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


class Attacker:
    """Someone who has conversations of their own, and means harm.

    Args:
        chance: what is chosen by lot; attackers who share it choose anew each.
    """

    def __init__(self, server: AllChannels, victims: Victims, chance: random.Random) -> None:
        self._server, self._victims, self._random = server, victims, chance

    def requests(self) -> Iterator[Crafted]:
        """Every request of this attacker's."""
        raise NotImplementedError

    def _naming(self, victim: Victim) -> Dict[str, Any]:
        """Some fields of a document that name a victim."""
        chosen = self._random.sample(FIELDS, 2)
        channel = victim.name.partition("-")[0]
        named = {field: self._random.choice([victim.name, victim.id]) for field in chosen}
        return {**named, "input_channel": channel, "metadata": {**named, "language": "fr"}}

    def _post(
        self, channel: str, tries: str, path: str, body: str, method: str = "POST", **headers: Any
    ) -> Crafted:
        return Crafted(channel, tries, lambda: self._send(method, path, body, headers))

    def _send(self, method: str, path: str, body: str, headers: Dict[str, Any]) -> str:
        """Send a request, its path as it is written; what came back."""
        host = self._server.url.partition("//")[2]
        connection = http.client.HTTPConnection(host, timeout=20)
        given = {"Content-Type": "application/json", **headers}
        connection.request(
            method,
            path,
            body.encode("utf-8", "surrogatepass"),
            {name: _bytes(value) for name, value in given.items()},
        )
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return f"{answer.status} {text} {answer.headers}"
