"""Where a request comes from, as far as that can be known."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple, Optional, Union

import structlog
from sanic.request import Request

from assistant.limits.rate_limit import RateLimit

log = structlog.get_logger(__name__)

FORWARDED_FOR = "x-forwarded-for"
FORWARDING_HEADERS = (FORWARDED_FOR, "forwarded", "x-forwarded-host", "x-real-ip", "via")
# A household's or a phone's IPv6 network: who has one has all its addresses.
IPV6_NETWORK = 64
# Of an address that stands for everybody; below what keeps two cores busy.
TIMES_WHERE_SHARED = 5


class Origin(NamedTuple):
    """Where a request comes from; ``is_shared`` where that tells nothing of who asks, since it is
    a proxy's address or this machine's."""

    address: str
    is_shared: bool


def was_forwarded(request: Request) -> bool:
    """Whether a request says that it came through a proxy. Anybody may say so."""
    return any(name in request.headers for name in FORWARDING_HEADERS)


class Addresses:
    """Tells where requests come from.

    Args:
        proxies: how many proxies in front of the server add to ``X-Forwarded-For``. The header is
            believed only as far as they wrote it. With none named, an address that only a
            neighbour can have (this machine's, a private one) is taken for a proxy's.
    """

    _warned = False

    def __init__(self, proxies: int) -> None:
        self._proxies = proxies

    def of(self, request: Request) -> Origin:
        """Where a request comes from."""
        peer = _parsed(request.ip)
        if self._proxies:
            passed = request.headers.get(FORWARDED_FOR, "").split(",")
            seen = _parsed(passed[-self._proxies]) if self._proxies <= len(passed) else None
            return Origin(_key(seen or peer), is_shared=False)
        is_near = peer is None or peer.is_private or peer.is_loopback
        if is_near and was_forwarded(request):
            self._warn()
        return Origin(_key(peer), is_shared=is_near)

    @classmethod
    def _warn(cls) -> None:
        if not Addresses._warned:
            Addresses._warned = True
            log.warning(
                "limits.undeclared_proxy",
                advice="Requests come through a proxy, so all visitors share one limit. Set "
                "WEB_PROXIES to the number of proxies that add to X-Forwarded-For.",
            )


class AddressLimit:
    """So many of each address in a minute; more of one that stands for everybody."""

    def __init__(self, per_minute: int) -> None:
        self._apart = RateLimit(per_minute)
        self._shared = RateLimit(TIMES_WHERE_SHARED * per_minute)

    def wait(self, origin: Origin) -> Optional[float]:
        """None, and one is counted; or the seconds until one is let through."""
        limit = self._shared if origin.is_shared else self._apart
        return limit.wait(origin.address)


def _parsed(text: str) -> Optional[Union[IPv4Address, IPv6Address]]:
    """The address that a text is, also with a port behind it; None where it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _key(address: Optional[Union[IPv4Address, IPv6Address]]) -> str:
    if address is None:
        return ""
    if address.version == 6:
        return str(ip_network((address, IPV6_NETWORK), strict=False))
    return str(address)
