import subprocess
import sys

import pytest
import typer

from assistant import launch, model
from assistant.settings import ROOT


def test_the_fingerprint_follows_what_the_model_is_made_of(tmp_path, monkeypatch):
    monkeypatch.setattr(model, "ROOT", tmp_path)
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "config.yml").write_text("a")
    before = model.fingerprint()
    (tmp_path / "README.md").write_text("changes nothing")
    assert model.fingerprint() == before
    (tmp_path / "data" / "nlu" / "fr.yml").write_text("b")
    assert model.fingerprint() != before


@pytest.mark.parametrize("fails", [False, True])
def test_a_model_takes_the_place_of_those_before_once_it_is_there(tmp_path, monkeypatch, fails):
    monkeypatch.setattr(model, "ROOT", tmp_path)
    # In the training's place.
    (tmp_path / "assistant").mkdir()
    (tmp_path / "assistant" / "__init__.py").touch()
    script = f"import pathlib, sys\npathlib.Path(sys.argv[1]).touch()\nsys.exit({int(fails)})\n"
    (tmp_path / "assistant" / "model_training.py").write_text(script)
    old, new = (tmp_path / model.NAME.format(name) for name in ("before", "now"))
    old.touch()
    model.write_digest(old)
    assert model.train(new, {"PYTHONPATH": str(tmp_path)}) is not fails
    assert old.exists() is fails
    assert model.checked(old if fails else new)
    assert len(list(tmp_path.glob("*.sha256"))) == 1


@pytest.fixture
def trained(tmp_path):
    path = tmp_path / model.NAME.format("now")
    path.write_bytes(b"what was trained")
    model.write_digest(path)
    return path


def exchanged(path):
    path.write_bytes(b"what was traineD")


def exchanged_for_another_trained_one(path):
    """With the digest of the other one left where it was."""
    other = path.with_name("other.tar.gz")
    other.write_bytes(b"an older one")
    model.write_digest(other)
    other.rename(path)


def undescribed(path):
    model.digest_path(path).unlink()


def described_by_nothing(path):
    model.digest_path(path).write_bytes(b"\xff")


def emptied(path):
    model.digest_path(path).write_text("")


def gone(path):
    path.unlink()


FAULTS = [
    exchanged,
    exchanged_for_another_trained_one,
    undescribed,
    described_by_nothing,
    emptied,
    gone,
]


def test_the_file_that_was_trained_is_loaded(trained):
    assert model.checked(trained) == trained
    # As sha256sum reads it, for who copies models by hand.
    command = ["sha256sum", "--check", model.digest_path(trained).name]
    assert subprocess.run(command, cwd=trained.parent, capture_output=True).returncode == 0


@pytest.mark.parametrize("fault", FAULTS)
def test_no_other_file_is(trained, fault):
    fault(trained)
    with pytest.raises(model.ModelError, match="^The model .*start again, to train it anew.$"):
        model.checked(trained)


def test_a_model_that_is_removed_leaves_nothing(trained):
    model.remove(trained)
    assert not list(trained.parent.iterdir())


def test_nothing_is_started_with_another_file(trained, monkeypatch, capsys):
    monkeypatch.setattr(launch, "model_path", lambda: trained)
    assert launch.train_if_stale() == trained
    exchanged(trained)
    with pytest.raises(typer.Exit) as stopped:
        launch.train_if_stale()
    assert stopped.value.exit_code == 1
    assert "is not the file that was trained" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--model {}", "--model={}", "-m {}"])
def test_rasa_is_not_run_with_another_file(trained, tmp_path, option):
    # In Rasa's place: that it ran, and with what.
    (tmp_path / "rasa").mkdir()
    (tmp_path / "rasa" / "__init__.py").touch()
    (tmp_path / "rasa" / "__main__.py").write_text("import sys\nprint('runs', sys.argv[1:])\n")
    arguments = ["run", *option.format(trained).split()]

    def run():
        return subprocess.run(
            [sys.executable, "-c", "from assistant.checked_rasa import main; main()", *arguments],
            env={"PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": "/usr/bin:/bin"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )

    assert run().stdout == f"runs {arguments}\n"
    exchanged(trained)
    refused = run()
    assert refused.returncode == 1 and not refused.stdout
    assert "is not the file that was trained" in refused.stderr
