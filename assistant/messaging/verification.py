"""Tells a service's requests from anybody else's, in constant time."""

import hashlib
import hmac
import re
from typing import Optional

SIGNATURE = re.compile("sha256=([0-9a-f]{64})")


def derived_secret(secret: str, purpose: str) -> str:
    """A secret made of another, 64 characters long; it tells nothing about the other."""
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def same(given: Optional[str], expected: str) -> bool:
    """Whether a secret is the expected one."""
    return hmac.compare_digest((given or "").encode("utf-8", "replace"), expected.encode())


def is_signature(header: Optional[str]) -> bool:
    """Whether a header can be ``X-Hub-Signature-256`` at all."""
    return SIGNATURE.fullmatch(header or "") is not None


def signed(body: bytes, header: Optional[str], secret: str) -> bool:
    """Whether the header ``X-Hub-Signature-256`` is the body's HMAC with the secret."""
    match = SIGNATURE.fullmatch(header or "")
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return match is not None and same(match.group(1), digest)
