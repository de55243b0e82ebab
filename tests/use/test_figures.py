"""The figures equal hand counts over a thousand scripted messages, saved as Rasa saves them."""

import asyncio
import csv
import datetime
import io
import random
from collections import Counter
from typing import Any, Dict, List, NamedTuple, Tuple

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from typer.testing import CliRunner

from assistant.answers.decision import (
    Answer,
    AskMore,
    Beside,
    Clarification,
    Danger,
    Decision,
    NotUnderstood,
    OutOfScope,
    Reason,
    Refusal,
    Topics,
)
from assistant.conversations.access import serving
from assistant.feedback.store import FeedbackRow, FeedbackStore
from assistant.settings import Settings
from assistant.understanding.said import decision_metadata
from assistant.use import cli
from assistant.use.figures import HELPFUL, NOT_HELPFUL, Figures, figures_of
from assistant.use.periods import Unit, period_of
from assistant.use.recorder import UseRecorder
from assistant.use.rows import as_csv
from assistant.watching.store import WatchedConversationStore
from tests.use.conftest import MONDAY, at

WORDS = "zanzibar, mon numéro est le 98 123 456"
LENGTH = 35  # days
TODAY = MONDAY + datetime.timedelta(days=LENGTH)

# What is said to a message, and by hand: its kind, its topics, how often it is said.
SCRIPT: List[Tuple[Any, str, List[str], int]] = [
    ((Answer("iom.founded"),), "answered", ["iom.founded"], 30),
    ((Answer("iom.member_states"),), "answered", ["iom.member_states"], 12),
    ((Answer("iom.founded"), Answer("imrf.date")), "answered", ["iom.founded", "imrf.date"], 6),
    (
        (Answer("iom.founded"), Refusal("iom.members", Reason.COUNTRY, "MA")),
        "partly",
        ["iom.founded", "iom.members"],
        6,
    ),
    ((Refusal("iom.members", Reason.YEAR, "1999"),), "refused", ["iom.members"], 8),
    ((OutOfScope("far", Beside.TOPICS),), "out_of_scope", ["out_of_scope.far"], 10),
    ((NotUnderstood(),), "fallback", [], 9),
    ((Clarification("date", ("a.b", "c.d")),), "asked_back", [], 5),
    ((Topics(),), "help", [], 3),
    ((AskMore(),), "invited", [], 4),
    ("utter_greet", "small_talk", [], 12),
    ("utter_unavailable", "unavailable", [], 1),
    (None, "silent", [], 1),
    ((Danger("danger.sea"),), "danger", [], 4),
]


class Said(NamedTuple):
    """A message of the script, as a person would note it by hand."""

    day: datetime.date
    hour: int
    who: str
    channel: str
    language: str
    kind: str
    topics: List[str]
    milliseconds: int


def script(seed: int = 13, number: int = 1000) -> List[Tuple[Any, Said]]:
    """Messages in the order in which they come, with what is said to each."""
    chosen = random.Random(seed)
    found = []
    for _ in range(number):
        reply, kind, topics, _ = chosen.choices(SCRIPT, [line[3] for line in SCRIPT])[0]
        channel = chosen.choices(["web", "telegram", "messenger"], [30, 8, 1])[0]
        said = Said(
            day=MONDAY + datetime.timedelta(days=min(LENGTH - 1, chosen.randrange(LENGTH + 9))),
            hour=chosen.randrange(7, 23),
            who=f"{channel}-{chosen.randrange(40)}",
            channel=channel,
            language=chosen.choices(["fr", "ar", "en", "de"], [20, 12, 3, 1])[0],
            kind=kind,
            topics=topics,
            milliseconds=chosen.randrange(20, 900) * 10,
        )
        found.append((reply, said))
    return sorted(found, key=lambda one: (one[1].day, one[1].hour))


def events(reply: Any, said: Said) -> List[Any]:
    moment = at(said.day, said.hour)
    asked = UserUttered(WORDS, input_channel=said.channel, timestamp=moment)
    later = moment + said.milliseconds / 1000
    if reply is None:
        return [asked]
    if isinstance(reply, str):
        return [asked, BotUttered("…", metadata={"utter_action": reply}, timestamp=later)]
    metadata = decision_metadata(Decision(reply).document(), [])
    return [asked, BotUttered("…", metadata=metadata, timestamp=later)]


