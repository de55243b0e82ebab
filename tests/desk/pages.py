"""What a page of the desk says, and what it must not run."""

import re
from html import unescape

SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"


def told(response):
    """A page's text, with its tags."""
    return unescape(response.content.decode())


def told_text(page):
    return re.sub(r"<[^>]+>", " ", page)
