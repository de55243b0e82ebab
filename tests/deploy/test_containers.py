"""compose.yml and the Containerfile, read: no engine is needed, and none has tried them."""

import fnmatch
import re
from typing import Any, Dict, Iterator

import pytest
from ruamel.yaml import YAML

from assistant.model import INPUTS
from assistant.settings import ROOT
from tests.deploy.modules import is_there
from tests.deploy.proxy import PROCESSES
from tests.deploy.setting_kinds import CLASSES

WRITTEN = (ROOT / "compose.yml").read_text(encoding="utf-8")
COMPOSE = YAML(typ="safe").load(WRITTEN)
SERVICES: Dict[str, Dict[str, Any]] = COMPOSE["services"]
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
OURS = [name for name, service in SERVICES.items() if "oim-assistant" in service["image"]]
SETTINGS = {name.upper() for kind in CLASSES for name in kind.__fields__}
# What the programs read that is no setting (assistant/launch.py, assistant/settings.py).
NO_SETTINGS = {"RASA_PORT", "ACTIONS_PORT", "CREDENTIALS_DIRECTORY", "HOME"}
EVERY = pytest.mark.parametrize("name", SERVICES)


def ignored(path: str) -> bool:
    """Whether .containerignore leaves a file out of the image."""
    out = False
    for line in (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.lstrip("!")
        above = [path, *(path[: at.start()] for at in re.finditer("/", path))]
        names = [*above, *(part for part in path.split("/") if pattern.startswith("**/"))]
        if pattern and not line.startswith("#"):
            if any(fnmatch.fnmatch(name, pattern.replace("**/", "")) for name in names):
                out = not line.startswith("!")
    return out


def test_both_say_that_nobody_has_tried_them():
    assert "Not tried:" in WRITTEN and "Not tried:" in CONTAINERFILE


@EVERY
def test_a_service_can_change_nothing_and_is_nobody(name):
    service = SERVICES[name]
    assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
    assert "privileged" not in service and "cap_add" not in service
    # What is mounted from the host is read-only.
    assert all(volume.endswith(":ro") for volume in service.get("volumes", [])
               if volume.startswith("."))  # fmt: skip


@EVERY
def test_it_is_known_whether_a_service_works(name):
    check = SERVICES[name]["healthcheck"]
    ends_by_itself = SERVICES[name]["restart"] == "no"
    assert check.get("disable", False) is ends_by_itself and ("test" in check) is not ends_by_itself


def test_only_nginxs_ports_are_open_to_others():
    def published() -> Iterator[str]:
        for service in SERVICES.values():
            yield from service.get("ports", [])

    assert {port for port in published() if not port.startswith("127.0.0.1:")} == {
        "80:80", "443:443",
    }  # fmt: skip
    # Those of the network that nginx shares with what listens on 127.0.0.1 only.
    assert SERVICES["nginx"]["network_mode"] == "service:network"
    assert "ports" in SERVICES["network"] and "ports" not in SERVICES["postgres"]


@pytest.mark.parametrize("name", OURS)
def test_what_is_set_is_a_setting(name):
    environment = SERVICES[name].get("environment", {})
    assert set(environment) <= SETTINGS | NO_SETTINGS
    files = {secret.upper() for secret in SERVICES[name].get("secrets", [])}
    assert files <= SETTINGS


def test_what_the_image_sets_is_a_setting():
    [lines] = re.findall(r"^ENV ((?:.*\\\n)*.*)$", CONTAINERFILE, re.MULTILINE)
    assert set(re.findall(r"([A-Z_]+)=", lines)) <= SETTINGS | NO_SETTINGS


def test_no_secret_is_written_in_it():
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            assert not re.search("TOKEN|SECRET|PASSWORD|KEY", name) or value.startswith("/run/")
            assert "@" not in value
    for secret in COMPOSE["secrets"].values():
        assert set(secret) == {"file"} and secret["file"].startswith("./secrets/")
    wanted = {secret for service in SERVICES.values() for secret in service.get("secrets", [])}
    assert wanted == set(COMPOSE["secrets"])
    assert {"/secrets/", "/site/"} <= set((ROOT / ".gitignore").read_text().splitlines())


def test_the_ports_are_where_the_proxy_hands_on_to():
    proxy = PROCESSES.read_text(encoding="utf-8")
    for name, port in (
        ("rasa-1", "RASA_PORT"),
        ("rasa-2", "RASA_PORT"),
        ("actions", "ACTIONS_PORT"),
    ):
        service = SERVICES[name]
        assert f"server 127.0.0.1:{service['environment'][port]} " in proxy
        looked_at = service["environment"].get("WATCH_PORT", service["environment"][port])
        assert f"http://127.0.0.1:{looked_at}/" in str(service["healthcheck"]["test"])


def test_what_is_run_is_there():
    assert 'ENTRYPOINT [".venv/bin/python", "-m"]' in CONTAINERFILE
    for name in OURS:
        if "command" in SERVICES[name]:
            module = SERVICES[name]["command"][0]
            assert is_there(module), module


def test_images_are_a_name_and_a_tag():
    named = [service["image"] for service in SERVICES.values()]
    named += re.findall(r"^FROM (\S+)", CONTAINERFILE, re.MULTILINE)
    for image in named:
        assert re.fullmatch(r"[a-z-]+:[0-9][0-9.]*", image), image


def test_python_is_the_distributions_own():
    assert set(re.findall(r"^FROM (\S+)", CONTAINERFILE, re.MULTILINE)) == {"ubuntu:22.04"}
    assert CONTAINERFILE.count("python3.10") >= 3 and "until\n# April 2027" in CONTAINERFILE
    assert re.findall("^USER (.*)$", CONTAINERFILE, re.MULTILINE)[-1] == SERVICES["actions"]["user"]


@pytest.mark.parametrize(
    "path",
    [".state/web.key", ".env", "secrets/facts_url", ".git/config", ".venv/bin/python", "site/a.conf",
     "data/x.db", "assistant/web.key", "web/node_modules/a/b.js", "docs/security.md",
     "assistant/nlu/__pycache__/a.pyc", "tests/servers.py"],
)  # fmt: skip
def test_what_is_no_part_of_the_servers_stays_out(path):
    assert ignored(path)


@pytest.mark.parametrize(
    "path",
    ["requirements.lock", "pyproject.toml", "README.md", "Makefile", "scripts/setup.sh",
     "assistant/web/page.py", "actions/logs.py", "data/facts/help.yml", "docs/privacy.md",
     "endpoints.yml", "credentials.yml", "config.yml", "domain.yml", "web/chat/chat.js",
     "models/oim-tunisie-0123456789ab.tar.gz.sha256"],
)  # fmt: skip
def test_what_the_servers_read_is_in(path):
    assert not ignored(path)


def test_what_a_model_is_made_from_is_in():
    """Its name tells of these: with one missing, the model is looked for under another name."""
    assert not [path for path in INPUTS if ignored(path)]