@pytest.fixture
def said(settings, tmp_path, patient, monkeypatch) -> List[Said]:
    """A thousand messages, each saved by the store that Rasa has, and counted."""
    script_ = script()
    now = [at(MONDAY)]
    store = WatchedConversationStore(Domain.empty(), host=f"sqlite:///{tmp_path / 'c.db'}")
    store._use = UseRecorder(settings, lost=pytest.fail, clock=lambda: now[0])

    async def nothing_kept(tracker):
        """It is the counts that are tested: a thousand saves take half a minute."""

    monkeypatch.setattr("assistant.conversations.store.ConversationStore.save",
                        lambda self, tracker: nothing_kept(tracker))  # fmt: skip

    async def all_said():
        for reply, said in script_:
            now[0] = at(said.day, said.hour)
            slots = [TextSlot("language", mappings=[{}], initial_value=said.language)]
            tracker = DialogueStateTracker.from_events(said.who, events(reply, said), slots)
            with serving(said.who):
                await store.save(tracker)

    asyncio.run(all_said())
    store._use.close(60.0)
    return [said for _, said in script_]


def figures(used) -> Figures:
    feedback = FeedbackStore(Settings().feedback_url)
    found = figures_of(used, feedback, cli.UseSettings().zone, TODAY, 400)
    feedback.close()
    return found


def by_hand(said: List[Said], unit: Unit, value=lambda one: [""], chosen=lambda one: True):
    """A tally of those that are no danger, by period and by what they have."""
    return Counter(
        (period_of(unit, one.day), each)
        for one in said
        if one.kind != "danger" and chosen(one)
        for each in value(one)
    )


ASKED = ("answered", "partly", "unavailable", "asked_back", "refused", "out_of_scope", "fallback")


