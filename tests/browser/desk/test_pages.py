"""Every page of the desk: WCAG 2.2 AA in three languages, light and dark; whole at 360 pixels."""

import os
from itertools import product
from typing import Iterator, List, Tuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import APIResponse, Page, expect

import tests.desk.conftest  # noqa: F401  (sets Django up, for the list of routes)
from assistant.facts.languages import LANGUAGES
from tests.browser.desk.conftest import shoot
from tests.browser.test_accessibility import RULES, WIDER
from tests.desk.routes import routes

WHOLE = bool(os.environ.get("DESK_WHOLE"))  # make test-desk
ALL_LOOKS = list(product(LANGUAGES, ("light", "dark")))
# Both languages' directions and both schemes, where not all of them are looked at.
LOOKS = ALL_LOOKS if WHOLE else [("fr", "light"), ("ar", "dark")]
POLICE = "/facts/help.police"
MEMBERS = "/facts/iom.member_states"


def is_whole(response: APIResponse) -> bool:
    """Whether it is a page, rather than a part that htmx puts into one."""
    is_html = response.status == 200 and "text/html" in response.headers["content-type"]
    return is_html and response.text().lstrip().lower().startswith("<!doctype html>")


def addresses(page: Page) -> List[str]:
    """The pages that somebody of every role may open."""
    own = page.url.split("/", 3)
    origin = "/".join(own[:3])
    found = []
    for route in routes():
        response = page.request.get(f"{origin}{route.address}", max_redirects=0)
        if is_whole(response):
            found.append(route.address)
    return [*found, f"{POLICE}/", f"{POLICE}/edit/", "/facts/new/?subject=help&attribute=x&kind=who&value_type=list"]  # fmt: skip


def each_page(page: Page) -> Iterator[str]:
    origin = "/".join(page.url.split("/", 3)[:3])
    for address in addresses(page):
        page.goto(f"{origin}{address}")
        if page.locator("#preview").count() and "edit" in address:
            expect(page.locator("#preview .bubble").first).to_be_visible()
        yield address


def violations(page: Page) -> List[Tuple[str, List[str]]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], [node["html"][:150] for node in rule["nodes"]]) for rule in found]


@pytest.fixture(scope="module")
def something_waits(desk):
    """A change that waits, a fact that holds no longer, and one with a history."""
    desk.facts.change("help.police", {"value.number": "198"}, "omar", signed_in=True)
    desk.facts.change("iom.member_states", {"value.count": 180, "valid_until": "2025"}, "sami")


@pytest.mark.parametrize("language, scheme", LOOKS)
def test_axe_finds_nothing(at_desk, something_waits, language, scheme):
    page = at_desk.open("nadia", "/", language, color_scheme=scheme)
    found = {}
    for address in each_page(page):
        assert page.locator("html").get_attribute("lang") == language
        wrong = violations(page)
        if wrong:
            found[address] = wrong
    assert found == {}


def test_axe_finds_nothing_before_sign_in(at_desk):
    for language in LANGUAGES:
        assert violations(at_desk.open("", "/sign-in/", language)) == []


def test_axe_itself_would_find_something(at_desk):
    page = at_desk.open("nadia", f"{MEMBERS}/edit/")
    page.evaluate("document.querySelectorAll('label').forEach((label) => label.remove())")
    assert "label" in [rule for rule, _ in violations(page)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_at_360_pixels(at_desk, something_waits, language):
    page = at_desk.open("nadia", "/", language, viewport={"width": 360, "height": 740})
    wider = {address: page.evaluate(WIDER) for address in each_page(page)}
    assert {address: by for address, by in wider.items() if by > 0} == {}


def test_arabic_runs_from_the_right(at_desk):
    page = at_desk.open("nadia", f"{MEMBERS}/edit/", "ar")
    brand, account = (page.locator(one).bounding_box() for one in (".brand", ".account"))
    assert brand["x"] > account["x"]
    first = page.locator("[id='id_answer.fr']")
    assert first.get_attribute("dir") == "ltr" and first.get_attribute("lang") == "fr"
    assert page.locator("[id='id_answer.ar']").get_attribute("dir") == "rtl"


def test_the_preview_follows_what_is_written(at_desk, desk):
    page = at_desk.open("sami", f"{MEMBERS}/edit/")
    expect(page.locator("#preview .bubble")).to_have_count(3)
    page.fill("[id='id_value.count']", "205")
    expect(page.locator("#preview .bubble").first).to_contain_text("205")
    page.fill("[id='id_answer.en']", "{ $nothing }")
    expect(page.locator("#preview .notice")).to_contain_text("$nothing")
    shoot(page, "editor")


def test_every_control_of_the_editor_is_reached_by_keyboard(at_desk):
    page = at_desk.open("sami", f"{MEMBERS}/edit/")
    page.locator("[id='id_value.count']").focus()
    reached = set()
    for _ in range(60):
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
        page.keyboard.press("Tab")
    assert {"id_value.count", "id_answer.fr", "id_answer.ar", "id_title.en", "id_note"} <= reached
    assert "button" in reached


def test_the_language_is_switched_where_one_is(at_desk):
    page = at_desk.open("sami", f"{MEMBERS}/history/")
    page.click("button[value=ar]")
    assert page.url.endswith("/history/")
    assert page.locator("html").get_attribute("dir") == "rtl"
