"""The two projects, as they are made; nothing is trained or started here."""

import ast
import subprocess
import sys

import pytest
from rasa.cli.scaffold import scaffold_path
from ruamel.yaml import YAML

from benchmarks.speed import ours
from benchmarks.speed.ours import make_ours
from benchmarks.speed.project import add_example, thin_out
from benchmarks.speed.stock import ACTION, INTENT, SAYS, make_stock, template

EXAMPLES = ["How many?", "Combien ?"]
DATA = """\
nlu:
- intent: one
  metadata:
    language: fr
  examples: |
    - a
    - b
    - c
- intent: two
  examples: |
    - d
"""


def read(path):
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def stock_project(tmp_path_factory):
    return make_stock(tmp_path_factory.mktemp("projects") / "stock", EXAMPLES)


@pytest.fixture(scope="module")
def our_project(tmp_path_factory):
    return make_ours(tmp_path_factory.mktemp("projects") / "ours")


def test_the_stock_project_is_what_rasa_init_copies(stock_project):
    assert str(template()) == scaffold_path()
    for name in ("config.yml", "credentials.yml", "data/nlu.yml", "data/rules.yml"):
        copied, original = stock_project.folder / name, template() / name
        assert copied.read_bytes() == original.read_bytes()


def test_the_demo_action_is_in_use(stock_project):
    module = ast.parse((stock_project.folder / "actions" / "actions.py").read_text())
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    assert [node.name for node in classes] == ["ActionHelloWorld"]
    said = {node.value for node in ast.walk(classes[0]) if isinstance(node, ast.Constant)}
    assert {ACTION, SAYS} <= said


def test_a_question_leads_the_stock_project_to_its_action(stock_project):
    questions = read(stock_project.data)
    assert questions["rules"][0]["steps"] == [{"intent": INTENT}, {"action": ACTION}]
    assert questions["nlu"][0]["examples"] == "".join(f"- {example}\n" for example in EXAMPLES)
    domain = read(stock_project.folder / "domain.yml")
    assert INTENT in domain["intents"] and ACTION in domain["actions"]
    endpoints = read(stock_project.folder / "endpoints.yml")
    assert endpoints["tracker_store"]["type"] == "SQL"


def test_only_the_actions_words_count_as_its_answer(stock_project, our_project):
    assert stock_project.by_action([{"text": SAYS}])
    assert not stock_project.by_action([{"text": "Bye"}])
    assert our_project.by_action([{"text": "175"}])
    unavailable = sorted(ours._unavailable(our_project.folder))
    assert unavailable
    for text in unavailable:
        assert not our_project.by_action([{"text": text}])
    for project in (stock_project, our_project):
        assert not project.by_action([])


def test_our_project_is_copied_without_what_was_made(our_project):
    for name in ("config.yml", "assistant/launch.py", "web", "benchmarks/speed/profiled.py"):
        assert (our_project.folder / name).exists()
    for name in (".venv", ".git", "models", "reports"):
        assert not (our_project.folder / name).exists()


def test_our_project_has_databases_of_its_own_and_calls_no_service(
    our_project, tmp_path, monkeypatch
):
    for name in ("FACTS_URL", "CACHE_DIR", "TELEGRAM_TOKEN", "PUBLIC_URL", "WEB_SITES"):
        monkeypatch.setenv(name, "https://the.users.own")
    environment = ours._environment(our_project.folder)
    assert environment["REST"] == "1"
    told = "from assistant.settings import *; s = Settings(); c = ChannelSettings()\n"
    told += "print(s.facts_url, s.conversations_url, s.cache_dir, c.channels_url, sep='\\n')\n"
    told += "assert not (c.telegram_token or c.public_url or s.web_sites)"
    command = [sys.executable, "-c", told]
    places = subprocess.run(
        command, cwd=our_project.folder, env=environment, stdout=subprocess.PIPE, check=True
    ).stdout.decode()
    for place in places.split():
        assert str(our_project.folder) in place


def test_servers_are_started_on_ports_of_their_own(our_project, stock_project, tmp_path):
    for project in (our_project, stock_project):
        command = project.rasa(6001, 6002, tmp_path / "model.tar.gz")
        assert command[command.index("--port") + 1] == "6001"
        endpoints = read(project.folder / "endpoints.6002.yml")
        assert endpoints["action_endpoint"]["url"] == "http://127.0.0.1:6002/webhook"
        assert endpoints["tracker_store"] == read(project.folder / "endpoints.yml")["tracker_store"]
        assert "6002" in project.actions(6002)


def test_a_missing_model_is_told(stock_project):
    with pytest.raises(FileNotFoundError, match="holds no model"):
        stock_project.newest_model()


def test_an_example_is_added_to_the_last_intent(tmp_path):
    path = tmp_path / "data.yml"
    path.write_text(DATA + "\n")
    add_example(path, "e")
    assert read(path)["nlu"][1]["examples"] == "- d\n- e\n"
    path.write_text("version: 3\n")
    with pytest.raises(ValueError, match="does not end with an example"):
        add_example(path, "e")


def test_each_project_has_a_file_that_an_example_can_be_added_to(our_project, stock_project):
    for project in (our_project, stock_project):
        before = read(project.data)["nlu"][-1]["examples"]
        add_example(project.data, "a new example")
        assert read(project.data)["nlu"][-1]["examples"] == before + "- a new example\n"


def test_data_is_thinned_out_by_intent(tmp_path):
    path = tmp_path / "data.yml"
    path.write_text(DATA)
    thin_out(path, 2)
    intents = read(path)["nlu"]
    assert [intent["examples"] for intent in intents] == ["- a\n- c\n", "- d\n"]
    assert intents[0]["metadata"] == {"language": "fr"}
