import stat
import time

import pytest
from itsdangerous import TimestampSigner
from sanic.request import Request

from assistant.settings import Settings
from assistant.web.visitor import Visitors, signing_key


class FakeApp:
    """What ``Request`` asks of its app to read cookies and headers."""

    class config:  # noqa: N801
        FORWARDED_SECRET = None
        REAL_IP_HEADER = None
        PROXIES_COUNT = None


def request(cookie: str = "", **headers: str) -> Request:
    from sanic.compat import Header

    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    if cookie:
        fields["cookie"] = cookie
    return Request(b"/", Header(fields), "1.1", "GET", None, FakeApp())


def cookie_of(visitors: Visitors, visitor) -> str:
    return visitors.cookies(visitor, secure=False)[0].split(";")[0]


@pytest.fixture
def visitors() -> Visitors:
    return Visitors("a key", 60)


def test_a_visitor_comes_back_by_cookie_or_by_token(visitors):
    first = visitors.recognize(request())
    assert first.is_new
    by_cookie = visitors.recognize(request(cookie_of(visitors, first)))
    by_token = visitors.recognize(request(x_visitor=visitors.token(first)))
    assert by_cookie.conversation == by_token.conversation == first.conversation
    assert by_cookie.by_cookie and not by_token.by_cookie
    assert not by_cookie.is_new and not by_token.is_new


def test_identities_are_random_and_long(visitors):
    names = {visitors.new(False).conversation for _ in range(1000)}
    assert len(names) == 1000 and min(map(len, names)) >= 32


def test_another_key_or_an_old_signature_is_not_believed(visitors, monkeypatch):
    first = visitors.new(False)
    cookie = cookie_of(visitors, first)
    assert Visitors("another key", 60).recognize(request(cookie)).is_new
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert visitors.recognize(request(cookie)).is_new


@pytest.mark.parametrize(
    "name", ["telegram-5", "messenger-5", "rest-a", "5", "web", "WEB-a", " web-a", "xweb-a", ""]
)
def test_a_signature_opens_conversations_of_the_web_only(name):
    """Whatever the key may have signed otherwise."""
    for salt, field in (("visitor cookie", "cookie"), ("visitor token", "token")):
        signed = TimestampSigner("a key", salt=salt).sign(name).decode()
        asked = request(f"oim_visitor={signed}") if field == "cookie" else request(x_visitor=signed)
        assert Visitors("a key", 60).recognize(asked).is_new
    web = TimestampSigner("a key", salt="visitor cookie").sign("web-a").decode()
    assert not Visitors("a key", 60).recognize(request(f"oim_visitor={web}")).is_new


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    settings = Settings(web_key_file=tmp_path / "new" / "web.key", web_key=None)
    key = signing_key(settings)
    assert len(key) >= 32 and signing_key(settings) == key
    assert stat.S_IMODE(settings.web_key_file.stat().st_mode) == 0o600
    assert signing_key(Settings(web_key="from the environment")) == "from the environment"


@pytest.mark.parametrize("sites", ["example.org", "https://a.org; script-src *", "https://a.org/x"])
def test_a_wrong_site_is_refused_at_start(sites):
    with pytest.raises(ValueError):
        Settings(web_sites=sites)
    assert Settings(web_sites="https://a.org http://b:80").embedding_sites[1] == "http://b:80"
