"""The pages on use: the figures of the core, in words and bars, with what is small hidden."""

import csv
import datetime
import io
import re
import threading
from html import unescape

import pytest

from assistant.desk.roles import Role
from assistant.desk.use import counted as module
from assistant.desk.use.counted import CountedOnce, counted
from assistant.facts.languages import LANGUAGES
from assistant.settings import UseSettings
from assistant.use.days import today
from assistant.use.periods import ONE, Unit, period_of
from assistant.use.store import UseStore
from tests.desk.conftest import client_of, make_user


def last_monday():
    """The first day of the latest week that is over."""
    day = today(UseSettings().zone)
    return day - (day.weekday() + 7) * ONE


def row(day, **fields):
    return {
        "day": day, "quarter": 1, "channel": "web", "language": "fr", "kind": "answered",
        "topics": "iom.founded", "milliseconds": 420, "visitor": "a", **fields,
    }  # fmt: skip


@pytest.fixture
def written(monkeypatch):
    """A week of 1,234 messages on Monday, of which few are Messenger's; 6 on Tuesday."""
    monkeypatch.setattr(module, "WITHIN", 60.0)
    monday, store = last_monday(), UseStore(UseSettings().use_url)
    rows = [row(monday, visitor=f"{number % 300:x}") for number in range(1000)]
    rows += [row(monday, channel="telegram", language="ar", kind="fallback", topics="")] * 231
    rows += [row(monday, channel="messenger", kind="out_of_scope", topics="out_of_scope.far")] * 3
    rows += [row(monday + ONE, topics="iom.founded gone.fact")] * 6
    store.write([*rows, *[monday] * 7])
    store.close()
    return monday


@pytest.fixture
def reader():
    return client_of(make_user(Role.READER))


def told(response):
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


def table(page, name):
    """The rows of a table: what, and how many."""
    part = page[page.index(f'aria-labelledby="of-{name}"') :]
    part = part[: part.index("</section>")]
    found = re.findall(
        r'<th scope="row"><bdi>(.*?)</bdi></th> <td class="number"[^>]*>(.*?)</td>', part
    )
    return {what: "–" if "–" in number else number for what, number in found}


def test_a_week_is_told_in_figures_and_what_is_small_is_hidden(reader, written):
    page = told(reader.get("/use/"))
    assert "1 240" in page and "301" in page and "7" in page
    assert table(page, "channels") == {"Page web": "1 006", "Telegram": "–", "Messenger": "–"}
    assert table(page, "languages") == {"français": "1 009", "arabe": "231"}
    questions = table(page, "questions")
    assert questions["Avec une réponse complète"] == "1 006"
    assert questions["Pas comprises"] == questions["Hors du champ de l’assistant"] == "–"
    assert "81,1 %" in page and "0,42 s" in page


