"""Rasa's own command, which loads no model but one that is what was trained.

``python -m assistant.checked_rasa …`` is ``python -m rasa …``. What is started again after a crash
is checked again.
"""

import runpy
import sys
import warnings
from pathlib import Path
from typing import Optional, Sequence

import sanic  # noqa: F401  (imported later, by Rasa, it would have deprecations shown again)

from assistant.model import ModelError, checked

OPTIONS = ("--model", "-m")


def named_model(arguments: Sequence[str]) -> Optional[Path]:
    """The model that a command line of Rasa's names; None where it names none."""
    for argument, after in zip(arguments, [*arguments[1:], ""]):
        name, _, value = argument.partition("=")
        if name in OPTIONS:
            return Path(value or after)
    return None


def main() -> None:
    """Run Rasa, or end with a sentence."""
    model = named_model(sys.argv[1:])
    try:
        if model is not None:
            checked(model)
    except ModelError as error:
        sys.exit(str(error))
    if not sys.warnoptions or "ignore" in sys.warnoptions:
        warnings.simplefilter("ignore")
    runpy.run_module("rasa", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
