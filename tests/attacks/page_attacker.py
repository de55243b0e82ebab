"""Crafted requests of the web page's."""

import itertools
import json
import random
import uuid
from typing import Iterator, List

from itsdangerous import TimestampSigner

from tests.all_channels import AllChannels, OnTheWeb
from tests.attacks.crafted import INTRUSION, Attacker, Crafted
from tests.attacks.victims import Victim, Victims
from tests.remembering_agent import REPEAT

COOKIES = ["oim_visitor", "oim_visitor_embedded", "OIM_VISITOR", "oim_cookies"]


class PageAttacker(Attacker):
    """A visitor of the page, known by a cookie and once more by a token."""

    def __init__(self, server: AllChannels, victims: Victims, chance: random.Random) -> None:
        super().__init__(server, victims, chance)
        self._web, self._by_token = OnTheWeb(server), OnTheWeb(server, by_cookie=False)

    def requests(self) -> Iterator[Crafted]:
        """Forged identities for every request of the page's; victims named; their messages."""
        for victim in self._victims.all:
            for signed in self._random.sample(self._forged(victim), 20):
                for name in self._random.sample(COOKIES, 2):
                    yield from self._as(victim, "Cookie", f"{name}={signed}")
                yield from self._as(victim, "X-Visitor", signed)
            own = f"oim_visitor={self._web.cookie}"
            for cookie in (
                f"{own}; oim_visitor={victim.name}",
                f"oim_visitor={victim.name}; {own}",
                f"{own}; sender={victim.name}; conversation={victim.name}",
                f'oim_visitor="{victim.name}"; {own}',
                f"{own}.{victim.name}",
            ):
                yield from self._as(victim, "Cookie", cookie)
        for victim in self._victims.on_the_web:
            yield from self._from_another_site(victim)

    def _forged(self, victim: Victim) -> List[str]:
        name, mine = victim.name, self._web.cookie
        _, stamp, signature = mine.rsplit(".", 2)
        made = [
            name,
            victim.id,
            f"{name}.",
            f"{name}.{stamp}.",
            f"{name}.{stamp}.{signature}",
            f"{name}.{stamp}.{signature[::-1]}",
            f"{name}.{stamp}.{signature.upper()}",
            f"{name}..{signature}",
            f"{mine.split('.')[0]}.{name}.{signature}",
            f"{mine}.{name}",
            f"{name}.{mine}",
            self._by_token.token.replace(self._by_token.name, name),
            self._by_token.token,
            "%00",
            f"{name}%00.{stamp}.{signature}",
            f"{name}\\000",
        ]
        for key in ("", "key", "secret", "a key", "a key of the test", name):
            for salt in ("visitor cookie", "visitor token", "", "itsdangerous.Signer"):
                made.append(TimestampSigner(key, salt=salt).sign(name).decode())
        return made

    def _as(self, victim: Victim, header: str, value: str) -> Iterator[Crafted]:
        """One of the page's requests with a forged identity, chosen by lot."""
        named = self._naming(victim)
        asked = self._random.choice([REPEAT, INTRUSION])
        message = {**named, "id": victim.message or uuid.uuid4().hex, "text": asked}
        path, document = self._random.choice(
            [
                ("", None),
                ("messages", {**message, "again": True, "poll": True}),
                ("messages", {**message, "again": True}),
                ("messages", {**message, "id": uuid.uuid4().hex}),
                ("feedback", {**named, "reply": f"{victim.message or 'a' * 16}.0", "helpful": True,
                              "comment": INTRUSION}),
                ("new", named),
                ("erase", named),
            ]
        )  # fmt: skip
        headers = {header: value, "Origin": self._server.url}
        query = f"?sender={victim.id}&conversation={victim.id}&token={victim.id}"
        yield self._post(
            "web", f"{path}, {header}: {value:.60}", f"/webhooks/web/{path}{query}",
            json.dumps(document) if path else "", "POST" if path else "GET", **headers,
        )  # fmt: skip

    def _from_another_site(self, victim: Victim) -> Iterator[Crafted]:
        """What another site's page has the victim's own browser send."""
        origins = [
            "https://evil.example",
            "null",
            f"{self._server.url}.evil.example",
            "",
            "file://",
        ]
        kinds = ["application/json", "text/plain", "application/x-www-form-urlencoded", ""]
        body = json.dumps({"id": uuid.uuid4().hex, "text": INTRUSION, "reply": "a.0"})
        identity = {"Cookie": f"oim_visitor={victim.who.cookie}"}
        for path, origin, kind in itertools.product(
            ("messages", "erase", "new", "feedback"), origins, kinds
        ):
            headers = {**identity, "Content-Type": kind, "Origin": origin}
            yield self._post(
                "web", f"{path} from {origin}", f"/webhooks/web/{path}", body, **headers
            )
