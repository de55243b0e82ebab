"""People who have conversations of their own on every channel, and mean harm."""

import random
from typing import Iterator

from tests.all_channels import AllChannels
from tests.attacks.crafted import Crafted
from tests.attacks.messenger_attacker import MessengerAttacker
from tests.attacks.page_attacker import PageAttacker
from tests.attacks.path_attacker import PathAttacker
from tests.attacks.rest_attacker import RestAttacker
from tests.attacks.telegram_attacker import TelegramAttacker
from tests.attacks.victims import Victims

KINDS = (RestAttacker, PageAttacker, TelegramAttacker, MessengerAttacker, PathAttacker)


class Attackers:
    """An attacker of every kind, who together choose by one lot.

    Args:
        seed: of what is chosen, so that a run can be repeated.
    """

    def __init__(self, server: AllChannels, victims: Victims, seed: int) -> None:
        chance = random.Random(seed)
        self._all = [kind(server, victims, chance) for kind in KINDS]

    def rest(self) -> Iterator[Crafted]:
        """The crafted requests over REST."""
        for attacker in self._all:
            if isinstance(attacker, RestAttacker):
                yield from attacker.requests()

    def all(self) -> Iterator[Crafted]:
        """Every crafted request."""
        for attacker in self._all:
            yield from attacker.requests()
