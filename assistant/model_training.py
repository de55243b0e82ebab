"""Trains the model as ``rasa train`` does, and says in a few lines how far it has come."""

import contextlib
import io
import logging
import warnings
from pathlib import Path
from typing import List

import rasa
import sanic  # noqa: F401  (imported later, by Rasa, it would have deprecations shown again)
import typer
from rasa.utils.log_utils import configure_structlog

from assistant.settings import ROOT

OURS = "assistant"


def _quietly() -> None:
    """Rasa tells each component, each of its dependencies' ages and each retrieval intent that
    has no response in the domain: of its log, trouble is left, and what our components say."""
    warnings.simplefilter("ignore")
    logging.basicConfig(level=logging.WARNING, format="%(message)s", force=True)
    configure_structlog(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO)


def main(
    path: Path = typer.Argument(..., help="The file to write, which ends in .tar.gz."),
    also: List[Path] = typer.Option([], help="Folders of more examples, beside data/."),
) -> None:
    """Train a model into a file that ends in ``.tar.gz``."""
    _quietly()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        # Rasa's own cache sees a component's class and tables, not the functions around it.
        result = rasa.train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(folder) for folder in (ROOT / "data", *also)],
            output=str(path.parent),
            fixed_model_name=path.name[: -len(".tar.gz")],
            force_training=True,
        )
    if result.code or not path.exists():
        typer.echo(said.getvalue(), err=True)
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
