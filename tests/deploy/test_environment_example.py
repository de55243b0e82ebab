"""deploy/environment.example names every setting, as it is, and no secret."""

import re
from typing import Any, Dict

from assistant.settings import ROOT, Settings
from tests.deploy.setting_kinds import CLASSES

EXAMPLE = (ROOT / "deploy" / "environment.example").read_text(encoding="utf-8")
# Set by the units, since each process has its own.
OF_A_PROCESS = {"WATCH_PORT", "DESK_PORT"}
SECRETS = {
    *("TELEGRAM_TOKEN", "MESSENGER_PAGE_TOKEN", "MESSENGER_APP_SECRET", "WEB_KEY", "LOG_KEY"),
    *("DESK_KEY", "HANDOVER_KEY", "SMTP_PASSWORD"),
}


def settings() -> Dict[str, Any]:
    """By the name of each setting's variable, what holds where it is not set."""
    return {
        name.upper(): field.default
        for of_a_kind in CLASSES
        for name, field in of_a_kind.__fields__.items()
    }


def written() -> Dict[str, str]:
    """By each variable's name, its value, commented out or not."""
    return dict(re.findall(r"^#?([A-Z][A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def in_force() -> Dict[str, str]:
    return dict(re.findall(r"^([A-Z][A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def test_every_setting_is_there_and_nothing_else():
    assert set(written()) == set(settings()) - OF_A_PROCESS


def test_every_setting_has_words_above_it():
    blocks = EXAMPLE.split("\n\n")
    for name in written():
        [block] = [block for block in blocks if re.search(rf"^#?{name}=", block, re.MULTILINE)]
        assert re.search(r"^# \w", block, re.MULTILINE), name


def test_what_is_commented_out_is_what_holds_otherwise():
    for name in set(written()) - set(in_force()):
        default = settings()[name]
        value = written()[name].replace("/srv/oim-assistant/current", str(ROOT))
        if name not in ("CACHE_DIR", "REST") and value:
            field = next(kind.__fields__[name.lower()] for kind in CLASSES
                         if name.lower() in kind.__fields__)  # fmt: skip
            assert field.validate(value, {}, loc=name)[0] == default, name


def test_what_is_in_force_can_be_read(monkeypatch):
    for name, value in in_force().items():
        monkeypatch.setenv(name, value)
    for of_a_kind in CLASSES:
        of_a_kind()
    assert Settings().web_proxies == 1


def test_it_holds_no_secret():
    of_a_secrets_type = {
        name for name in settings() if re.search("TOKEN|SECRET|PASSWORD|KEY$", name)
    }
    assert of_a_secrets_type == SECRETS
    assert not any(written()[name] for name in SECRETS)
    behind = EXAMPLE.partition("--- Secrets ---")[2]
    assert all(f"\n#{name}=\n" in behind for name in SECRETS)
    assert not re.search(r"://[^/\s]*:[^/\s]*@", EXAMPLE), "a password in an address"
