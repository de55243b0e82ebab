import pytest
import typer
from rasa.shared.nlu.training_data.loading import load_data
from typer.testing import CliRunner

from assistant.examples import cli
from assistant.examples.tested import as_rasa_file, read_tested
from assistant.model import write_digest
from assistant.nlu.properties import example_label

run = CliRunner().invoke

EXPORTED = """version: "3.1"
nlu:
- intent: forum
  examples: |
    - c'est quand au juste
- intent: greet
  examples: |
    - bonjour
    - wie geht es
"""


class StandIn:
    """A model that is sure of French but for one sentence, and understands dates alone."""

    def languages(self, text):
        return {"fr": 0.4, "en": 0.5, "aeb": 0.1} if "wie" in text else {"fr": 0.9, "en": 0.1}

    def understood(self, text):
        return "forum/imrf.dates"

    def likely(self, text, intent):
        return [f"{intent}/imrf.place"]


@pytest.fixture
def exported(tmp_path, monkeypatch):
    monkeypatch.setattr(cli, "_model", lambda path: StandIn())
    path = tmp_path / "exported.yml"
    path.write_text(EXPORTED, encoding="utf-8")
    return path


def forum(folder):
    return (folder / "fr" / "forum.yml").read_text(encoding="utf-8")


def test_what_the_model_is_sure_of_is_filed_without_a_question(exported, folder):
    result = run(cli.app, ["file", str(exported), "--folder", str(folder)])
    assert "1 filed, 1 known already, 1 no language." in result.output
    assert result.exit_code == 1
    assert "les dates du forum ?\n    - c'est quand au juste\n" in forum(folder)
    assert exported.read_text(encoding="utf-8") == EXPORTED


def test_a_language_that_is_named_is_asked_of_nobody(exported, folder):
    result = run(cli.app, ["file", str(exported), "--folder", str(folder), "--language", "fr"])
    assert result.exit_code == 0
    assert "2 filed, 1 known already." in result.output


def test_at_a_terminal_key_and_language_are_asked_for(exported, folder, monkeypatch):
    monkeypatch.setattr(cli, "_at_terminal", lambda: True)
    answers = "x\n9\n2\n\n"  # no number, one too many, the second key; the proposed language
    result = run(cli.app, ["file", str(exported), "--folder", str(folder)], input=answers)
    assert result.exit_code == 0, result.output
    assert "où était le forum\n    - c'est quand au juste\n" in forum(folder)
    assert "wie geht es" in (folder / "en" / "smalltalk.yml").read_text(encoding="utf-8")


def test_a_question_may_be_left_open(exported, folder, monkeypatch):
    monkeypatch.setattr(cli, "_at_terminal", lambda: True)
    result = run(cli.app, ["file", str(exported), "--folder", str(folder)], input="-\n-\n")
    assert "1 known already, 1 no key, 1 no language." in result.output
    assert result.exit_code == 1


@pytest.mark.parametrize("content", ["nlu: [", "stories: []", 'version: "3.1"\nnlu: []\n'])
def test_what_holds_no_examples_is_told_in_a_sentence(exported, folder, content):
    exported.write_text(content, encoding="utf-8")
    result = run(cli.app, ["file", str(exported), "--folder", str(folder)])
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_the_tests_questions_are_written_as_rasa_reads_them(tmp_path):
    path = tmp_path / "questions.yml"
    assert run(cli.app, ["questions", str(path), "--language", "ar"]).exit_code == 0
    read = [(example_label(e), e.get("text")) for e in load_data(str(path)).training_examples]
    asked = [q for q in read_tested() if q.place.language == "ar"]
    labels = {label for label, _ in read}
    texts = [(q.place.label, text) for q in asked for text in q.texts if q.place.label in labels]
    assert set(read) == set(texts)  # what stands in both sets, Rasa reads once
    assert {q.place.label for q in asked} - labels <= {"look_alike"}


def test_a_block_a_label():
    assert as_rasa_file([q for q in read_tested()][:1]).count("- intent:") == 1


def test_a_model_that_was_exchanged_is_not_loaded(tmp_path, capsys):
    model = tmp_path / "model.tar.gz"
    model.write_bytes(b"trained")
    write_digest(model)
    model.write_bytes(b"another")
    with pytest.raises(typer.Exit):
        cli._model(model)
    said = capsys.readouterr()
    assert "is not the file that was trained" in " ".join((said.out + said.err).split())
