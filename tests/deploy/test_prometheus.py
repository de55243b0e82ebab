"""Alerts and board ask for what is measured, and the alerts fire when they should."""

import json
import re
import shutil
import subprocess
from typing import Iterator, Set

import pytest
from ruamel.yaml import YAML

from assistant import launch
from assistant.settings import ROOT
from assistant.watching.collected import PartsCollector, UnansweredCollector
from assistant.watching.metrics import REGISTRY, STAGE_SECONDS
from assistant.watching.parts import Parts

PROMETHEUS = ROOT / "deploy" / "prometheus"
BOARD = ROOT / "deploy" / "grafana" / "board.json"
PROMTOOL = shutil.which("promtool")
NAME = re.compile(r"\b(?:oim|process)_[a-z_]+\b")


def rules() -> list:
    [group] = YAML(typ="safe").load((PROMETHEUS / "alerts.yml").read_text())["groups"]
    return group["rules"]


def expressions() -> Iterator[str]:
    """Everything that an alert or a panel asks for."""
    yield from (rule["expr"] for rule in rules())
    for panel in json.loads(BOARD.read_text(encoding="utf-8"))["panels"]:
        yield from (target["expr"] for target in panel["targets"])


def measured() -> Set[str]:
    """The names of all series that there are."""
    parts = Parts({"facts": lambda: None})
    families = [
        *REGISTRY.collect(),
        *PartsCollector(parts).collect(),
        *UnansweredCollector("sqlite:////no/such/file").collect(),
    ]
    parts.close()
    suffixes = {
        "counter": ["_total"],
        "info": ["_info"],
        "histogram": ["_bucket", "_sum", "_count"],
    }
    return {
        f"{family.name}{suffix}"
        for family in families
        for suffix in suffixes.get(family.type, [""])
    }


def test_only_what_is_measured_is_asked_for_and_all_of_it():
    asked = {name for expression in expressions() for name in NAME.findall(expression)}
    assert asked <= measured()
    ours = {name for name in measured() if name.startswith("oim_")}
    assert {re.sub("_(bucket|sum|count)$", "", name) for name in ours - asked} <= {
        STAGE_SECONDS._name
    }


def test_every_alert_says_what_to_do():
    for rule in rules():
        assert rule["labels"]["severity"] in ("page", "ticket"), rule["alert"]
        assert rule["annotations"]["summary"] and rule["annotations"]["action"]


def test_prometheus_reads_where_the_assistant_is_watched():
    config = YAML(typ="safe").load((PROMETHEUS / "prometheus.yml").read_text())
    [job] = config["scrape_configs"]
    assert job["static_configs"] == [{"targets": [f"127.0.0.1:{launch.WATCH_PORT}"]}]
    assert f'up{{job="{job["job_name"]}"}}' in rules()[0]["expr"]


def test_nothing_on_the_board_overlaps():
    taken = set()
    for panel in json.loads(BOARD.read_text(encoding="utf-8"))["panels"]:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken and at["x"] + at["w"] <= 24, panel["title"]
        taken |= cells


@pytest.mark.skipif(
    PROMTOOL is None,
    reason="promtool is not installed (Debian: apt install prometheus; make test does as root)",
)
@pytest.mark.parametrize(
    "command",
    [
        "check config --syntax-only prometheus.yml",
        "check rules alerts.yml",
        "test rules alerts_test.yml",
    ],
)
def test_promtool_finds_nothing_wrong(command):
    done = subprocess.run(
        [PROMTOOL, *command.split()], cwd=PROMETHEUS, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_is_tested_firing_and_quiet():
    quiet, firing = YAML(typ="safe").load((PROMETHEUS / "alerts_test.yml").read_text())["tests"]
    alerts = {rule["alert"] for rule in rules()}
    assert {test["alertname"] for test in quiet["alert_rule_test"]} == alerts
    [test] = firing["promql_expr_test"]
    assert set(re.findall(r'alertname="(\w+)"', str(test["exp_samples"]))) == alerts
