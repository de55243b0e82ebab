"""Signing in: by password and code, throttled; and how sessions begin and end."""

import os
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client, TestCase
from django.test.utils import override_settings

from assistant.desk.audit.models import Entry
from assistant.desk.middleware import SIGNED_IN_AT
from assistant.desk.roles import Role
from tests.desk.conftest import PASSWORD, client_of, make_user

ATTEMPTS = 10_000 if os.environ.get("DESK_WHOLE") else 300  # make test-desk: all
SECRET = "JBSWY3DPEHPK3PXP"


def sign_in(client, name, password=PASSWORD):
    return client.post("/sign-in/", {"login": name, "password": password})


def is_signed_in(client) -> bool:
    return client.get("/").status_code == 200


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def test_a_password_signs_in_and_a_wrong_one_does_not():
    make_user(Role.EDITOR, "sami")
    client = Client()
    assert sign_in(client, "sami", "wrong").status_code == 200
    assert not is_signed_in(client)
    assert sign_in(client, "sami").status_code == 302
    assert is_signed_in(client)
    noted = list(Entry.objects.values_list("what", "about"))
    assert noted == [("Signed in", "sami"), ("Sign-in refused", "sami")]


def test_nobody_learns_whether_there_is_an_account():
    make_user(Role.EDITOR, "sami")
    told = [sign_in(Client(), name, "wrong").content for name in ("sami", "nobody")]
    without_tokens = [
        b"\n".join(line for line in each.split(b"\n") if b"oken" not in line and b"name=\"login\"" not in line)
        for each in told
    ]  # fmt: skip
    assert without_tokens[0] == without_tokens[1]


def test_who_may_not_sign_in_any_more_cannot():
    user = make_user(Role.EDITOR, "sami")
    user.is_active = False
    user.save()
    client = Client()
    sign_in(client, "sami")
    assert not is_signed_in(client)


def test_a_second_factor_is_asked_for_and_a_wrong_code_is_refused():
    make_user(Role.PUBLISHER, "lina")
    client = Client()
    response = sign_in(client, "lina")
    assert response["Location"] == "/sign-in/code/"
    assert not is_signed_in(client)
    wrong = "000000" if code_now() != "000000" else "000001"
    assert client.post("/sign-in/code/", {"code": wrong}).status_code == 200
    assert not is_signed_in(client)
    assert client.post("/sign-in/code/", {"code": code_now()}).status_code == 302
    assert is_signed_in(client)


def test_a_second_factor_is_set_up_from_the_page_that_asks_for_it():
    user = make_user(Role.PUBLISHER, "lina", second_factor=False)
    client = Client()
    sign_in(client, "lina")
    assert client.get("/facts/")["Location"] == "/second-factor/"
    page = client.get("/security/app/add/")
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert client.post("/security/app/add/", {"code": code}).status_code == 302
    assert client.get("/facts/").status_code == 200
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    assert Entry.objects.filter(what="Second factor added", about="lina: totp").exists()


def test_after_some_wrong_passwords_the_right_one_is_refused_for_a_while():
    make_user(Role.EDITOR, "sami")
    client = Client()
    for name in ("sami", "Sami", "SAMI", "sami", "sAMI"):
        sign_in(client, name, "wrong")
    for _ in range(2):
        other = Client(REMOTE_ADDR="192.0.2.7")
        sign_in(other, "sami")
        assert not is_signed_in(other)
        cache.clear()  # a restart: what was counted in memory is gone, the lock is not
    assert sign_in(Client(REMOTE_ADDR="192.0.2.8"), "sami").status_code == 429
    assert Entry.objects.filter(what="Sign-in locked for a while").exists()


@pytest.mark.whole
def test_thousands_of_attempts_are_all_refused():
    """From as many addresses, for one account and for many, the right password among them."""
    make_user(Role.EDITOR, "sami")
    for number in range(ATTEMPTS):
        address = f"198.51.{number % 200}.{number // 200 % 250}"
        name = "sami" if number % 2 else f"guess{number}"
        password = PASSWORD if number > 100 else f"wrong {number}"
        response = sign_in(Client(REMOTE_ADDR=address), name, password)
        assert response.status_code in (200, 429), number
        assert (
            "desk_session" not in response.cookies
            or not response.wsgi_request.user.is_authenticated
        )


def test_a_session_is_another_one_after_sign_in():
    """Who had a session's name before cannot use it after."""
    make_user(Role.EDITOR, "sami")
    client = Client()
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["desk_session"] = session.session_key
    sign_in(client, "sami")
    assert is_signed_in(client)
    assert client.cookies["desk_session"].value != session.session_key
    other = Client()
    other.cookies["desk_session"] = session.session_key
    assert not is_signed_in(other)


def test_a_session_ends_by_hours_by_idleness_and_with_the_browser(settings_of):
    client = client_of(make_user(Role.EDITOR))
    assert is_signed_in(client)
    cookie = client.cookies["desk_session"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["max-age"]
    assert client.session.get_expiry_age() <= settings_of.SESSION_COOKIE_AGE == 3600
    session = client.session
    session[SIGNED_IN_AT] = time.time() - settings_of.SESSION_HOURS * 3600 - 1
    session.save()
    assert not is_signed_in(client)


@pytest.fixture
def settings_of():
    from django.conf import settings

    return settings


def test_signing_out_ends_the_session_on_the_server():
    client = client_of(make_user(Role.EDITOR))
    is_signed_in(client)
    key = client.cookies["desk_session"].value
    client.post("/sign-out/")
    other = Client()
    other.cookies["desk_session"] = key
    assert not is_signed_in(other)


def test_a_new_password_ends_the_other_sessions():
    user = make_user(Role.EDITOR, "sami")
    one, other = client_of(user), client_of(user)
    assert is_signed_in(one) and is_signed_in(other)
    user.set_password("another quiet harbour")
    user.save()
    assert not is_signed_in(one) and not is_signed_in(other)


def test_signing_in_leads_to_no_other_site():
    make_user(Role.EDITOR, "sami")
    for there in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        response = Client().post(
            "/sign-in/", {"login": "sami", "password": PASSWORD, "next": there}
        )
        assert response["Location"] == "/"


def test_nobody_signs_up():
    for address in ("/signup/", "/sign-up/", "/accounts/signup/"):
        assert Client().get(address).status_code in (302, 404)
    assert Client().post("/accounts/signup/", {"username": "x"}).status_code in (302, 404)


@override_settings(ALLOWED_HOSTS=["desk.example.org"])
def test_another_hosts_name_is_refused():
    assert Client().get("/sign-in/", headers={"host": "evil.example"}).status_code == 400
