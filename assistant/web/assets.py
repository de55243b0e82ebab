"""The page's files and the headers they travel with."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic.request import Request
from sanic.response import HTTPResponse, raw

FOR_EVER = "public, max-age=31536000, immutable"
# An editor's page names the embedding script without a hash: it is asked again every hour.
AN_HOUR = "public, max-age=3600"
NEVER = "no-store"
KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}
# Served as one, in this order: small files to read, one request on a slow connection.
SCRIPTS = ("words.js", "draw.js", "feedback.js", "person.js", "deliver.js", "page.js")
# A name in embed.js that the launcher's words take the place of: what stands in web/ is a script
# that editors and linters read, and no template.
WORDS_MARK = "LAUNCHER_WORDS"
SMALLEST_TO_COMPRESS = 500  # bytes


class Asset(NamedTuple):
    """A file as it is served: its bytes, also compressed, and the hash of its content."""

    body: bytes
    compressed: bytes
    digest: str
    kind: str


def _asset(body: bytes, kind: str) -> Asset:
    # No time of writing in the archive: the same content gives the same bytes.
    compressed = gzip.compress(body, mtime=0)
    return Asset(body, compressed, hashlib.sha256(body).hexdigest()[:12], kind)


def chat_script(folder: Path) -> bytes:
    """The page's scripts as the one module that they are served as."""
    return b"\n".join((folder / "chat" / name).read_bytes() for name in SCRIPTS)


class Assets:
    """The files of ``web/``, read once; ``embed.js`` gets the launcher's words put in."""

    def __init__(self, folder: Path, launcher_words: Dict[str, Dict[str, str]]) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(str(folder)), autoescape=True, undefined=StrictUndefined
        )
        self._templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        self._hashed: Dict[str, Asset] = {}
        self.addresses: Dict[str, str] = {}
        for name, body in {
            "chat.js": chat_script(folder),
            "chat.css": (folder / "chat" / "style.css").read_bytes(),
            "privacy.css": (folder / "privacy" / "style.css").read_bytes(),
        }.items():
            stem, _, suffix = name.partition(".")
            asset = _asset(body, KINDS[f".{suffix}"])
            hashed = f"{stem}.{asset.digest}.{suffix}"
            self._hashed[hashed] = asset
            self.addresses[name] = hashed
        words = json.dumps(launcher_words, ensure_ascii=False)
        embed = (folder / "embed.js").read_text(encoding="utf-8").replace(WORDS_MARK, words)
        self.embed = _asset(embed.encode(), KINDS[".js"])

    def hashed(self, name: str) -> Optional[Asset]:
        """A file by its name with its hash; None where there is none."""
        return self._hashed.get(name)

    def page(self, name: str, **variables: Any) -> Asset:
        """A page, filled."""
        text = self._templates.get_template(name).render(addresses=self.addresses, **variables)
        return _asset(text.encode(), KINDS[".html"])


def page_headers(sites: List[str]) -> Dict[str, str]:
    """The headers of a page that only these sites may embed."""
    return {
        "Content-Security-Policy": "; ".join(
            [
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "connect-src 'self'",
                "img-src 'self' data:",
                "base-uri 'none'",
                "form-action 'none'",
                " ".join(["frame-ancestors 'self'", *sites]),
            ]
        ),
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        # "no-referrer" would take the origin from some browsers' POST.
        "Referrer-Policy": "same-origin",
    }


def serve(
    request: Request,
    asset: Asset,
    cache: str,
    headers: Optional[Dict[str, str]] = None,
    readable_by: str = "same-origin",
) -> HTTPResponse:
    """The response that brings an asset, compressed where the browser can read that.

    ``readable_by`` is its ``Cross-Origin-Resource-Policy``.
    """
    sent = {
        "Cache-Control": cache,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": readable_by,
        "Vary": "Accept-Encoding" if cache != NEVER else "*",
        **(headers or {}),
    }
    tag = f'"{asset.digest}"'
    if cache != NEVER:
        sent["ETag"] = tag
        if request.headers.get("if-none-match") == tag:
            return raw(b"", status=304, headers=sent)
    zips = "gzip" in request.headers.get("accept-encoding", "")
    if zips and len(asset.body) >= SMALLEST_TO_COMPRESS:
        sent["Content-Encoding"] = "gzip"
        return raw(asset.compressed, headers=sent, content_type=asset.kind)
    return raw(asset.body, headers=sent, content_type=asset.kind)
