"""The pages on requests to be contacted."""

import datetime

import pytest

from assistant.database import now
from assistant.desk.roles import Role
from assistant.handover.contact import Contact
from tests.desk.audit import audit

pytestmark = pytest.mark.usefixtures("own_conversations")
DAY = datetime.timedelta(days=1)


def ask(people, topic="mon dossier", kind="phone", address="+216 20 123 456", due=DAY):
    moment = now()
    people.callbacks.add(
        "messenger-1", "ar", topic, Contact(kind, address), moment + due, moment + 14 * DAY
    )
    return people.callbacks.waiting()[-1].id


def test_a_request_is_owned_put_off_and_answered(signed_in, people):
    number = ask(people)
    client = signed_in(Role.EDITOR, "amel")
    page = client.get("/conversations/waiting/").content.decode()
    assert "mon dossier" in page and "20 123" not in page, "the list names nobody's number"
    one = client.get(f"/conversations/callbacks/{number}/").content.decode()
    assert 'href="tel:+21620123456"' in one
    client.post(f"/conversations/callbacks/{number}/owner/", {"take": "1", "before": ""})
    assert people.callbacks.get(number).owner == "amel"
    day = (datetime.date.today() + 5 * DAY).isoformat()
    client.post(f"/conversations/callbacks/{number}/due/", {"due": day})
    assert f"{people.callbacks.get(number).due:%Y-%m-%d}" == day
    client.post(f"/conversations/callbacks/{number}/done/")
    done = people.callbacks.get(number)
    assert (done.done_by, done.contact) == ("amel", None)
    after = client.get(f"/conversations/callbacks/{number}/").content.decode()
    assert "tel:" not in after and "20 123" not in after
    assert [what for what, _ in audit()] == [
        "Contact of a visitor seen",
        "Request given to",
        "Request to be answered by",
        "Request answered",
    ]
    assert all("20 123" not in about for _, about in audit())


def test_the_second_of_two_learns_that_the_first_has_it(signed_in, people):
    number = ask(people)
    address = f"/conversations/callbacks/{number}/owner/"
    signed_in(Role.EDITOR, "amel").post(address, {"take": "1", "before": ""})
    second = signed_in(Role.EDITOR, "sami")
    page = second.post(address, {"take": "1", "before": ""}, follow=True).content.decode()
    assert people.callbacks.get(number).owner == "amel" and 'class="error"' in page
    second.post(address, {"take": "1", "before": "amel"})
    assert people.callbacks.get(number).owner == "sami"
    second.post(address, {"give-up": "1", "before": "sami"})
    assert people.callbacks.get(number).owner is None


@pytest.mark.parametrize("due", ["", "soon", "2026-02-31", "9999-12-31"])
def test_no_day_is_taken_that_is_none_or_too_late(signed_in, people, due):
    number = ask(people)
    before = people.callbacks.get(number).due
    address = f"/conversations/callbacks/{number}/due/"
    page = signed_in(Role.EDITOR).post(address, {"due": due}, follow=True).content.decode()
    assert people.callbacks.get(number).due == before and 'class="error"' in page


def test_an_address_is_written_to_and_a_late_request_stands_out(signed_in, people):
    number = ask(people, kind="email", address="a@b.tn", due=-DAY, topic="<b>x</b>")
    client = signed_in(Role.EDITOR)
    assert 'class="tag danger"' in client.get("/conversations/waiting/").content.decode()
    page = client.get(f"/conversations/callbacks/{number}/").content.decode()
    assert 'href="mailto:a@b.tn"' in page and "<b>x</b>" not in page


@pytest.mark.parametrize("part", ["", "owner/", "due/", "done/"])
def test_a_request_that_is_gone_is_said_so(signed_in, part):
    client = signed_in(Role.EDITOR)
    address = f"/conversations/callbacks/4711/{part}"
    response = client.post(address, follow=True) if part else client.get(address, follow=True)
    assert response.redirect_chain[-1][0] == "/conversations/waiting/"
    assert 'class="error"' in response.content.decode()
