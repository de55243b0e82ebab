"""Updates as the services send them, each use with numbers of its own."""

import copy
import itertools
import time
from pathlib import Path
from typing import Any, Dict, Iterator, Tuple

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
_numbers = itertools.count(int(time.time() * 1000) % 10_000_000 * 100)


def number() -> int:
    """A number that was not given before."""
    return next(_numbers)


def read_all(channel: str) -> Dict[str, Dict[str, Any]]:
    """What comes of an update → its name → the update."""
    return YAML(typ="safe").load((FOLDER / f"{channel}.yml").read_text(encoding="utf-8"))


def names(channel: str, outcome: str) -> Iterator[Tuple[str, Any]]:
    """The updates of an outcome, with their names."""
    return iter(read_all(channel)[outcome].items())


def telegram(update: Dict[str, Any], person: int) -> Dict[str, Any]:
    """An update of Telegram with a number of its own, by a person of this number."""
    renumbered = _replaced(copy.deepcopy(update), {5001: person, -5001: -person})
    return {"update_id": number(), **renumbered}


def telegram_text(text: str, person: int, language: str = "fr") -> Dict[str, Any]:
    """A private message."""
    update = telegram(read_all("telegram")["answered"]["message"], person)
    update["message"]["text"] = text
    update["message"]["from"]["language_code"] = language
    return update


def messenger(entry: Dict[str, Any], person: str) -> Dict[str, Any]:
    """A request of Messenger with one entry, by a person of this id."""
    renewed = _replaced(copy.deepcopy(entry), {"6001": person})
    for event in renewed.get("messaging", []):
        event["timestamp"] += number()
        for kind in ("message", "postback", "message_edit"):
            if "mid" in event.get(kind, {}):
                event[kind]["mid"] = f"m_{number()}"
    page = {"id": "108000000000001", "time": 1795500000000}
    return {"object": "page", "entry": [{**page, **renewed}]}


def messenger_text(text: str, person: str) -> Dict[str, Any]:
    """A message."""
    request = messenger(read_all("messenger")["answered"]["message"], person)
    request["entry"][0]["messaging"][0]["message"]["text"] = text
    return request


def _replaced(value: Any, replacements: Dict[Any, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(inner, replacements) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, replacements) for inner in value]
    if isinstance(value, bool):
        return value
    return replacements.get(value, value) if isinstance(value, (int, str)) else value
