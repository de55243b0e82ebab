import pytest

from assistant.facts.errors import FactError
from assistant.facts.yaml_text import parse_yaml, read_yaml


def test_dates_stay_text_and_keys_are_text():
    assert parse_yaml("{day: 2022-05-17, 1: [2022-05-18]}") == {
        "day": "2022-05-17",
        "1": ["2022-05-18"],
    }


@pytest.mark.parametrize(
    "text",
    ["a: [", "2022-02-30", "--- a\n--- b", "{a: 1, a: 2}", "!!python/name:os x", "&a [*a]", "\x00"],
)
def test_what_is_no_yaml_is_told_in_one_line(text):
    with pytest.raises(FactError, match="^not YAML") as refusal:
        parse_yaml(text)
    assert "\n" not in str(refusal.value)


def test_a_file_that_cannot_be_read_is_told_by_name(tmp_path):
    latin = tmp_path / "latin.yml"
    latin.write_bytes("é".encode("latin-1"))
    for path in (latin, tmp_path, tmp_path / "missing.yml"):
        with pytest.raises(FactError) as refusal:
            read_yaml(path)
        assert str(refusal.value).startswith(f"{path}: ") and "\n" not in str(refusal.value)


def test_the_mark_that_windows_puts_before_a_text_is_no_part_of_it(tmp_path):
    path = tmp_path / "marked.yml"
    path.write_text("- a", encoding="utf-8-sig")
    assert read_yaml(path) == ["a"]
