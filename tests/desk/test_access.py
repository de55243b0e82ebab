"""Every route × method × role: what a role may not do is refused, and nothing breaks for who may."""

import pytest
from django.test import Client
from django.urls import path

from assistant.desk import middleware
from assistant.desk.access import OWN_ACCOUNT, PUBLIC, access_of, role_required
from assistant.desk.roles import SECOND_FACTOR_FROM, Role
from tests.desk.conftest import client_of, make_user
from tests.desk.routes import METHODS, routes

ROUTES = routes()
of_every_route = pytest.mark.parametrize("route", ROUTES, ids=[route.name for route in ROUTES])
NOT_PUBLIC = [route for route in ROUTES if access_of(route.view) != PUBLIC]
# Whoever is not signed in may ask for these, and for nothing else.
OPEN_TO_ALL = {
    "account_inactive",
    "account_login",
    "account_logout",
    "choose-password",
    "health",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "set_language",
}


def is_sign_in(response) -> bool:
    return response.status_code == 302 and response["Location"].startswith("/sign-in/")


@of_every_route
def test_every_view_declares_who_may_see_it(route):
    assert access_of(route.view) is not None


def test_the_pages_that_are_open_are_these():
    assert {route.name for route in ROUTES} - {route.name for route in NOT_PUBLIC} == OPEN_TO_ALL


@pytest.mark.parametrize("method", METHODS)
@of_every_route
def test_without_signing_in_nothing_is_seen(route, method):
    response = Client().generic(method, route.address)
    if route in NOT_PUBLIC:
        assert is_sign_in(response), response.status_code
    else:
        assert response.status_code < 500


@pytest.mark.parametrize("role", Role, ids=[role.name for role in Role])
@of_every_route
def test_a_role_does_what_it_may_and_nothing_else(route, role):
    access = access_of(route.view)
    client = client_of(make_user(role), raise_request_exception=True)
    for method in METHODS:
        response = client.generic(method, route.address)
        may = access.role is None or role >= access.role
        assert (response.status_code == 403) == (not may), (method, response.status_code)
        assert response.status_code < 500
        if "_auth_user_id" not in client.session:
            client = client_of(make_user(role, f"{role.name} after {method}"))


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.ADMINISTRATOR])
@of_every_route
def test_a_role_that_needs_a_second_factor_sets_it_up_first(route, role):
    access = access_of(route.view)
    client = client_of(make_user(role, second_factor=False))
    response = client.get(route.address)
    to_set_up = response.status_code == 302 and response["Location"] == "/second-factor/"
    may = access.role is None or role >= access.role
    assert to_set_up == (may and access not in (PUBLIC, OWN_ACCOUNT))


def test_an_editor_needs_no_second_factor():
    assert Role.EDITOR < SECOND_FACTOR_FROM
    assert client_of(make_user(Role.EDITOR)).get("/").status_code == 200


@of_every_route
def test_nothing_is_changed_without_the_token_of_the_page(route):
    client = client_of(make_user(Role.ADMINISTRATOR), enforce_csrf_checks=True)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert client.generic(method, route.address).status_code == 403


@of_every_route
def test_no_page_loads_what_is_not_the_desks_own(route):
    response = client_of(make_user(Role.ADMINISTRATOR)).get(route.address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_view_that_declares_nothing_is_refused(monkeypatch):
    def forgotten(request):
        raise AssertionError("it was called")

    from assistant.desk import urls

    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("forgotten", forgotten)])
    from django.urls import clear_url_caches

    clear_url_caches()
    try:
        client = client_of(make_user(Role.ADMINISTRATOR))
        assert client.get("/forgotten").status_code == 403
    finally:
        monkeypatch.undo()
        clear_url_caches()


def test_a_role_that_is_taken_away_is_gone_at_the_next_request():
    user = make_user(Role.ADMINISTRATOR)
    client = client_of(user)
    assert client.get("/accounts/").status_code == 200
    user.role = Role.READER
    user.save()
    assert client.get("/accounts/").status_code == 403
    user.is_active = False
    user.save()
    assert is_sign_in(client.get("/"))


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in():
    response = Client().get("/", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response["HX-Redirect"].startswith("/sign-in/")


def test_a_role_is_declared_on_classes_and_functions_alike():
    from django.views.generic import TemplateView

    @role_required(Role.EDITOR)
    class Page(TemplateView):
        template_name = "desk/home.html"

    assert access_of(Page.as_view()).role == Role.EDITOR
    assert middleware.access_of(role_required(Role.READER)(lambda request: None)).role == 1
