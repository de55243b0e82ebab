import socket
import subprocess
import sys

import pytest
import typer

from assistant import launch
from assistant.settings import ROOT


def test_the_fingerprint_follows_what_the_model_is_made_of(tmp_path, monkeypatch):
    monkeypatch.setattr(launch, "ROOT", tmp_path)
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "config.yml").write_text("a")
    before = launch.fingerprint()
    (tmp_path / "README.md").write_text("changes nothing")
    assert launch.fingerprint() == before
    (tmp_path / "data" / "nlu" / "fr.yml").write_text("b")
    assert launch.fingerprint() != before


def test_a_port_in_use_is_one_sentence(monkeypatch, capsys):
    with socket.socket() as taken:
        taken.bind((launch.HOST, 0))
        taken.listen()
        with pytest.raises(typer.Exit) as stopped:
            launch._check_port(taken.getsockname()[1], "Rasa")
    assert stopped.value.exit_code == 1
    assert "is in use" in capsys.readouterr().out


@pytest.mark.parametrize("python", ["/bin/false", "/no/such/python", sys.base_prefix])
def test_a_wrong_python_is_one_sentence(tmp_path, python):
    for name in ("scripts/setup.sh", "requirements.lock", "pyproject.toml"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    done = subprocess.run(
        ["bash", str(tmp_path / "scripts" / "setup.sh")],
        env={"PYTHON": python, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert done.stderr.strip() == (
        f"PYTHON={python} is not a Python 3.10, which Rasa Open Source 3.6 needs."
    )
