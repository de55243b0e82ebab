"""The pictures of docs/staff-guide.md, in French, each with what the guide says is there.

They are kept in reports/screenshots/desk; who changes a page copies them to docs/screenshots/desk.
"""

import datetime
import json
import time

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import insert

from assistant.conversations.events_table import EVENTS
from assistant.database import open_engine
from assistant.databases.schemas import CONVERSATIONS
from assistant.handover.people import People
from assistant.settings import HandoverSettings, UseSettings
from assistant.unanswered.store import UnansweredStore
from assistant.use.days import today
from assistant.use.periods import ONE
from assistant.use.store import UseStore
from tests.browser.desk.conftest import Desk, shoot
from tests.servers import database
from tests.unanswered.messages import grouped

PAPER = {"viewport": {"width": 900, "height": 760}}
MEMBERS, AMBULANCE = "iom.member_states", "help.ambulance"
WITH_A_PERSON = "web-of-the-guide-0000000000"
ASKED = ["c'est combien la cotisation ?", "la cotisation annuelle", "combien coûte l'adhésion ?"]
TALK = [
    ("user", "je voudrais parler à quelqu'un", {}),
    ("bot", "Une personne de l'OIM a pris la conversation.", {"handover": {"by": "notice"}}),
    ("bot", "Bonjour, je vous écoute.", {"handover": {"by": "staff"}}),
    ("user", "merci ! où est votre bureau ?", {}),
]


def at(page: Page, text: str) -> Page:
    """The page, moved to where a text stands."""
    place = page.get_by_text(text).first
    expect(place).to_be_visible()
    place.scroll_into_view_if_needed()
    return page


def test_a_fact_is_changed_beside_its_preview(at_desk):
    page = at_desk.open("sami", f"/facts/{MEMBERS}/edit/", **PAPER)
    page.fill("[id='id_value.count']", "176")
    expect(page.locator("#preview .bubble").first).to_contain_text("176")
    shoot(page, "guide-edit")


def test_a_change_waits_for_a_second_person(at_desk, desk: Desk):
    if AMBULANCE not in desk.facts.waiting():
        desk.facts.change(AMBULANCE, {"value.number": "190"}, "sami", signed_in=True)
    page = at_desk.open("lina", "/facts/waiting/", **PAPER)
    shoot(at(page, "Je l’ai vérifié aussi : d’accord"), "guide-second-person")


def test_a_history_shows_what_changed(at_desk, desk: Desk):
    count = desk.facts.get(MEMBERS).record.value.count
    desk.facts.change(MEMBERS, {"value.count": count + 1}, "sami")
    page = at_desk.open("sami", f"/facts/{MEMBERS}/history/", **PAPER)
    shoot(at(page, "Rétablir le fait tel qu’il était ici"), "guide-history")
    desk.facts.change(MEMBERS, {"value.count": count}, "sami")


def test_a_group_becomes_an_example(at_desk, desk: Desk):
    store = UnansweredStore(database(desk.folder, "unanswered"))
    first = grouped(store, *ASKED, language="fr")
    store.close()
    page = at_desk.open("sami", f"/unanswered/{first}/", **PAPER)
    page.check("input[name=became][value=example]")
    page.select_option("[name=fact]", MEMBERS)
    page.evaluate("window.scrollTo(0, 0)")
    shoot(at(page, "Ce qu’il devient"), "guide-unanswered")


def test_a_model_is_tried_before_it_is_published(at_desk):
    page = at_desk.open("lina", "/unanswered/publishing/", **PAPER)
    shoot(at(page, "Entraîner et comparer"), "guide-publishing")


def test_a_fact_is_added_in_three_languages(at_desk):
    about = "subject=help&attribute=languages&kind=which&value_type=text"
    page = at_desk.open("sami", f"/facts/new/?{about}", **PAPER)
    for language, words in (("fr", "français"), ("en", "English"), ("ar", "العربية")):
        page.fill(f"[id='id_value.text.{language}']", words)
        page.fill(f"[id='id_title.{language}']", words)
    shoot(at(page, "En trois langues"), "guide-new-fact")


def test_a_person_writes_with_a_visitor(at_desk, desk: Desk):
    people = People(HandoverSettings(handover_url=database(desk.folder, "handover")))
    people.takeovers.ask(WITH_A_PERSON, "fr")
    people.takeovers.take(WITH_A_PERSON, "sami")
    people.close()
    engine = open_engine(database(desk.folder, "conversations"), CONVERSATIONS)
    with engine.begin() as connection:
        for kind, text, metadata in TALK:
            line = {"event": kind, "text": text, "metadata": metadata, "timestamp": time.time()}
            line["parse_data"] = {"intent": {"name": None}, "entities": []}
            row = {"sender_id": WITH_A_PERSON, "type_name": kind, "timestamp": time.time()}
            connection.execute(insert(EVENTS), {**row, "data": json.dumps(line)})
    engine.dispose()
    page = at_desk.open("sami", f"/conversations/live/{WITH_A_PERSON}/", **PAPER)
    expect(page.locator("#lines .by-visitor").last).to_contain_text("votre bureau")
    shoot(at(page, "Rendre la conversation à l’assistant"), "guide-live")


def of_a_day(day: datetime.date, number: int):
    """The rows of a day with so many visitors."""
    kinds = ["answered"] * 12 + ["fallback", "out_of_scope", "refused", "asked_back", "small_talk"]
    for each in range(number):
        kind = kinds[each % len(kinds)]
        yield {
            "day": day,
            "quarter": 1 + each % 3,
            "channel": "telegram" if each % 4 == 0 else "web",
            "language": ("fr", "fr", "ar", "fr", "en")[each % 5],
            "kind": kind,
            "topics": (MEMBERS, "iom.founded", "imrf.dates")[each % 3]
            if kind == "answered"
            else "",
            "milliseconds": 250 + each % 40 * 10,
            "visitor": f"{each // 3:x}",
        }


@pytest.fixture(scope="module")
def used(desk: Desk):
    """Ten weeks of use."""
    store, day = UseStore(database(desk.folder, "use")), today(UseSettings().zone)
    for back in range(1, 71):
        one = day - back * ONE
        store.write([*of_a_day(one, 60 + 9 * (back % 7) + back)])
    store.write([day - back * ONE for back in range(1, 71)])
    store.close()


def test_the_figures_of_a_week(at_desk, used):
    page = at_desk.open("nadia", "/use/", **PAPER)
    # The first time that they are asked for they are counted.
    expect(page.locator("dl.figures")).to_be_visible(timeout=30_000)
    # Their style is there, too, where they come into the page that said so.
    shown = page.locator("dl.figures").evaluate("shown => getComputedStyle(shown).display")
    assert shown == "grid" and page.locator(".bars rect").count() > 10
    page.locator("form.filters").evaluate("shown => shown.scrollIntoView()")
    shoot(page, "guide-use")


@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_the_chart_is_a_table_too(at_desk, used, unit):
    page = at_desk.open("nadia", f"/use/?by={unit}")
    expect(page.locator("dl.figures")).to_be_visible(timeout=30_000)
    page.click(".over-time summary")
    rows = page.locator(".over-time tbody tr")
    assert rows.count() == page.locator(".over-time svg rect").count() > 0
    rows.first.locator("a").click()
    expect(page.locator("h2.period")).to_be_visible()
