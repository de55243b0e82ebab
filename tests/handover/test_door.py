"""The door by which the desk reaches Rasa's server."""

import httpx
import pytest

from assistant.handover.client import HandoverServer, NotDone
from assistant.handover.key import KEY_HEADER, handover_key
from assistant.settings import HandoverSettings
from tests.all_channels import OnTheWeb
from tests.handover.conftest import waiting

pytestmark = pytest.mark.usefixtures("patient", "open_office")


def knock(server, act="take", body=None, **headers):
    document = body if body is not None else {"conversation": "web-x", "staff": "amel"}
    own = {KEY_HEADER: handover_key(HandoverSettings())}
    return httpx.post(
        f"{server.url}/webhooks/handover/{act}",
        json=document,
        headers={**own, **headers},
        trust_env=False,
    )


@pytest.mark.parametrize("act", ["take", "say", "return"])
def test_the_door_is_for_this_machine_and_who_knows_the_key(server, act):
    assert knock(server, act).status_code in (200, 409)
    for headers in (
        {KEY_HEADER: ""},
        {KEY_HEADER: "wrong"},
        {"X-Forwarded-For": "41.226.1.1"},
        {"Via": "1.1 a-proxy"},
    ):
        assert knock(server, act, **headers).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"conversation": "web-x"},
        {"conversation": "web-x", "staff": 7},
        {"conversation": "telegram-1", "staff": "amel"},
        {"conversation": "rest-me", "staff": "amel"},
        {"conversation": "x", "staff": ""},
    ],
)
def test_what_is_none_of_the_desks_is_refused(server, body):
    assert knock(server, "say", body).status_code == 400


def test_of_several_processes_the_desk_asks_one_that_is_there(server, visitor, words, people):
    waiting(visitor, words)
    settings = HandoverSettings(handover_server=f"http://127.0.0.1:9 {server.url}")
    HandoverServer(settings).take(visitor.name, "amel")
    assert people.takeovers.of(visitor.name).staff == "amel"


def test_without_a_key_the_door_opens_to_nobody_and_the_server_starts(
    server, monkeypatch, tmp_path
):
    (tmp_path / "empty.key").write_text("")
    monkeypatch.setenv("HANDOVER_KEY_FILE", str(tmp_path / "empty.key"))
    server.stop()
    server.start()
    assert OnTheWeb(server).say("bonjour") == "« bonjour »"
    response = httpx.post(
        f"{server.url}/webhooks/handover/take", headers={KEY_HEADER: ""}, trust_env=False
    )
    assert response.status_code == 403


def test_the_desk_is_told_where_the_server_is_gone_or_refuses(monkeypatch, tmp_path):
    with pytest.raises(NotDone):
        HandoverServer(HandoverSettings(handover_server="http://127.0.0.1:9")).take("web-x", "a")
