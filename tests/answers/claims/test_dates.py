import pytest

from assistant.answers.claims.parts import Clock, Decade, PartialDate, Side, Weekdays, When
from tests.answers.claims.samples import RIGHT, WRONG, items_in


def _parts(text, kind):
    parts = [item.part.part for item in items_in(text) if item.part]
    return [part for part in parts if isinstance(part, kind)]


@pytest.mark.parametrize(
    "text, date",
    [
        ("le 3 avril 2019", (2019, 4, 3)),
        ("1er avril 2019", (2019, 4, 1)),
        ("April 3, 2019", (2019, 4, 3)),
        ("3rd of April 2019", (2019, 4, 3)),
        ("03/04/2019", (2019, 4, 3)),
        ("2019-04-03", (2019, 4, 3)),
        ("يوم 3 أفريل 2019", (2019, 4, 3)),
        ("٣ نيسان ٢٠١٩", (2019, 4, 3)),
        ("3 أبريل 2019", (2019, 4, 3)),
        ("في كانون الثاني 2019", (2019, 1, None)),
        ("fi avril 2019", (2019, 4, None)),
        ("nhar 3 avril", (None, 4, 3)),
        ("en 2019", (2019, None, None)),
        ("depuis 98", (1998, None, None)),
        ("mel 98", (1998, None, None)),
        ("sept 2019", (2019, 9, None)),
        ("setpembre 2019", (2019, 9, None)),
        ("in may 2019", (2019, 5, None)),
    ],
)
def test_dates_are_read_as_precisely_as_they_are_written(text, date):
    (part,) = _parts(text, When)
    assert part.first == PartialDate(*date) and part.last is None


@pytest.mark.parametrize(
    "text",
    [
        "du 3 au 6 avril 2019",
        "3-6 avril 2019",
        "from 3 to 6 April 2019",
        "April 3 to 6, 2019",
        "between 3 and 6 April 2019",
        "03/04/2019 au 06/04/2019",
        "من 3 إلى 6 أفريل 2019",
        "من ٣ ل ٦ نيسان ٢٠١٩",
        "men 3 l 6 avril 2019",
    ],
)
def test_ranges_of_days_are_read(text):
    (part,) = _parts(text, When)
    assert (part.first, part.last) == (PartialDate(2019, 4, 3), PartialDate(2019, 4, 6))


@pytest.mark.parametrize(
    "text, side",
    [
        ("avant 2019", Side.BEFORE),
        ("after 2019", Side.AFTER),
        ("منذ سنة 2019", Side.SINCE),
        ("9bal 2019", Side.BEFORE),
        ("a commencé le 3 avril", Side.BEGIN),
        ("kmel nhar 3 avril", Side.END),
    ],
)
def test_before_after_and_edges_are_read(text, side):
    (part,) = _parts(text, When)
    assert part.side is side


@pytest.mark.parametrize("text", ["in the 90s", "dans les années 90", "في التسعينات"])
def test_decades_are_read(text):
    assert _parts(text, Decade) == [Decade(1990)]


@pytest.mark.parametrize("text", ["2000 personnes", "plus de 2000", "you may come", "it was fun"])
def test_what_counts_is_no_year_and_what_may_be_no_month(text):
    assert not _parts(text, When)


@pytest.mark.parametrize(
    "text, minutes",
    [
        ("à 7h15", 435),
        ("at 7:15", 435),
        ("half past seven in the morning", 450),
        ("الساعة السابعة والنصف", 450),
        ("7 w noss", 450),
        ("at 4 pm", 240),
    ],
)
def test_times_of_day_are_read(text, minutes):
    (part,) = _parts(text, Clock)
    assert part.minutes == minutes


@pytest.mark.parametrize(
    "text", ["du mardi au jeudi", "Tuesday to Thursday", "من الثلاثاء إلى الخميس"]
)
def test_days_of_the_week_are_read(text):
    assert _parts(text, Weekdays) == [Weekdays(1, 3)]


def test_a_day_of_the_week_is_told_by_the_date(judged):
    for text, verdict in (
        ("The policy debate was on a Wednesday, right?", RIGHT),
        ("The policy debate was on a Monday, right?", WRONG),
        ("The plenary started on a Thursday, right?", RIGHT),
        ("The plenary started on a Friday, right?", WRONG),
    ):
        fact = "imrf.plenary" if "plenary" in text else "imrf.policy_debate"
        assert judged(fact, text) is verdict, text


def test_the_days_of_a_range_may_be_named(judged):
    text = "The round tables: Tuesday 17 and {} 18 May 2022, right?"
    assert judged("imrf.round_tables", text.format("Wednesday")) is RIGHT
    assert judged("imrf.round_tables", text.format("Friday")) is not RIGHT


def test_the_first_and_the_last_day_are_the_ends_of_a_range(judged):
    assert judged("imrf.dates", "Le dernier jour du forum était le 20 mai 22 ?") is RIGHT
    assert judged("imrf.dates", "آخر يوم في المنتدى كان 19 ماي 2022، صحيح؟") is WRONG