def test_topics_have_the_titles_of_facts(reader, written, records):
    topics = table(told(reader.get("/use/")), "topics")
    title = records["iom.founded"].title["fr"]
    assert topics == {title: "1 006", "gone.fact": "6"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_written_as_the_language_does(reader, written, language):
    reader.post("/language", {"language": language})
    page = told(reader.get("/use/"))
    number = {"fr": "1 240", "en": "1,240", "ar": "1.240"}[language]
    share = {"fr": "81,1 %", "en": "81.1%", "ar": "81,1"}[language]
    assert number in page and share in page
    assert not set("٠١٢٣٤٥٦٧٨٩") & set(page)
    # A coordinate has a point in every language.
    assert not re.search(r'(?:x|y|width|height)="\d+,\d', page)


def test_bars_and_columns_begin_where_reading_does(reader, written):
    def bar():
        page = told(reader.get("/use/?by=day"))
        columns = re.findall(r'<rect x="([\d.]+)"[^>]*class="chosen"', page)
        part = page[page.index('id="of-channels"') :]
        return float(columns[0]), float(re.search(r'<rect x="([\d.]+)"', part)[1])

    reader.post("/language", {"language": "fr"})
    assert bar() == (pytest.approx(100 * 6 / 7, abs=0.1), 0.0)
    reader.post("/language", {"language": "ar"})
    assert bar()[0] == 0.0


def test_a_day_a_week_and_a_month_can_be_chosen(reader, written):
    for unit in Unit:
        response = reader.get(f"/use/?by={unit.value}")
        assert response.status_code == 200
        assert all(period.unit is unit for period in response.context["periods"])
    tuesday = written + ONE
    page = told(reader.get(f"/use/?by=day&first={tuesday}"))
    assert table(page, "channels")["Page web"] == "6"
    assert str(tuesday.day) in page
    assert reader.get("/use/?by=nothing&first=never").context["unit"] == "week"


def test_the_file_holds_what_the_pages_show(reader, written):
    response = reader.get("/use/file/?by=week")
    assert response["Content-Type"].startswith("text/csv")
    assert "use-by-week.csv" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    values = {(each["figure"], each["of"]): each["value"] for each in rows
              if each["first_day"] == str(written)}  # fmt: skip
    assert values["messages", ""] == "1240" and values["channel", "web"] == "1006"
    assert values["channel", "messenger"] == values["channel", "telegram"] == ""


def test_before_a_week_is_over_the_page_says_so(reader, monkeypatch):
    monkeypatch.setattr(module, "WITHIN", 60.0)
    store = UseStore(UseSettings().use_url)
    store.write([row(today(UseSettings().zone))])
    store.close()
    page = told(reader.get("/use/"))
    assert "une fois la semaine finie" in page
    assert reader.get("/use/file/").content.decode().count("\n") == 1


def test_while_figures_are_counted_the_page_asks_again(reader, monkeypatch):
    goes_on = threading.Event()
    monkeypatch.setattr(module, "WITHIN", 0.01)
    once = CountedOnce(lambda day: goes_on.wait(20), lambda: datetime.date(2026, 11, 2))
    monkeypatch.setattr("assistant.desk.use.views.counted", lambda: once)
    page = told(reader.get("/use/?by=day"))
    assert "en cours de calcul" in page and 'hx-get="/use/?by=day"' in page
    assert reader.get("/use/file/?by=day").status_code == 200
    goes_on.set()


def test_a_database_that_is_away_is_told(reader, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "WITHIN", 60.0)
    (tmp_path / "use.db").mkdir()
    for address in ("/use/", "/use/file/"):
        response = reader.get(address)
        assert response.status_code == 503 and "ne peuvent pas être lus" in told(response)
    (tmp_path / "use.db").rmdir()
    assert reader.get("/use/").status_code == 200


def test_figures_are_counted_once_a_day_and_those_of_before_given_meanwhile(monkeypatch):
    monkeypatch.setattr(module, "WITHIN", 20.0)
    days, counts, goes_on = [1], [], threading.Event()
    goes_on.set()

    def count(day):
        counts.append(day)
        assert goes_on.wait(20)
        return f"of {day}"

    once = CountedOnce(count, lambda: days[-1])
    assert [once.now() for _ in range(3)] == ["of 1"] * 3 and counts == [1]
    goes_on.clear()
    days.append(2)
    monkeypatch.setattr(module, "WITHIN", 0.05)
    assert [once.now() for _ in range(2)] == ["of 1"] * 2 and counts == [1, 2]
    goes_on.set()
    monkeypatch.setattr(module, "WITHIN", 20.0)
    assert once.now() == once.now() == "of 2" and counts == [1, 2]


def test_what_failed_is_tried_again(monkeypatch):
    monkeypatch.setattr(module, "WITHIN", 20.0)
    fails = [True]

    def count(day):
        if fails.pop():
            raise OSError("away")
        return "figures"

    once = CountedOnce(count, lambda: 1)
    with pytest.raises(OSError):
        once.now()
    fails.append(False)
    assert once.now() == "figures"


def test_the_figures_of_the_process_are_the_stores(written):
    figures = counted().now()
    assert figures.messages[period_of(Unit.WEEK, written)] == 1240
