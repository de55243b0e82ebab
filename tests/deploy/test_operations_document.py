"""docs/operations.md names only what there is, knows every alert, and what is marked runs."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import List, Set

import pytest
from ruamel.yaml import YAML

from assistant.settings import ROOT
from tests.deploy.modules import is_there
from tests.deploy.setting_kinds import CLASSES

WRITTEN = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^ *```sh\n(.*?)^ *```$", WRITTEN, re.MULTILINE | re.DOTALL)
TRIED = re.findall(r"^<!-- tried -->\n```sh\n(.*?)^```$", WRITTEN, re.MULTILINE | re.DOTALL)
# All that stands in commands: of blocks, and within sentences.
COMMANDS = "\n".join([*BLOCKS, *re.findall(r"`([^`\n]+)`", WRITTEN)])
# What is made on the server, by a step of the document or by the assistant.
OF_A_SERVER = (
    "/srv/oim-assistant",
    "/etc/",
    "/var/",
    "/usr/",
    "/path/to/",
    "/dev/",
    "/opt/",
    "/bin/",
)


def alerts() -> Set[str]:
    rules = YAML(typ="safe").load((ROOT / "deploy" / "prometheus" / "alerts.yml").read_text())
    return {rule["alert"] for group in rules["groups"] for rule in group["rules"]}


def test_every_alert_has_its_section_and_every_section_its_alert():
    [section] = re.findall(r"^## Alerts\n(.*?)^## ", WRITTEN, re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^### (\w+)\n(.)", section, re.MULTILINE)
    assert [title for title, _ in titles] == [*dict(titles)], "one twice"
    assert set(dict(titles)) == alerts()
    # Elsewhere, too, only alerts that there are.
    assert set(re.findall(r"\bAssistant[A-Z]\w+", WRITTEN)) <= alerts()


def test_each_alert_says_how_soon_as_it_is_set():
    rules = YAML(typ="safe").load((ROOT / "deploy" / "prometheus" / "alerts.yml").read_text())
    for rule in rules["groups"][0]["rules"]:
        [soon] = re.findall(rf"^### {rule['alert']}\n(\w+)\.", WRITTEN, re.MULTILINE)
        assert soon.lower() == rule["labels"]["severity"], rule["alert"]


def test_make_targets_are_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^ *|`)make ([a-z-]+)", COMMANDS + WRITTEN, re.MULTILINE))
    assert "train" in named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_modules_and_commands_are_there():
    modules = set(re.findall(r"python -m ([a-z_.]+)", COMMANDS))
    assert {"assistant.rolling", "assistant.launch", "assistant.databases"} <= modules
    assert not [module for module in modules if not is_there(module)]
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    scripts = re.findall(r'^(\w+) = "assistant\.', pyproject, re.MULTILINE)
    ours = set(re.findall(r"\boim (?!python\b)([a-z]+)", "\n".join(BLOCKS))) | set(
        re.findall(r"`sudo oim (?!python\b)([a-z]+)", WRITTEN)
    )
    assert ours and ours <= set(scripts)


@pytest.mark.parametrize(
    "command",
    sorted(set(re.findall(r"oim ((?:facts|channels|conversations) [a-z]+)", COMMANDS))
           | set(re.findall(r"-m (assistant\.(?:launch|conversations\.cli|databases) [a-z]+)", COMMANDS))),
)  # fmt: skip
def test_subcommands_are_there(command):
    name, sub = command.split()
    python = str(ROOT / ".venv" / "bin" / "python")
    scripts = re.findall(r'^(\w+) = "([\w.]+):app"', (ROOT / "pyproject.toml").read_text(), re.M)
    module = dict(scripts).get(name, name)
    done = subprocess.run(
        [python, "-m", module, sub, "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_files_of_the_project_are_there():
    paths = set(re.findall(r"(?<![\w/.-])((?:deploy|docs|data|scripts)/[\w./*-]+)", WRITTEN))
    assert len(paths) > 10
    for path in paths:
        assert list(ROOT.glob(path.rstrip("."))), path
    for name in re.findall(r"(?<![\w/.-])([A-Z]+\.md)", WRITTEN):
        assert (ROOT / name).exists()
    for name in re.findall(r'README\.md, "([^"]+)"', WRITTEN) + ["Telegram", "Messenger"]:
        assert f"\n## {name}\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_paths_outside_the_project_are_a_servers():
    for path in re.findall(r"(?<![\w/.:$])(/[a-z][\w./-]+)", "\n".join(BLOCKS)):
        assert f"{path}/".startswith(OF_A_SERVER), path


def test_settings_are_settings():
    settings = {name.upper() for kind in CLASSES for name in kind.__fields__}
    # Words of the document's own, to be replaced, and variables of other programs.
    others = {"YOUR", "NAME", "ADDRESS", "OF", "THE", "PROJECT", "PWD", "OIM_RELEASE", "PYTHON",
              "UV_PYTHON_INSTALL_DIR"}  # fmt: skip
    named = set(re.findall(r"\b[A-Z][A-Z_]{2,}\b", COMMANDS))
    assert {"PUBLIC_URL", "TELEGRAM_TOKEN"} <= named
    assert named <= settings | others
    assert set(re.findall(r"\b([A-Z]+_[A-Z_]+)\b", WRITTEN)) <= settings | others


def test_units_are_those_of_deploy():
    units = {path.name for path in (ROOT / "deploy" / "systemd").glob("oim*")}
    for unit in set(re.findall(r"\boim-assistant-[a-z]+(?:@\d)?(?:\.[a-z]+)?", COMMANDS)):
        name = re.sub(r"@\d", "@", unit)
        assert {name, f"{name}.service"} & units, unit


def test_sections_that_are_pointed_to_are_there():
    titles = set(re.findall(r"^###? ([^\n(]+?) *(?:\(|$)", WRITTEN, re.MULTILINE))
    pointers = set(re.findall(r'(?<!README\.md, )"([A-Z][a-zA-Z ]+)"', WRITTEN))
    assert {name for name in pointers if name not in titles} <= {"Page", "Ticket", "Messenger"}


def test_when_and_how_long_is_as_the_units_say():
    timer = (ROOT / "deploy" / "systemd" / "oim-assistant-backup.timer").read_text()
    [(_, at)] = re.findall(r"^OnCalendar=(\S+) (\S+)$", timer, re.MULTILINE)
    assert f"Every night at {at}" in WRITTEN
    kept = (ROOT / "deploy" / "systemd" / "oim-assistant.tmpfiles").read_text()
    assert kept.rstrip().endswith(" 7d") and "kept for a week" in WRITTEN


def test_every_block_is_a_shells():
    for block in BLOCKS:
        done = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True)
        assert done.returncode == 0 and not done.stderr, block + done.stderr


def checkout(folder: Path) -> Path:
    """A copy in which a block may do what it likes."""
    tracked: List[str] = subprocess.run(
        ["git", "ls-files", "actions", "assistant", "data", "deploy", "docs", "scripts", "web",
         "*.yml", "Makefile", "pyproject.toml", "requirements.lock"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")[:-1]  # fmt: skip
    for name in tracked:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder


@pytest.mark.parametrize("block", TRIED)
def test_what_is_marked_runs(tmp_path, block):
    folder = checkout(tmp_path)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_much_is_marked():
    assert len(TRIED) >= 3
