import datetime

import pytest

from assistant.facts.partial_dates import first_day, last_day, partial_date


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_partial_date_is_the_days_that_it_names(text, first, last):
    assert partial_date(text) == text
    assert first_day(text) == datetime.date.fromisoformat(first)
    assert last_day(text) == datetime.date.fromisoformat(last)


@pytest.mark.parametrize(
    "text", ["", "22", "0001", "2023-13", "2023-02-30", "2023-2", "٢٠٢٣", "2023\n", "next year"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="date|calendar"):
        partial_date(text)
