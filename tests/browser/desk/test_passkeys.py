"""A passkey, with an authenticator that the browser plays: added, and then enough to sign in."""

from playwright.sync_api import expect

from tests.browser.desk.conftest import Browsers

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_signs_in(chromium, desk):
    # Browsers take passkeys for a name, not for an address.
    browsers = Browsers(chromium, desk.address.replace("127.0.0.1", "localhost"))
    page = browsers.open("sami", "/security/keys/add/")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.fill("[name=name]", "mon ordinateur")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    page.goto(f"{browsers.address}/security/keys/")
    expect(page.locator("main")).to_contain_text("mon ordinateur")
    page.click(".account form button")
    page.wait_for_url("**/sign-in/")
    page.click("#passkey_login")
    page.wait_for_url(f"{browsers.address}/")
    expect(page.locator(".account")).to_contain_text("sami")
    browsers.close()
