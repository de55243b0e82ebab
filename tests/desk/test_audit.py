"""The audit is written once: neither the program nor the database changes it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory

from assistant.desk.audit import note
from assistant.desk.audit.models import AppendOnly, Entry
from assistant.desk.roles import Role
from tests.desk.conftest import client_of, make_user


@pytest.fixture
def entry():
    request = RequestFactory().get("/")
    request.user = make_user(Role.EDITOR, "sami")
    note(request, "Fact changed", "iom.member_states")
    return Entry.objects.get()


def test_an_entry_says_who_in_which_role_from_where_and_what(entry):
    assert (entry.who, entry.role, entry.address) == ("sami", Role.EDITOR, "127.0.0.1")
    assert (entry.what, entry.about) == ("Fact changed", "iom.member_states")
    assert entry.at is not None


def test_the_program_changes_no_entry(entry):
    for change in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(who="x"),
        lambda: Entry.objects.filter(pk=entry.pk).update(who="x"),
    ):
        with pytest.raises(AppendOnly):
            change()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET who = 'x'", "DELETE FROM audit_entry"]
)
def test_the_database_changes_no_entry(entry, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)
    assert Entry.objects.get().who == "sami"


def test_what_is_long_is_cut(entry):
    request = RequestFactory().get("/")
    request.user = entry_user = make_user(Role.READER)
    note(request, "Fact changed", "x" * 2000)
    assert len(Entry.objects.filter(who=entry_user.username).get().about) == 500


def test_the_page_is_searched_and_turned(entry):
    client = client_of(make_user(Role.ADMINISTRATOR, "nadia"))
    request = RequestFactory().get("/")
    request.user = entry_user = make_user(Role.READER, "x")
    for number in range(60):
        note(request, "Fact changed", f"fact {number}")
    assert entry_user.username == "x"
    page = client.get("/audit/").content.decode()
    assert "fact 59" in page and "fact 1<" not in page
    assert "fact 1<" in client.get("/audit/?page=2").content.decode()
    found = client.get("/audit/?who=sami&about=member").content.decode()
    assert "iom.member_states" in found and "fact 5" not in found
    assert client.get("/audit/?page=x&who=%00").status_code == 200
