import pytest
import structlog
from rasa.core.run import create_http_input_channels

from assistant import launch
from assistant.credentials import public_settings, rest_is_open, rest_of_a_local_run, rest_refusal
from assistant.rest import DevelopmentRest
from assistant.settings import ROOT, Settings

PUBLIC = {
    "PUBLIC_URL": "https://assistant.example.org",
    "WEB_SITES": "https://tunisia.iom.int",
    "WEB_PROXIES": "1",
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in ("REST", "CREDENTIALS_FILE", *PUBLIC):
        monkeypatch.delenv(name, raising=False)


def rest_of(credentials) -> list:
    channels = create_http_input_channels(None, str(credentials))
    return [channel for channel in channels if isinstance(channel, DevelopmentRest)]


def test_rest_is_closed_unless_it_is_asked_for(monkeypatch):
    assert not rest_is_open() and rest_refusal() is None
    [rest] = rest_of(ROOT / "credentials.yml")
    assert not list(rest.blueprint(None)._future_routes)
    monkeypatch.setenv("REST", "1")
    assert rest_is_open() and rest_refusal() is None
    [rest] = rest_of(ROOT / "credentials.yml")
    assert list(rest.blueprint(None)._future_routes)


@pytest.mark.parametrize("name", PUBLIC)
def test_rest_is_never_open_where_the_public_is_served(monkeypatch, name):
    monkeypatch.setenv("REST", "1")
    monkeypatch.setenv(name, PUBLIC[name])
    assert not rest_is_open() and public_settings() == [name]
    assert name in rest_refusal()
    with structlog.testing.capture_logs() as logged:
        [rest] = rest_of(ROOT / "credentials.yml")
    assert not list(rest.blueprint(None)._future_routes)
    assert [entry["reason"] for entry in logged] == [rest_refusal()]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_run_on_this_machine_opens_rest_but_not_for_the_public(monkeypatch, name):
    assert rest_of_a_local_run() == {"REST": "1"}
    assert launch.environment()["REST"] == "1" and "curl" in launch._over_rest()
    monkeypatch.setenv(name, PUBLIC[name])
    assert rest_of_a_local_run() == {}
    assert "REST" not in launch.environment() and launch._over_rest() == ""
    # Nobody asked for it: nothing is to be told.
    assert rest_refusal() is None


def test_whoever_runs_it_may_close_rest(monkeypatch):
    monkeypatch.setenv("REST", "0")
    assert launch.environment()["REST"] == "0" and launch._over_rest() == ""


@pytest.mark.parametrize("empty", ["REST", *PUBLIC])
def test_an_empty_variable_counts_as_missing(monkeypatch, empty):
    monkeypatch.setenv(empty, "")
    assert rest_of_a_local_run() == {"REST": "1"}


def test_the_servers_credentials_can_be_named(monkeypatch, tmp_path):
    command = launch.rasa_server(tmp_path / "model")
    assert command[command.index("--credentials") + 1] == str(ROOT / "credentials.yml")
    monkeypatch.setenv("CREDENTIALS_FILE", str(tmp_path / "other.yml"))
    assert str(tmp_path / "other.yml") in launch.rasa_server(tmp_path / "model")
    assert Settings().credentials_file == tmp_path / "other.yml"


def test_the_tests_credentials_are_the_roots_with_rest_open():
    def channels(path) -> list:
        return [type(channel) for channel in create_http_input_channels(None, str(path))]

    own, others = channels(ROOT / "tests" / "credentials.yml"), channels(ROOT / "credentials.yml")
    assert issubclass(own[0], others[0]) and own[1:] == others[1:]
