"""Calls to the action server: a time limit, and answers checked without checking the schema."""

from typing import Any, Dict

import aiohttp
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions import action
from rasa.core.actions.action import RemoteAction


def limit_action_calls(seconds: float) -> None:
    """Let no call of this process to the action server be silent for longer.

    Rasa waits five minutes, for which a conversation's next messages wait too, and has no setting
    for it: the constant is the only place. Limited is the silence and not the whole call, since a
    busy event loop reads an answer that has come before it finds that it came late.
    """
    action.DEFAULT_REQUEST_TIMEOUT = aiohttp.ClientTimeout(sock_connect=seconds, sock_read=seconds)


def check_results_by_one_validator() -> None:
    """Check the action server's answers by a validator that is made once.

    Rasa has the schema itself checked at every call (``RemoteAction._validate_action_result``),
    which took 30 % of a message's time; no endpoint type and no hook avoids it. An answer that is
    wrong is still refused by Rasa's own method, in its own words.
    """
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)
    refuse = RemoteAction._validate_action_result

    def validate(remote: RemoteAction, result: Dict[str, Any]) -> bool:
        wrong = best_match(validator.iter_errors(result)) is not None
        return bool(refuse(remote, result)) if wrong else True

    RemoteAction._validate_action_result = validate
