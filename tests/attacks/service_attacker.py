"""What is crafted alike on Telegram and Messenger."""

import json
from typing import Any, List

from tests.attacks.crafted import Attacker, Crafted
from tests.attacks.victims import Victim
from tests.remembering_agent import REPEAT


class ServiceAttacker(Attacker):
    """Someone on a service whose updates are signed."""

    def _signed_wrongly(self, channel: str, update: Any, secret: str) -> Crafted:
        if channel == "telegram":
            name = "X-Telegram-Bot-Api-Secret-Token"
        else:
            name = "X-Hub-Signature-256"
        headers = {name: secret} if secret else {}
        body = json.dumps(update)
        return self._post(channel, f"signed {secret:.20}", f"/webhooks/{channel}/webhook", body,
                          **headers)  # fmt: skip

    def _telling(self, victim: Victim) -> List[str]:
        """What an attacker may write in a conversation of their own."""
        return [
            f"{before}{name}"
            for name in (victim.name, victim.id)
            for before in ("", "/start ", "/stop ", "/help@", "@OimTunisieBot ", "sender=", "#")
        ] + [REPEAT]
