"""Rows are counted as they are, by day and by what they have, and deleted on their date."""

import datetime

from assistant.use.store import NO_TOPIC, Unlinked
from tests.stored import holds
from tests.use.conftest import MONDAY

TUESDAY = MONDAY + datetime.timedelta(days=1)
EVER = (MONDAY, MONDAY + datetime.timedelta(days=7))


def row(day=MONDAY, **fields):
    return {
        "day": day, "quarter": 1, "channel": "web", "language": "fr", "kind": "answered",
        "topics": "iom.founded", "milliseconds": 120, "visitor": "a", **fields,
    }  # fmt: skip


def test_turns_are_counted_by_what_they_have(used):
    assert used.first_day() is None and used.messages(*EVER) == {}
    used.write([row(), row(channel="telegram", topics="iom.founded iom.members", visitor="b")])
    used.write([row(TUESDAY, kind="fallback", topics="", milliseconds=None, quarter=3)])
    assert used.first_day() == MONDAY
    assert used.messages(*EVER) == {MONDAY: 2, TUESDAY: 1}
    assert used.messages(MONDAY, TUESDAY) == {MONDAY: 2}
    assert used.visitors(*EVER) == {MONDAY: 2, TUESDAY: 1}
    assert used.by("channel", *EVER) == {"web": {MONDAY: 1, TUESDAY: 1}, "telegram": {MONDAY: 1}}
    assert used.by("kind", *EVER) == {"answered": {MONDAY: 2}, "fallback": {TUESDAY: 1}}
    assert used.by("quarter", *EVER) == {"1": {MONDAY: 2}, "3": {TUESDAY: 1}}
    assert used.by_topic(*EVER) == {
        "iom.founded": {MONDAY: 2}, "iom.members": {MONDAY: 1}, NO_TOPIC: {TUESDAY: 1},
    }  # fmt: skip
    assert used.milliseconds(*EVER) == {MONDAY: {120: 2}}


def test_of_danger_only_the_day_is_kept(used):
    used.write([MONDAY, MONDAY, TUESDAY])
    assert used.dangers(*EVER) == {MONDAY: 2, TUESDAY: 1}
    assert used.messages(*EVER) == {} and used.first_day() == MONDAY


def test_who_is_forgotten_is_nobody_and_counted_still(used, any_url):
    used.write([row(visitor="c0ffee"), row(visitor="c0ffee"), row(visitor="b")])
    used.write([Unlinked("c0ffee"), Unlinked("never seen")])
    assert used.messages(*EVER) == {MONDAY: 3} and used.visitors(*EVER) == {MONDAY: 2}
    assert not holds(any_url, "c0ffee")


def test_a_row_and_its_unlinking_may_come_together(used):
    used.write([Unlinked("c0ffee"), row(visitor="c0ffee"), row(visitor="c0ffee")])
    assert used.visitors(*EVER) == {MONDAY: 1}


def test_what_is_too_old_is_deleted(used, any_url):
    used.write([row(kind="zanzibar"), MONDAY, row(TUESDAY), TUESDAY])
    assert used.delete_before(TUESDAY) == 2 and used.delete_before(TUESDAY) == 0
    assert used.messages(*EVER) == {TUESDAY: 1} == used.dangers(*EVER)
    assert not holds(any_url, "zanzibar")
