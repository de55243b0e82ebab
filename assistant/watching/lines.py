"""The lines that supervised programs write, where programs read them."""

import datetime
import json
from typing import Union


def json_line(program: str, data: Union[str, bytes]) -> str:
    """A program's line as JSON; as it is, where it is that already."""
    text = (data.decode("utf-8", "replace") if isinstance(data, bytes) else data).rstrip()
    if text.startswith("{"):
        return text
    at = datetime.datetime.now(datetime.timezone.utc).isoformat()
    return json.dumps({"timestamp": at, "program": program, "event": text}, ensure_ascii=False)
