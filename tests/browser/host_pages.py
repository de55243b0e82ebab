"""Pages of other sites that embed the chat, and what a visitor does on them."""

from typing import Callable

from playwright.sync_api import FrameLocator, Page, expect

from tests.servers import ALLOWED_SITE_PORT
from tests.web_visitor import ORIGIN

REFUSED_SITE_PORT = 8091
ALLOWED = f"http://localhost:{ALLOWED_SITE_PORT}/"
REFUSED = f"http://localhost:{REFUSED_SITE_PORT}/"
ADDRESS = f"{ORIGIN}/webhooks/web/embed.js"
SCRIPT = f'<script src="{ADDRESS}" data-lang="{{}}" async></script>'
INLINE = '<div style="height: 600px"><oim-chat inline></oim-chat></div>'
# What a host page may carelessly do to everything on it.
HOSTILE = """<!doctype html><html lang="{0}"><head><title>Host</title>
<style>* {{ color: red !important; font-size: 40px !important; direction: rtl; }}
button, iframe {{ display: none; }}</style>
<script>Array.prototype.at = () => null; window.fetch = null; JSON.parse = () => 7;</script>
</head><body><h1>Host</h1>{1}</body></html>"""
STRICT = f"""<!doctype html><html lang="fr"><head><title>Host</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {ORIGIN}; frame-src {ORIGIN}">
</head><body><h1>Host</h1>{SCRIPT.format("fr")}</body></html>"""

HostOpener = Callable[..., Page]


def plain(body: str, language: str = "en") -> str:
    """A page of nothing but this, as a phone shows it well."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<title>Host</title><meta name="viewport" content="width=device-width"></head>'
        f"<body><main><h1>Host</h1><p>{'The site’s own text. ' * 200}</p></main>{body}</body></html>"
    )


def launch(page: Page) -> FrameLocator:
    """Press the launcher; the frame that opens."""
    page.locator("oim-chat .launch").click()
    frame = page.frame_locator("oim-chat iframe")
    expect(frame.locator("#text")).to_be_focused()
    return frame


def ask(frame: FrameLocator, question: str) -> None:
    """Ask within the frame, and wait for the reply."""
    before = frame.locator(".turn.reply").count()
    frame.locator("#text").fill(question)
    frame.locator("#text").press("Enter")
    expect(frame.locator(".turn.reply")).to_have_count(before + 1)
