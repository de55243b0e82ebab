"""YAML that people have written, read as plain data; what is wrong with it is told in a sentence."""

import datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML, YAMLError
from ruamel.yaml.error import MarkedYAMLError

from assistant.facts.errors import FactError


def _plain(value: Any) -> Any:
    """Undo YAML's own reading of dates and keys where records hold text."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(item) for item in value]
    return value


def _reason(error: Exception) -> str:
    if isinstance(error, MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        return f"line {mark.line + 1}, column {mark.column + 1}: {error.problem}"
    return str(error).split("\n")[0]


def parse_yaml(text: str) -> Any:
    """The plain data that a YAML text holds: dates are text.

    Raises:
        FactError: it is not YAML.
    """
    try:
        return _plain(YAML(typ="safe").load(text))
    except RecursionError:
        raise FactError("not YAML that can be used: it holds itself") from None
    except (YAMLError, ValueError) as error:  # ValueError: a date that no calendar has
        raise FactError(f"not YAML: {_reason(error)}") from error


def read_yaml(path: Path) -> Any:
    """The plain data that a YAML file holds.

    Raises:
        FactError: it cannot be read, or is not YAML; the text names the file.
    """
    try:
        # Editors on Windows begin a file with a mark of its encoding.
        return parse_yaml(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FactError(f"{path}: not text in UTF-8: save it with that encoding") from error
    except OSError as error:
        raise FactError(f"{path}: cannot be read: {error.strerror}") from error
    except FactError as error:
        raise FactError(f"{path}: {error}") from error
