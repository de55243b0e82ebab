"""What was asked in vain is nobody's after a while, goes with its conversation, and is filed once."""

import datetime

import pytest

from assistant.database import now
from assistant.settings import WatchSettings
from assistant.unanswered.filed import Became, Filing
from assistant.unanswered.groups import nearest_facts, summaries
from assistant.unanswered.store import UnansweredStore
from assistant.unanswered.tables import MessageRow
from assistant.unanswered.ties import Ties
from tests.stored import holds
from tests.unanswered.messages import grouped, missed

TODAY = datetime.date(2026, 11, 24)


def aged(store, text, days):
    """Make a message so many days old."""
    with store._session() as session, session.begin():
        day = now().date() - datetime.timedelta(days=days)
        session.query(MessageRow).filter_by(text=text).update({"day": day})


def all_columns(store):
    with store._session() as session:
        return session.query(MessageRow).order_by(MessageRow.id).all()


def test_what_is_erased_is_in_no_file_and_others_keep_theirs(store, any_url):
    store.put("telegram-5", missed("zanzibar"))
    store.put("telegram-6", missed("tombouctou"))
    store.keep_embeddings("e", {1: b"zanzibars vector"})
    store.forget("telegram-5")
    assert [row.text for row in store.messages()] == ["tombouctou"]
    assert not holds(any_url, "zanzibar") and not holds(any_url, "telegram-6")


def test_what_was_tied_by_a_lost_key_goes_with_the_first_erasure(store, any_url):
    store.put("web-a", missed("zanzibar"))
    other = UnansweredStore(any_url, Ties(WatchSettings(log_key="another")))
    other.put("web-b", missed("tombouctou"))
    other.forget("web-c")
    assert [row.text for row in other.messages()] == ["tombouctou"]
    other.close()


def test_no_two_keys_nor_conversations_have_a_tie_in_common(ties):
    other = Ties(WatchSettings(log_key="another"))
    assert ties.of("web-a") == ties.of("web-a") != ties.of("web-b")
    assert ties.of("web-a").conversation != other.of("web-a").conversation
    assert ties.of("web-a").key == ties.of("web-b").key != other.of("web-a").key


def test_it_is_nobodys_after_its_conversation_and_gone_after_its_time(store):
    for text, days in (("new", 29), ("old", 31), ("gone", 91)):
        store.put(f"web-{text}", missed(text))
        aged(store, text, days)
    assert store.delete_before(days=90, conversations_days=30) == 1
    new, old = all_columns(store)
    assert new.conversation and new.tied_by and new.message
    assert (old.conversation, old.tied_by, old.message) == (None, None, None)
    # Nobody's: no erasure finds it any more.
    store.forget("web-old")
    assert [row.text for row in store.messages()] == ["new", "old"]


def test_better_tables_scrub_what_was_kept(store):
    store.put("web-a", missed("un ?"))
    store.keep_embeddings("e", {1: b"x"})
    with store._session() as session, session.begin():
        session.query(MessageRow).update({"text": "appelez le 98 123 456"})
    assert store.scrub() == 1
    [row] = all_columns(store)
    # What was made of the words goes with them.
    assert (row.text, row.encoder, row.embedding) == ("appelez le [phone]", None, None)
    assert store.scrub() == 0


def waiting(store, **limits):
    """The groups that wait."""
    return summaries(store, now().date(), **limits)


def test_groups_are_shown_the_largest_first_and_new_messages_by_themselves(store):
    near = [{"fact": "iom.founded", "confidence": 0.4}]
    two = grouped(store, "a", "b", language="en")
    three = grouped(store, "c", "d", "e", nearest=near)
    store.put("web-b", missed("f", language="ar"))
    groups = waiting(store, least=1)
    assert [(one.first, one.messages) for one in groups] == [(three, 3), (two, 2), (6, 1)]
    assert groups[0].shown == "c" and store.ungrouped() == 1
    assert groups[0].languages == {"fr": 3} and groups[1].whys == {"fallback": 2}
    assert groups[2].channels == {"web": 1}
    assert nearest_facts(store.of_group(three)) == [("iom.founded", 3)]
    assert nearest_facts(store.of_group(two)) == []
    assert [one.first for one in waiting(store)] == [three, two]
    assert [one.first for one in waiting(store, limit=1, offset=1)] == [two]
    assert [one.first for one in waiting(store, least=1, most=1)] == [6]
    assert store.number_of_groups(2) == 2 and store.number_of_groups(1, 1) == 1


def test_a_trend_is_by_weeks_that_end_today(store):
    grouped(store, "a", "b", "c", "d")
    for text, days in (("b", 6), ("c", 7), ("d", 80)):
        aged(store, text, days)
    [group] = waiting(store)
    assert group.weeks == [0, 0, 0, 0, 0, 0, 1, 2] and group.latest == now().date()


def test_what_was_filed_waits_no_more_and_what_is_like_it_says_what_it_became(store):
    first = grouped(store, "a", "b")
    nothing = Filing("nadia", Became.NOT_FOR_US)
    assert store.file([first, first + 1], nothing) == 2
    assert waiting(store, least=1) == [] and store.of_group(first) == []
    # Two who file the same: the second finds it done.
    assert store.file([first, first + 1], Filing("sami", Became.NEW_FACT)) == 0
    assert [filing.by for filing in store.filings().values()] == ["nadia"]
    store.put("web-c", missed("c"))
    store.keep_groups({number: first for number in (1, 2, 3)})
    [group] = waiting(store, least=1)
    assert (group.first, group.messages, group.shown) == (first, 1, "c")
    assert group.became_before is Became.NOT_FOR_US


@pytest.mark.parametrize("any_url", ["sqlite"], indirect=True)
def test_nothing_is_opened_before_it_is_needed(store, tmp_path):
    assert not (tmp_path / "any").exists()
