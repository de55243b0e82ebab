"""The ``examples`` command: how people ask, for the staff who teach it."""

import logging
import os
import sys
from collections import Counter
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, List, NoReturn, Optional

import typer
from rasa.shared.exceptions import RasaException
from rasa.utils.log_utils import configure_structlog
from rich.console import Console
from rich.table import Table

from assistant.examples.blocks import comparable
from assistant.examples.files import LANGUAGES, TrainingFiles
from assistant.examples.filing import SETTLED, Became, Exported, Filer, Result, read_exported
from assistant.examples.tested import as_rasa_file, read_tested
from assistant.model import ModelError, checked
from assistant.nlu.properties import OTHER_LANGUAGE, split_label
from assistant.settings import ROOT

if TYPE_CHECKING:
    from assistant.examples.model import Model

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
out = Console()
err = Console(stderr=True)

NLU_DIR = ROOT / "data" / "nlu"
MODELS_DIR = ROOT / "models"
SURE = 0.8  # from this probability on, a language is not asked about
SKIP = "-"
LANGUAGE_NAMES = {language: language for language in LANGUAGES}
Language = Enum("Language", LANGUAGE_NAMES, type=str)  # type: ignore[misc]  # by name


def _fail(sentence: str) -> NoReturn:
    err.print(sentence, style="red", markup=False, highlight=False)
    raise typer.Exit(1)


def _read(path: Path) -> List[Exported]:
    try:
        exported = list(read_exported(path))
    except (RasaException, ValueError, OSError) as error:
        _fail(f"{path} is no file of examples that Rasa can read: {error}")
    return exported or _fail(f"{path} holds no examples with an intent.")


def _model(path: Optional[Path]) -> "Model":
    models = sorted(MODELS_DIR.glob("*.tar.gz"), key=lambda model: model.stat().st_mtime)
    found = path or (models[-1] if models else None)
    if found is None or not found.exists():
        _fail("There is no model yet that could tell languages: run `make train`.")
    # Rasa takes seconds to import and speaks of its dependencies' age.
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from assistant.examples.model import Model

    try:
        return Model(checked(found))
    except ModelError as error:
        _fail(str(error))


def _at_terminal() -> bool:
    return sys.stdin.isatty()


class Choices:
    """Whom the language and the key are asked of: the model where it is sure, and the person at
    the terminal, if there is one."""

    def __init__(self, model: "Model", files: TrainingFiles, language: Optional[str], ask: bool):
        self._model = model
        self._files = files
        self._language = language
        self._ask = ask

    def language(self, text: str) -> Optional[str]:
        """The text's language."""
        if self._language:
            return self._language
        likely = self._model.languages(text)
        best = max(likely, key=lambda name: likely[name])
        if likely[best] >= SURE and best != OTHER_LANGUAGE:
            return best
        return self._asked(f"“{text}” is in", [name for name in LANGUAGES if name in likely], best)

    def key(self, text: str, intent: str) -> Optional[str]:
        """The text's label, of an intent with keys."""
        understood = self._model.understood(text)
        known = understood if understood and split_label(understood)[0] == intent else None
        if not self._ask:
            return known
        likely = [label for label in (known, *self._model.likely(text, intent)) if label]
        labels = list(dict.fromkeys([*likely, *self._files.keys_of(intent)]))
        return self._asked(f"“{text}” asks for", labels, labels[0])

    def _asked(self, question: str, choices: List[str], proposed: str) -> Optional[str]:
        if not self._ask:
            return None
        out.print(question, markup=False, highlight=False)
        for number, choice in enumerate(choices, 1):
            out.print(f"  {number}  {choice}", markup=False, highlight=False)
        default = str(choices.index(proposed) + 1)
        while True:
            answer = typer.prompt(f"number, or {SKIP} to leave it", default=default)
            if answer.strip() == SKIP:
                return None
            if answer.strip().isdigit() and 0 < int(answer) <= len(choices):
                return choices[int(answer) - 1]


def _show(results: List[Result]) -> None:
    table = Table("example", "label", "what became of it", "where, or why")
    for result in results:
        style = None if result.became in SETTLED else "yellow"
        cells = (*result.exported, result.became.value, result.where)
        table.add_row(*(cell.replace("[", r"\[") for cell in cells), style=style)
    out.print(table)
    counts = Counter(result.became for result in results)
    out.print(
        ", ".join(f"{counts[became]} {became.value}" for became in Became if counts[became]) + ".",
        highlight=False,
    )


@app.command("file")
def file_exported(
    exported: Path = typer.Argument(..., help="What Rasa wrote, as rasa interactive's NLU file."),
    language: Optional[Language] = typer.Option(
        None, help="The language of all of it, where the model would be mistaken."
    ),
    model: Optional[Path] = typer.Option(None, help="Default: the newest in models/."),
    yes: bool = typer.Option(
        False, "--yes", help="Ask nothing: leave what the model cannot tell by itself."
    ),
    folder: Path = typer.Option(NLU_DIR, help="Where the examples are filed."),
) -> None:
    """File exported examples in data/nlu, by label and language.

    Rasa exports an intent without its key: the key, and a language that is not certain, are
    asked for. The exported file stays as it is; what was filed is known the next time.
    """
    configure_structlog(logging.WARNING)
    files = TrainingFiles(folder)
    tested = {comparable(text) for questions in read_tested() for text in questions.texts} - {""}
    named = language.value if language else None
    choices = Choices(_model(model), files, named, ask=_at_terminal() and not yes)
    filer = Filer(files, tested, choices.language, choices.key)
    results = [filer.file(example) for example in _read(exported)]
    _show(results)
    if any(result.became not in SETTLED for result in results):
        err.print(f"The rest still stands in {exported}.", style="yellow", highlight=False)
        raise typer.Exit(1)


@app.command()
def questions(
    path: Path = typer.Argument(..., help="The file to write, such as results/questions.yml."),
    language: Optional[Language] = typer.Option(None, help="Only those of this language."),
) -> None:
    """Write the tests' questions as an NLU file, for rasa test nlu."""
    labels = TrainingFiles(NLU_DIR).labels
    chosen = [
        questions
        for questions in read_tested()
        if questions.place.label in labels
        and (language is None or language.value == questions.place.language)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_rasa_file(chosen), encoding="utf-8")
    count = sum(len(questions.texts) for questions in chosen)
    out.print(f"{count} questions: {path}", highlight=False)


if __name__ == "__main__":
    app()
