import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from assistant.responses.action_calls import check_results_by_one_validator

RASAS_OWN = RemoteAction._validate_action_result
RIGHT = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "fact", "value": "x"}], "responses": [{"text": "a"}]},
]
WRONG = [
    {"events": "none"},
    {"events": [{"event": "slot"}]},
    {"events": [{"event": "of no kind"}]},
    {"responses": ["text"]},
    {"responses": {"text": "a"}},
]


@pytest.fixture
def remote(monkeypatch):
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RASAS_OWN)
    check_results_by_one_validator()
    return RemoteAction("action_answer", None)


@pytest.mark.parametrize("result", RIGHT)
def test_what_rasa_takes_is_taken(remote, result):
    assert RASAS_OWN(remote, result) and remote._validate_action_result(result)


@pytest.mark.parametrize("result", WRONG)
def test_what_rasa_refuses_is_refused_in_the_same_words(remote, result):
    with pytest.raises(ValidationError) as rasas:
        RASAS_OWN(remote, result)
    with pytest.raises(ValidationError) as ours:
        remote._validate_action_result(result)
    assert ours.value.message == rasas.value.message


def test_the_schema_is_checked_once(remote, monkeypatch):
    from jsonschema.validators import validator_for

    kind = validator_for(RemoteAction.action_response_format_spec())

    def again(schema):
        raise AssertionError("the schema was checked again")

    monkeypatch.setattr(kind, "check_schema", again)
    assert remote._validate_action_result(RIGHT[-1])
