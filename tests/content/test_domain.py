"""What ``rasa data validate`` does not fail on: intents with keys, which Rasa adds to the domain by
itself, and what no rule uses, of which it only warns."""

import pytest
from ruamel.yaml import YAML

from assistant.nlu.properties import split_label
from assistant.settings import ROOT

# Said by policies, where no rule can: the first where an action could not run.
BY_POLICIES = {"utter_unavailable"}


def read_yaml(path):
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def domain():
    return read_yaml(ROOT / "domain.yml")


@pytest.fixture(scope="module")
def rules():
    return [rule["steps"] for rule in read_yaml(ROOT / "data" / "rules.yml")["rules"]]


@pytest.fixture(scope="module")
def labels():
    paths = (ROOT / "data" / "nlu").glob("*/*.yml")
    return {block["intent"] for path in paths for block in read_yaml(path)["nlu"]}


def intents_of(labels):
    return {split_label(label)[0] for label in labels}


def test_the_domain_names_every_intent_of_the_examples_and_no_other(domain, labels):
    assert set(domain["intents"]) == intents_of(labels)


def test_every_intent_has_one_rule(domain, rules):
    ruled = [step["intent"] for steps in rules for step in steps if "intent" in step]
    assert sorted(ruled) == sorted([*domain["intents"], "nlu_fallback"])


def test_every_response_and_every_action_is_used(domain, rules):
    used = {step["action"] for steps in rules for step in steps if "action" in step}
    assert used | BY_POLICIES == set(domain["responses"]) | set(domain["actions"])


def test_no_response_is_named_like_an_intent_with_keys(domain, labels):
    """Rasa would look its text up by the key (``utter_forum/imrf.dates``), and fail."""
    keyed = intents_of(label for label in labels if split_label(label)[1])
    assert keyed
    assert not {f"utter_{intent}" for intent in keyed} & set(domain["responses"])