@pytest.mark.parametrize("unit", Unit)
def test_figures_equal_hand_counts(said, used, unit):
    found = figures(used)
    assert len(found.of(unit)) == {Unit.DAY: 35, Unit.WEEK: 5, Unit.MONTH: 1}[unit]
    expected: Dict[str, Tuple[Dict[str, Any], Counter]] = {
        "messages": ({"": found.messages}, by_hand(said, unit)),
        "channel": (found.channels.by, by_hand(said, unit, lambda one: [one.channel])),
        "language": (
            found.languages.by,
            by_hand(said, unit, lambda o: [o.language if o.language != "de" else "other"]),
        ),
        "quarter": (found.quarters.by, by_hand(said, unit, lambda one: [str(one.hour // 6)])),
        "topic": (found.topics, by_hand(said, unit, lambda one: one.topics)),
        "question": (
            found.questions.by,
            by_hand(said, unit, lambda one: [one.kind], lambda one: one.kind in ASKED),
        ),
        "other": (
            found.others.by,
            by_hand(said, unit, lambda one: [one.kind], lambda one: one.kind not in ASKED),
        ),
    }
    compared = 0
    for name, (counts, tally) in expected.items():
        assert {each for _, each in tally} == set(counts), name
        for (period, each), count in tally.items():
            if period in counts[each]:
                assert counts[each][period] == count >= 5, (name, period, each)
                compared += 1
    assert compared > {Unit.DAY: 40, Unit.WEEK: 60, Unit.MONTH: 8}[unit]


def test_all_rows_together_are_all_that_was_said(said, used):
    ever = (MONDAY, TODAY)
    counted = used.by("kind", *ever)
    tally = Counter(one.kind for one in said)
    assert len(said) == 1000
    assert {kind: sum(days.values()) for kind, days in counted.items()} == {
        kind: number for kind, number in tally.items() if kind != "danger"
    }
    assert sum(used.dangers(*ever).values()) == tally["danger"]
    visitors = Counter(day for day, _ in {(o.day, o.who) for o in said if o.kind != "danger"})
    assert used.visitors(*ever) == dict(visitors)


def test_visitors_dangers_and_shares_are_told_by_week(said, used):
    found = figures(used)
    for period in found.of(Unit.WEEK):
        mine = [one for one in said if period_of(Unit.WEEK, one.day) == period]
        calm = [one for one in mine if one.kind != "danger"]
        dangers = len(mine) - len(calm)
        assert found.dangers.get(period) == (dangers if dangers == 0 or dangers >= 5 else None)
        if period in found.visitors:
            assert found.visitors[period] == len({(one.day, one.who) for one in calm})
        share = found.answered(period)
        answered = sum(one.kind == "answered" for one in calm)
        assert share is not None
        assert share == (answered, sum(one.kind in ASKED for one in calm))
        low, high = share.interval
        assert low < share.value < high
        times = sorted(one.milliseconds for one in calm if one.kind != "silent")
        taken = found.taken[period]
        assert taken.median == times[(len(times) + 1) // 2 - 1]
        assert sum(time <= taken.p95 for time in times) >= 0.95 * len(times)
        assert sum(time < taken.p95 for time in times) < 0.95 * len(times)


def test_no_file_holds_a_word_or_a_name(said, tmp_path):
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"zanzibar" not in content and b"98 123 456" not in content
            assert "use" not in path.name or b"telegram-" not in content


def test_small_counts_are_nowhere(said, used):
    found = figures(used)
    for unit in Unit:
        values = [row for row in csv.DictReader(io.StringIO(as_csv(found, unit)))]
        counts = [float(row["value"]) for row in values
                  if row["value"] and not row["figure"].endswith(("share", "least", "most"))]  # fmt: skip
        assert counts and not any(0 < count < 5 for count in counts)
        # Messenger is a channel of few: on its days there is nothing but nought.
        if unit is Unit.DAY:
            assert {row["value"] for row in values if row["of"] == "messenger"} == {"", "0"}


def test_opinions_are_counted_on_the_offices_day(used, settings):
    feedback = FeedbackStore(Settings().feedback_url)
    late = datetime.datetime.combine(MONDAY, datetime.time(23, 30))  # in Tunis, Tuesday
    for number in range(16):
        feedback.put(f"web-{number}", "m.0", ["iom.founded"], "fr", number % 2 == 0)
    with feedback._session() as session, session.begin():
        session.query(FeedbackRow).update({"at": late})
    feedback.close()
    found = figures(used)
    tuesday = period_of(Unit.DAY, MONDAY + datetime.timedelta(days=1))
    assert found.opinions.whole[tuesday] == 16
    assert found.opinions.by[HELPFUL][tuesday] == found.opinions.by[NOT_HELPFUL][tuesday] == 8


def test_before_anything_was_written_there_is_nothing(used):
    found = figures(used)
    assert found.periods == [] and found.channels.by == {} and found.answered is not None
    assert as_csv(found, Unit.WEEK).count("\n") == 1


def test_the_command_tells_of_a_database_that_is_away(tmp_path, monkeypatch):
    (tmp_path / "use.db").mkdir()
    monkeypatch.setenv("USE_URL", f"sqlite:///{tmp_path / 'use.db'}")
    monkeypatch.setenv("FEEDBACK_URL", f"sqlite:///{tmp_path / 'feedback.db'}")
    told = CliRunner().invoke(cli.app, ["show"])
    assert told.exit_code == 1 and "USE_URL" in told.output and "Traceback" not in told.output


def test_the_command_shows_and_writes(said, used, monkeypatch):
    monkeypatch.setattr(cli, "today", lambda zone: TODAY)
    shown = CliRunner().invoke(cli.app, ["show"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0, shown.output
    week = period_of(Unit.WEEK, MONDAY)
    assert str(by_hand(said, Unit.WEEK)[week, ""]) in shown.output and "–" in shown.output
    assert "topic: iom.founded" in shown.output and "%" in shown.output
    written = CliRunner().invoke(cli.app, ["csv", "--by", "month"])
    assert written.output.splitlines() == as_csv(figures(used), Unit.MONTH).splitlines()
