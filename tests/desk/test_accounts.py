"""Accounts: made by administrators, with a link that works once; never without an administrator."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from assistant.desk.accounts.creating import AccountExists, create
from assistant.desk.accounts.models import User
from assistant.desk.audit.models import Entry
from assistant.desk.roles import Role
from assistant.settings import ROOT
from tests.desk.conftest import PASSWORD, client_of, make_user

MAIL = ("--email", "n@example.org")
NEW = {"username": "sami", "email": "sami@example.org", "role": Role.EDITOR.value}


@pytest.fixture
def administrator():
    return client_of(make_user(Role.ADMINISTRATOR, "nadia"))


def link_in(response) -> str:
    [link] = re.findall(r"http://testserver(/accounts/welcome/[^<\s]+)", response.content.decode())
    return link


def choose(link, password=PASSWORD):
    client = Client()
    client.get(link)
    form = re.sub(r"[^/]+/$", "set-password/", link)
    return client.post(form, {"new_password1": password, "new_password2": password})


def test_an_account_gets_its_password_by_a_link_that_works_once(administrator):
    response = administrator.post("/accounts/new/", NEW)
    user = User.objects.get(username="sami")
    assert user.role == Role.EDITOR and not user.has_usable_password()
    link = link_in(response)
    assert choose(link)["Location"] == "/sign-in/"
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    choose(link, "another quiet harbour")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert [entry.what for entry in Entry.objects.exclude(what="Signed in")] == [
        "Password chosen by a link",
        "Account made",
    ]
    assert Entry.objects.get(what="Account made").who == "nadia"


@pytest.mark.parametrize("password", ["short", "password1234", "1234567890123", "sami@example.org"])
def test_a_weak_password_is_refused(administrator, password):
    link = link_in(administrator.post("/accounts/new/", NEW))
    assert choose(link, password).status_code == 200
    assert not User.objects.get(username="sami").has_usable_password()


def test_a_new_link_ends_password_sessions_and_the_link_before(administrator):
    user = make_user(Role.EDITOR, "sami")
    theirs = client_of(user)
    assert theirs.get("/").status_code == 200
    first = link_in(administrator.post(f"/accounts/{user.pk}/link/"))
    second = link_in(administrator.post(f"/accounts/{user.pk}/link/"))
    assert theirs.get("/").status_code == 302
    choose(first)
    user.refresh_from_db()
    assert not user.has_usable_password()
    choose(second)
    user.refresh_from_db()
    assert user.has_usable_password()


def test_a_lost_second_factor_is_taken_away(administrator):
    user = make_user(Role.PUBLISHER, "lina")
    link_in(administrator.post(f"/accounts/{user.pk}/second-factor/"))
    assert not Authenticator.objects.filter(user=user).exists()
    assert Entry.objects.filter(what="Second factor taken away", about="lina").exists()


def test_role_and_access_are_changed_and_noted(administrator):
    user = make_user(Role.EDITOR, "sami")
    changed = {"email": "", "role": Role.PUBLISHER.value}  # a box that is not ticked is not sent
    assert administrator.post(f"/accounts/{user.pk}/", changed).status_code == 302
    user.refresh_from_db()
    assert user.role == Role.PUBLISHER and not user.is_active
    assert Entry.objects.first().about == "sami: publisher, –"


@pytest.mark.parametrize(
    "form", [{"role": Role.EDITOR.value, "is_active": "on"}, {"role": Role.ADMINISTRATOR.value}]
)
def test_the_last_administrator_stays(administrator, form):
    own = User.objects.get(username="nadia")
    assert administrator.post(f"/accounts/{own.pk}/", {"email": "", **form}).status_code == 200
    own.refresh_from_db()
    assert own.role == Role.ADMINISTRATOR and own.is_active
    make_user(Role.ADMINISTRATOR, "other")
    assert administrator.post(f"/accounts/{own.pk}/", {"email": "", **form}).status_code == 302


def test_a_name_is_taken_once_in_whatever_case(administrator):
    make_user(Role.READER, "Sami")
    response = administrator.post("/accounts/new/", NEW)
    assert response.context["form"].errors["username"]
    with pytest.raises(AccountExists):
        create("SAMI", "", Role.READER)


@pytest.mark.parametrize("name", ["<script>", "a b", "x" * 151, "a\u202eb", ""])
def test_names_are_plain(administrator, name):
    response = administrator.post("/accounts/new/", {**NEW, "username": name})
    assert response.context["form"].errors["username"]


@pytest.mark.parametrize("role", [0, 5, "administrator", ""])
def test_there_are_no_other_roles(administrator, role):
    response = administrator.post("/accounts/new/", {**NEW, "role": role})
    assert response.context["form"].errors["role"]
    assert not User.objects.filter(username="sami").exists()


def test_the_lists_show_names_and_no_link(administrator):
    make_user(Role.EDITOR, "sami")
    page = administrator.get("/accounts/").content.decode()
    assert "sami" in page and "welcome" not in page


@pytest.mark.parametrize(
    "variables, begins",
    [
        ({}, "http://localhost:5007/accounts/welcome/"),
        (
            {"DESK_HTTPS": "1", "DESK_HOSTS": "desk.example.org other"},
            "https://desk.example.org/accounts/welcome/",
        ),
    ],
)
def test_the_first_administrator_is_made_by_a_command(tmp_path, variables, begins):
    """In a process of its own, as whoever installs the desk runs it."""
    database = tmp_path / "desk.db"
    own = {"DESK_URL": f"sqlite:///{database}", "DESK_FOLDER": str(tmp_path), "DESK_KEY": "any"}

    def make(name):
        return subprocess.run(
            [sys.executable, "-m", "assistant.desk", "create-administrator", name, *MAIL],
            env={**os.environ, **own, **variables, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
        )

    made, again = make("nadia"), make("NADIA")
    assert made.returncode == 0 and begins in made.stdout, made.stderr
    assert again.returncode == 1 and "already" in again.stderr
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT username, role, email, password FROM accounts_user")
        [(name, role, mail, password)] = rows.fetchall()
    assert (name, role, mail) == ("nadia", Role.ADMINISTRATOR, MAIL[1])
    assert password.startswith("!")  # none that opens
