"""A visitor of the web channel without a browser."""

import html
import itertools
import json
import re
import uuid
from typing import Any, Dict, List, Optional

import httpx

from assistant.environment import HOST
from assistant.launch import RASA_PORT

ORIGIN = f"http://{HOST}:{RASA_PORT}"
PAGE = "/webhooks/web/"
STATE = re.compile(r'<script type="application/json" id="state">(.*?)</script>', re.S)
ADDRESSES = itertools.count(1)


def new_address() -> str:
    """An address that no visitor of these tests had."""
    number = next(ADDRESSES)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


class WebVisitor:
    """Opens the page and writes, as its script does."""

    def __init__(self, address: Optional[str] = None, origin: str = ORIGIN) -> None:
        self.origin = origin
        self.client = httpx.Client(
            base_url=origin,
            timeout=30,
            headers={"X-Forwarded-For": address or new_address()},
        )

    def open(self, **headers: str) -> Dict[str, Any]:
        """What the server tells the page at its opening."""
        response = self.client.get(PAGE, headers=headers)
        assert response.status_code == 200
        return json.loads(html.unescape(STATE.search(response.text)[1]))

    def post(self, path: str, document: Dict[str, Any], **headers: str) -> httpx.Response:
        return self.client.post(
            f"{PAGE}{path}", json=document, headers={"Origin": self.origin, **headers}
        )

    def send(self, text: str, **fields: Any) -> httpx.Response:
        document = {"id": uuid.uuid4().hex, "text": text, "language": "fr", **fields}
        return self.post("messages", document)

    def ask(self, text: str, **fields: Any) -> List[Dict[str, Any]]:
        """The replies to a message."""
        response = self.send(text, **fields)
        assert response.status_code == 200, response.text
        lines = [json.loads(line) for line in response.text.splitlines()]
        assert lines[-1] == {"done": True}, lines
        return lines[:-1]

    def said(self) -> List[str]:
        """What this visitor said, as the page would show it again."""
        return [turn["text"] for turn in self.open()["turns"]]
