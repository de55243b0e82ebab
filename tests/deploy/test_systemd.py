"""The units of deploy/systemd: systemd reads them, and they say what the programs and proxy say."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Iterator, List

import pytest

from assistant.settings import ROOT
from tests.deploy.modules import is_there
from tests.deploy.proxy import PROCESSES

UNITS = ROOT / "deploy" / "systemd"
COMMON = UNITS / "oim-assistant-.service.d" / "common.conf"
SERVICES = sorted(UNITS.glob("oim-assistant-*.service"))
HOME = "/srv/oim-assistant/current"
SYSTEMD = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(
    SYSTEMD is None, reason="systemd-analyze is not installed (Debian: apt install systemd)"
)
MOST_EXPOSURE = 20  # tenths; systemd calls below 20 "OK", above 70 "unsafe"


def said(path: Path, name: str) -> List[str]:
    """What a unit, or what holds for all, sets a name to."""
    text = path.read_text(encoding="utf-8") + COMMON.read_text(encoding="utf-8")
    return re.findall(rf"^{name}=(.*)$", text, re.MULTILINE)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The units, for this checkout."""
    folder = tmp_path_factory.mktemp("units") / "system"
    shutil.copytree(UNITS, folder)
    for path in (*folder.glob("*.service"), *folder.glob("*/*.conf")):
        path.write_text(path.read_text().replace(HOME, str(ROOT)))
    yield folder


def analyzed(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(SYSTEMD), "--no-pager", *arguments],
        env={"PATH": "/usr/bin:/bin", "SYSTEMD_UNIT_PATH": f"{folder}:"},
        capture_output=True,
        text=True,
    )


@needs_systemd
@pytest.mark.parametrize("unit", [*SERVICES, *sorted(UNITS.glob("*.timer"))], ids=lambda p: p.name)
def test_systemd_finds_nothing_wrong(installed, unit):
    done = analyzed(installed, "verify", "--man=no", unit.name.replace("@.", "@1."))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_what_breaks_in_gets_little_of_the_machine(installed, unit):
    name = unit.name.replace("@.", "@1.")
    done = analyzed(installed, "security", "--offline=true", f"--threshold={MOST_EXPOSURE}", name)
    assert done.returncode == 0, done.stdout[-200:] + done.stderr


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_a_unit_runs_what_there_is_with_no_right_to_change_it(unit):
    [command] = said(unit, "ExecStart")
    [module] = re.findall(r" -m ([a-z_.]+)", command)
    assert is_there(module)
    assert said(unit, "User") == ["oim"] and said(unit, "ProtectSystem") == ["strict"]
    assert said(unit, "NoNewPrivileges") == ["yes"] and said(unit, "MemoryMax")
    # What visitors wrote is in a core file, which a watchdog's signal makes.
    assert said(unit, "LimitCORE") == ["0"]
    assert all(folder.startswith("/var/") for folder in said(unit, "ReadWritePaths"))


def test_a_units_secrets_are_nowhere_in_it():
    for path in (*SERVICES, COMMON):
        assert not re.search("TOKEN|SECRET|PASSWORD|_KEY", path.read_text(encoding="utf-8"))
    assert said(COMMON, "EnvironmentFile")[:2] == [
        "/etc/oim-assistant/environment",
        "-/etc/oim-assistant/secrets",
    ]


def test_the_ports_are_where_the_proxy_hands_on_to():
    proxy = PROCESSES.read_text(encoding="utf-8")
    for kind, name in (("rasa", "RASA_PORT"), ("actions", "ACTIONS_PORT")):
        [environment] = said(UNITS / f"oim-assistant-{kind}@.service", "Environment")
        port = dict(part.split("=") for part in environment.split())[name]
        for instance in ("1", "2"):
            assert f"server 127.0.0.1:{port.replace('%i', instance)} " in proxy


@pytest.mark.parametrize("kind", ["rasa", "actions"])
def test_what_ends_or_hangs_is_started_again_for_ever(kind):
    unit = UNITS / f"oim-assistant-{kind}@.service"
    assert said(unit, "Restart") == ["always"] and said(unit, "StartLimitIntervalSec") == ["0"]
    assert said(unit, "Type") == ["notify"] and int(said(unit, "WatchdogSec")[0]) >= 30
    assert said(unit, "RuntimeDirectoryPreserve") == ["restart"]


def test_what_is_old_is_deleted_every_day_before_it_is_backed_up():
    sweep, backup = (
        said(UNITS / f"oim-assistant-{job}.timer", "OnCalendar")[0] for job in ("sweep", "backup")
    )
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d", sweep) and sweep < backup


def test_the_command_is_set_as_the_units_are():
    command = (ROOT / "deploy" / "oim").read_text(encoding="utf-8")
    for name in ("EnvironmentFile", "UMask", "LimitCORE", "NoNewPrivileges"):
        assert said(COMMON, name)
        for value in said(COMMON, name):
            assert f"--property={name}={value} " in command, name
    assert f"--uid={said(COMMON, 'User')[0]} --gid={said(COMMON, 'Group')[0]} " in command
    assert f"OIM_RELEASE:-{said(COMMON, 'WorkingDirectory')[0]}}}" in command


def test_who_builds_may_restart_the_processes_and_nothing_else():
    sudoers = (ROOT / "deploy" / "sudoers").read_text(encoding="utf-8")
    [allowed] = re.findall(r"^oim-build ALL=\(root\) NOPASSWD: (.*)\Z", sudoers, re.M | re.S)
    assert {one.strip(" \\\n") for one in allowed.split(",")} == {
        f"/usr/bin/systemctl restart {path.name.replace('@', '@[1-9]')}"
        for path in SERVICES
        if "@" in path.name
    }
