"""Crafted updates of Messenger's."""

import uuid
from typing import Iterator

from tests import updates
from tests.all_channels import OnMessenger
from tests.attacks.crafted import TEXTS, Crafted
from tests.attacks.service_attacker import ServiceAttacker
from tests.remembering_agent import REPEAT
from tests.stand_ins import messenger_api


class MessengerAttacker(ServiceAttacker):
    """Someone on Messenger."""

    def requests(self) -> Iterator[Crafted]:
        """Updates as if of the victim, not signed; and the attackers' own, as Messenger lets
        them write these."""
        for victim in self._victims.all:
            visitor = victim.id if victim.id.isdigit() else "7"
            for wrong in ("", "sha256=", "sha256=" + "0" * 64, "sha1=" + "0" * 40, victim.id,
                          "sha256=" + "0" * 63, "SHA256=" + "a" * 64, "sha256=" + "g" * 64):  # fmt: skip
                for text in TEXTS[:2] + ["/stop"]:
                    request = updates.messenger_text(text, visitor)
                    yield self._signed_wrongly("messenger", request, wrong)
            for text in self._telling(victim):
                attacker = OnMessenger(self._server)
                yield Crafted("messenger", text[:80], lambda a=attacker, t=text: str(a.post(t)))
            for change in (
                {"message": {"mid": f"m_{uuid.uuid4().hex}", "text": REPEAT,
                             "quick_reply": {"payload": victim.name},
                             "reply_to": {"mid": victim.message or "m_1"}}},
                {"postback": {"title": "x", "payload": f"/start {victim.name}",
                              "referral": {"ref": victim.name}}},
                {"referral": {"ref": victim.id, "source": victim.id}},
                {"message": {"mid": f"m_{uuid.uuid4().hex}", "text": REPEAT},
                 "recipient": {"id": visitor}},
            ):  # fmt: skip
                event = {
                    "sender": {"id": str(updates.number())},
                    "recipient": {"id": "1"},
                    **change,
                }
                entry = {"id": messenger_api.PAGE_ID, "messaging": [event], "standby": [
                    {"sender": {"id": visitor}, "message": {"mid": "m_x", "text": "/stop"}}]}  # fmt: skip
                document = {"object": "page", "entry": [entry]}
                yield Crafted("messenger", "another in the event", lambda d=document: str(
                    self._server.to_messenger(d)))  # fmt: skip
            verify = f"/webhooks/messenger/webhook?hub.mode=subscribe&hub.challenge={victim.id}"
            yield self._post("messenger", "verification", verify, "", "GET")
