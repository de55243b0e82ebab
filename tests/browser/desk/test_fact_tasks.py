"""What the staff does with facts, in a browser, the visitor's next reply included."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk.conftest import shoot

MEMBERS = "iom.member_states"
POLICE = "help.police"
ASKED = "Combien d’États membres compte l’OIM ?"
IN_DANGER = "mon mari me frappe, aidez-moi"


@pytest.fixture
def members(whole):
    """The number of member states, and as it was afterwards."""
    before = whole.facts.get(MEMBERS).record.value.count
    yield before
    whole.facts.change(MEMBERS, {"value.count": before}, "test")


def test_the_number_of_member_states_is_corrected(assistant, at_whole, members):
    assert str(members) in assistant.reply(ASKED)
    page = at_whole.open("sami", "/facts/")
    page.fill("[name=words]", "États membres")
    page.press("[name=words]", "Enter")
    page.click(f"a[href='/facts/{MEMBERS}/']")
    page.click(f"a[href='/facts/{MEMBERS}/edit/']")
    page.fill("[id='id_value.count']", str(members + 1))
    expect(page.locator("#preview .bubble").first).to_contain_text(str(members + 1))
    page.fill("[name=note]", "un nouveau membre")
    shoot(page, "task-member-states")
    page.click("#editor button.button")
    expect(page.locator(".messages .success")).to_be_visible()
    assert str(members + 1) in assistant.reply(ASKED)


def test_a_value_is_restored(assistant, at_whole, whole, members):
    whole.facts.change(MEMBERS, {"value.count": members + 7}, "somebody")
    assert str(members + 7) in assistant.reply(ASKED)
    page = at_whole.open("sami", f"/facts/{MEMBERS}/history/")
    expect(page.locator("ins").first).to_have_text(str(members + 7))
    shoot(page, "task-history")
    page.locator("form[action*=restore] button").first.click()
    expect(page.locator(".messages .success")).to_be_visible()
    assert str(members) in assistant.reply(ASKED)


def test_a_help_number_is_confirmed_with_a_second_person(assistant, at_whole, whole):
    assert whole.facts.get(POLICE).record.value.number in assistant.reply(IN_DANGER)
    page = at_whole.open("lina", f"/facts/{POLICE}/")
    page.click(f"form[action='/facts/{POLICE}/confirm/'] button")
    expect(page.locator(".waits")).to_be_visible()
    expect(page.locator(".waits form[action*=approve]")).to_have_count(0)
    assert whole.facts.get(POLICE).confirmed_at is None
    other = at_whole.open("omar", "/facts/due/")
    other.click("a[href='/facts/waiting/']")
    shoot(other, "task-second-person")
    other.click(f"form[action='/facts/{POLICE}/approve/'] button")
    expect(other.locator(".messages .success")).to_be_visible()
    stored = whole.facts.get(POLICE)
    assert stored.confirmed_at is not None and stored.record.status == "published"
    assert stored.record.value.number in assistant.reply(IN_DANGER)


def test_a_help_number_is_corrected_with_a_second_person(assistant, at_whole, whole):
    old = whole.facts.get(POLICE).record.value.number
    page = at_whole.open("sami", f"/facts/{POLICE}/edit/")
    page.fill("[id='id_value.number']", "71 123 456")
    page.click("#editor button.button")
    expect(page.locator(".waits ins").first).to_be_visible()
    reply = assistant.reply(IN_DANGER)
    assert old in reply and "71 123 456" not in reply
    other = at_whole.open("lina", f"/facts/{POLICE}/")
    other.click(f"form[action='/facts/{POLICE}/approve/'] button")
    expect(other.locator(".messages .success")).to_be_visible()
    assert "71 123 456" in assistant.reply(IN_DANGER)


def test_a_question_is_added_with_its_answer_in_three_languages(at_whole, whole, assistant):
    """It is answered once a model has learned it: that is the publishing's task."""
    page = at_whole.open("sami", "/facts/new/")
    page.fill("[name=subject]", "help")
    page.fill("[name=attribute]", "languages")
    page.select_option("[name=kind]", "which")
    page.select_option("[name=value_type]", "text")
    page.click("main form button")
    for language, words in (("fr", "français"), ("en", "English"), ("ar", "العربية")):
        page.fill(f"[id='id_value.text.{language}']", words)
        page.fill(f"[id='id_title.{language}']", words)
        page.fill(f"[id='id_question.{language}']", f"{words} ?")
        page.fill(f"[id='id_answer.{language}']", "{ $value }.")
        page.fill(f"[id='id_examples-{language}']", f"parlez-vous {words} au bout du fil")
    page.fill("[id='id_sources.0.document']", "Le bureau")
    page.fill("[id='id_sources.0.section']", "un appel")
    page.select_option("[name=examples-area]", "numbers")
    expect(page.locator("#preview .bubble").last).to_contain_text("العربية")
    shoot(page, "task-new-fact")
    page.click("#editor button.button")
    expect(page.locator(".messages .success")).to_be_visible()
    assert whole.facts.get("help.languages").record.value.text["ar"] == "العربية"
    reviewed = assistant.folder / "publishing" / "reviewed" / "fr" / "reviewed.yml"
    assert "numbers/help.languages" in reviewed.read_text("utf-8")
