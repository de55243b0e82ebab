"""Crafted requests over REST."""

import json
from typing import Iterator

from tests.attacks.crafted import TEXTS, Attacker, Crafted
from tests.attacks.disguises import disguises
from tests.remembering_agent import REPEAT


class RestAttacker(Attacker):
    """Someone who may name any sender."""

    def requests(self) -> Iterator[Crafted]:
        """Every disguise of every victim as the sender, and victims named anywhere else."""
        for victim in self._victims.all:
            for sender in disguises(victim.name, victim.id):
                text = self._random.choice(TEXTS[:2] * 3 + TEXTS)
                fields = self._naming(victim)
                stream = self._random.choice(["", "?stream=true", f"?sender={victim.id}"])
                body = json.dumps({**fields, "sender": sender, "message": text})
                yield self._post("rest", f"{sender!r:.80}", f"/webhooks/rest/webhook{stream}", body)
            twice = f'{{"sender": "x", "sender": "{victim.id}", "message": "{REPEAT}"}}'
            yield self._post("rest", "sender twice", "/webhooks/rest/webhook", twice)
