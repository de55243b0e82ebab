from types import SimpleNamespace

import pytest
import structlog

from assistant.limits.address import TIMES_WHERE_SHARED, Addresses, AddressLimit, Origin


def request(ip: str, **headers: str) -> SimpleNamespace:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return SimpleNamespace(ip=ip, headers=named)


@pytest.mark.parametrize(
    "header, address",
    [
        ("9.9.9.9", "9.9.9.9"),
        ("1.1.1.1, 9.9.9.9", "9.9.9.9"),
        ("9.9.9.9:1234", "9.9.9.9"),
        ("::ffff:9.9.9.9", "9.9.9.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("", "127.0.0.1"),
        ("unknown", "127.0.0.1"),
        ("9.9.9.9, <script>", "127.0.0.1"),
    ],
)
def test_an_address_is_the_one_that_the_nearest_proxy_saw(header, address):
    headers = {"x_forwarded_for": header} if header else {}
    assert Addresses(1).of(request("127.0.0.1", **headers)) == Origin(address, False)


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "10.0.0.7", "172.17.0.1", "fd00::1", ""])
def test_a_neighbours_address_stands_for_everybody_where_no_proxy_is_named(peer):
    """What the header says changes nothing: whoever asks may have written it."""
    origins = {
        Addresses(0).of(request(peer)),
        Addresses(0).of(request(peer, x_forwarded_for="9.9.9.9")),
        Addresses(0).of(request(peer, x_forwarded_for="8.8.8.8", forwarded="for=7.7.7.7")),
    }
    assert len(origins) == 1 and origins.pop().is_shared


def test_an_address_of_the_internet_stands_for_itself_whatever_it_says():
    there = request("9.9.9.9", x_forwarded_for="1.1.1.1")
    assert Addresses(0).of(there) == Origin("9.9.9.9", False)


def test_a_proxy_that_no_setting_names_is_told_of_once(monkeypatch):
    monkeypatch.setattr(Addresses, "_warned", False)
    with structlog.testing.capture_logs() as logged:
        Addresses(0).of(request("127.0.0.1"))
        assert not logged
        for _ in range(3):
            Addresses(0).of(request("127.0.0.1", x_forwarded_for="9.9.9.9"))
    [entry] = logged
    assert entry["event"] == "limits.undeclared_proxy" and "WEB_PROXIES" in entry["advice"]


def test_an_address_that_stands_for_everybody_has_a_wider_limit_that_is_a_limit():
    def let_through(is_shared: bool) -> int:
        limit = AddressLimit(per_minute=120)
        return sum(limit.wait(Origin("a", is_shared)) is None for _ in range(10_000))

    assert let_through(False) == pytest.approx(30, abs=2)
    assert let_through(True) == pytest.approx(30 * TIMES_WHERE_SHARED, abs=10)
