"""Crafted updates of Telegram's."""

from typing import Any, Dict, Iterator

from assistant.messaging.verification import derived_secret
from tests import updates
from tests.all_channels import OnTelegram
from tests.attacks.crafted import TEXTS, Crafted
from tests.attacks.service_attacker import ServiceAttacker
from tests.attacks.victims import GROUP, Victim
from tests.remembering_agent import REPEAT
from tests.stand_ins import telegram_api


class TelegramAttacker(ServiceAttacker):
    """Someone on Telegram, alone and in a group with a victim."""

    def requests(self) -> Iterator[Crafted]:
        """Updates as if of the victim, not signed; and the attackers' own, as Telegram lets
        them write these."""
        secret = derived_secret(telegram_api.TOKEN, "telegram webhook")
        for victim in self._victims.all:
            number = int(victim.id) if victim.id.isdigit() else 7
            for wrong in ("", "x", secret[:-1], secret.upper(), f"{secret} x", secret[::-1],
                          telegram_api.TOKEN, victim.id, f"{secret[:-1]}\u00e9"):  # fmt: skip
                for text in TEXTS[:2] + ["/stop"]:
                    update = updates.telegram_text(text, number)
                    yield self._signed_wrongly("telegram", update, wrong)
            kicked = updates.read_all("telegram")["ignored"]["my_chat_member_blocked"]
            yield self._signed_wrongly("telegram", updates.telegram(kicked, number), "")
            for text in self._telling(victim):
                for group in (None, GROUP):
                    attacker = OnTelegram(self._server, group)
                    yield Crafted("telegram", text[:80], lambda a=attacker, t=text: str(a.post(t)))
            for update in self._told_of(victim, number):
                yield Crafted("telegram", "another in the update", lambda u=update: str(
                    self._server.to_telegram(u)))  # fmt: skip

    def _told_of(self, victim: Victim, number: int) -> Iterator[Dict[str, Any]]:
        """An attacker's genuine updates in which the victim appears elsewhere than as the
        sender: as who is replied to, forwarded, shared; and taps with any data."""
        person = {"id": number, "is_bot": False, "first_name": "Victim"}
        chat = {"id": number, "type": "private"}
        for field, value in {
            "forward_from": person, "forward_from_chat": chat, "sender_chat": chat,
            "contact": {"user_id": number, "phone_number": "1", "first_name": "V"},
            "users_shared": {"users": [{"user_id": number}]}, "chat_shared": {"chat_id": number},
            "via_bot": person, "new_chat_members": [person], "left_chat_member": person,
            "migrate_from_chat_id": number, "migrate_to_chat_id": number,
            "message_thread_id": number, "business_connection_id": str(number),
            "reply_to_message": {"message_id": 1, "from": person, "chat": chat, "date": 0},
        }.items():  # fmt: skip
            update = updates.telegram_text(REPEAT, updates.number())
            update["message"][field] = value
            yield update
        for data in (victim.name, victim.id, REPEAT, "/stop", f"#{victim.id}"):
            tap = updates.read_all("telegram")["answered"]["callback_query"]
            tapped = updates.telegram(tap, updates.number())
            tapped["callback_query"]["data"] = data
            yield tapped
