"""What all pages have in common: headers, the menu by role, files, the database's kinds."""

import re

import pytest
from django.test import Client

from assistant.desk.databases import database
from assistant.desk.roles import Role
from tests.desk.conftest import client_of, make_user
from tests.desk.routes import routes


def test_health_answers_anybody():
    response = Client().get("/health")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.parametrize("role", Role)
def test_the_menu_shows_what_the_role_may_open(role):
    client = client_of(make_user(role))
    page = client.get("/").content.decode()
    menu = page[page.index('<nav class="menu"') : page.index("</nav>")]
    links = re.findall(r'href="([^"]+)"', menu)
    assert "/facts/" in links
    assert ("/accounts/" in links) == ("/audit/" in links) == (role is Role.ADMINISTRATOR)
    for link in links:
        assert client.get(link).status_code == 200


@pytest.mark.parametrize("route", routes(), ids=lambda route: route.name)
def test_no_page_has_script_or_style_within(route):
    page = (
        client_of(make_user(Role.ADMINISTRATOR))
        .get(route.address)
        .content.decode("utf-8", "replace")
    )
    for opening in re.findall(r"<script[^>]*>", page):
        assert "src=" in opening or 'type="application/json"' in opening, opening
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", page)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


def test_pages_of_people_signed_in_are_not_kept():
    assert client_of(make_user(Role.READER)).get("/")["Cache-Control"] == "no-store"


def test_what_pages_load_is_there():
    page = Client().get("/sign-in/").content.decode()
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert any(file.endswith("htmx-2.min.js") for file in files)
    for file in files:
        assert Client().get(file).status_code == 200, file


def test_an_unknown_address_is_told_in_the_page_s_form():
    response = client_of(make_user(Role.READER)).get("/nothing/here/")
    assert response.status_code == 404 and b"<main" in response.content


def test_a_database_is_named_as_sqlalchemy_does(tmp_path):
    found = database(f"sqlite:///{tmp_path / 'new' / 'desk.db'}")
    assert found["NAME"] == str(tmp_path / "new" / "desk.db") and (tmp_path / "new").is_dir()
    found = database("postgresql://nadia:a%40b@db.example:5433/desk?sslmode=require")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "desk")
    assert (found["USER"], found["PASSWORD"]) == ("nadia", "a@b")
    assert found["OPTIONS"]["sslmode"] == "require"
    found = database("postgresql:///desk?host=/var/run/postgresql")
    assert found["HOST"] == "/var/run/postgresql"
    with pytest.raises(ValueError, match="mysql"):
        database("mysql://db.example/desk")
