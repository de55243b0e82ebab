import hashlib
import hmac

import pytest

from assistant.messaging.verification import derived_secret, same, signed

BODY, SECRET = '{"object": "page", "é": 1}'.encode(), "app secret"
DIGEST = hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()


def test_the_right_signature_is_taken():
    assert signed(BODY, f"sha256={DIGEST}", SECRET)


@pytest.mark.parametrize(
    "header",
    [None, "", "sha256", "sha256=", "sha256=xyz", f"sha1={DIGEST}", DIGEST, f"sha256={DIGEST}0",
     f"sha256={DIGEST.upper()}", f"sha256={'0' * 64}", "sha256=é" + "0" * 63, "\ud83d"],
)  # fmt: skip
def test_any_other_is_not(header):
    assert not signed(BODY, header, SECRET)


def test_a_changed_body_is_not():
    assert not signed(BODY + b" ", f"sha256={DIGEST}", SECRET)


def test_a_derived_secret_differs_by_purpose_and_fits_telegram():
    secret = derived_secret("4711:abc", "one")
    assert same(secret, secret) and not same(None, secret) and not same("", secret)
    assert secret != derived_secret("4711:abc", "two")
    assert len(secret) <= 256 and secret.isalnum()
