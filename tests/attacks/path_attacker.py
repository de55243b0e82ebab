"""Crafted paths: Rasa's other doors, and roundabout ways to the open ones."""

import json
from typing import Iterator

from tests.attacks.crafted import Attacker, Crafted
from tests.remembering_agent import REPEAT


class PathAttacker(Attacker):
    """Someone who looks for other doors."""

    def requests(self) -> Iterator[Crafted]:
        """Rasa's other doors, and roundabout ways to the open ones; written as they are."""
        for victim in self._victims.all:
            for name in (victim.name, victim.id):
                for path in (
                    f"/conversations/{name}/tracker", f"/conversations/{name}/story",
                    f"/conversations/{name}/messages", f"/conversations/{name}/tracker/events",
                    f"/conversations/{name}/trigger_intent", f"/conversations/{name}/execute",
                    f"/webhooks/rest/../conversations/{name}/tracker",
                    f"/webhooks/rest/%2e%2e/telegram/webhook?sender={name}",
                    f"//webhooks//rest//webhook?sender={name}",
                    f"/webhooks/REST/webhook?sender={name}",
                    f"/webhooks/rest/webhook/../../web/?sender={name}",
                    f"/webhooks/rest/webhook%00?sender={name}", f"/webhooks/web/{name}",
                    f"/webhooks/web/..%2f..%2fconversations/{name}/tracker",
                    f"/webhooks/cmdline/webhook?sender={name}",
                    f"/webhooks/callback/webhook?sender={name}", f"/socket.io/?session_id={name}",
                    f"/webhooks/web/messages?id={victim.message}&sender={name}",
                ):  # fmt: skip
                    method = self._random.choice(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"])
                    body = json.dumps({"sender": name, "message": REPEAT, "event": "restart"})
                    yield self._post("paths", f"{method} {path}", path, body, method)
