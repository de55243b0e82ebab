"""A secret is made once, whole, and for its owner alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.secret_files import kept_secret


def test_a_secret_is_made_once(tmp_path):
    path = tmp_path / "state" / "a.key"
    secret = kept_secret(path)
    assert len(secret) >= 32 and kept_secret(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["a.key"]
    assert kept_secret(tmp_path / "another.key") != secret


def test_those_who_make_it_at_once_have_the_same(tmp_path):
    for number in range(20):
        path = tmp_path / f"{number}.key"
        with ThreadPoolExecutor(8) as threads:
            assert len(set(threads.map(kept_secret, [path] * 8))) == 1


def test_one_that_somebody_wrote_is_read(tmp_path):
    path = tmp_path / "a.key"
    path.write_text("of mine\n")
    assert kept_secret(path) == "of mine"


@pytest.mark.parametrize("content", ["", "\n"])
def test_an_empty_one_signs_nothing(tmp_path, content):
    path = tmp_path / "a.key"
    path.write_text(content)
    with pytest.raises(OSError, match="holds no secret"):
        kept_secret(path)
