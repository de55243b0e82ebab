import pytest
from typer.testing import CliRunner

from assistant.messaging.cli import app
from tests.stand_ins import messenger_api, telegram_api

runner = CliRunner()


@pytest.fixture
def services(monkeypatch, tmp_path):
    telegram, messenger = telegram_api.TelegramStandIn(), messenger_api.MessengerStandIn()
    telegram.start()
    messenger.start()
    for name, value in {
        "PUBLIC_URL": "https://assistant.example.org/",
        "TELEGRAM_TOKEN": telegram_api.TOKEN,
        "TELEGRAM_API_URL": telegram.url,
        "MESSENGER_PAGE_TOKEN": messenger_api.PAGE_TOKEN,
        "MESSENGER_APP_ID": messenger_api.APP_ID,
        "MESSENGER_APP_SECRET": messenger_api.APP_SECRET,
        "MESSENGER_API_URL": messenger.url,
        "CHANNEL_PAUSE": "0.05",
    }.items():
        monkeypatch.setenv(name, value)
    yield telegram, messenger
    telegram.stop()
    messenger.stop()


def run(*words):
    result = runner.invoke(app, list(words))
    return result.exit_code, " ".join(result.output.split())


def test_show_tells_what_is_missing_and_no_secret(services, monkeypatch):
    code, output = run("show")
    assert code == 0 and output.count("configured") == 2
    assert telegram_api.TOKEN not in output and messenger_api.APP_SECRET not in output
    monkeypatch.setenv("TELEGRAM_TOKEN", "")
    monkeypatch.delenv("MESSENGER_APP_ID")
    code, output = run("show")
    assert "quiet" in output and "TELEGRAM_TOKEN" in output and "MESSENGER_APP_ID" in output


def test_check_tells_whether_the_token_is_right(services, monkeypatch):
    code, output = run("check", "telegram")
    assert code == 0 and "t.me/OimTunisieBot" in output and "nothing yet" in output
    code, output = run("check", "messenger")
    assert code == 0 and messenger_api.PAGE_ID in output and "none yet" in output
    monkeypatch.setenv("TELEGRAM_TOKEN", "4711:wrong")
    code, output = run("check", "telegram")
    assert code == 1 and "Unauthorized" in output and "wrong" not in output


def test_register_sets_everything(services, monkeypatch):
    telegram, messenger = services
    for channel in ("telegram", "messenger"):
        code, output = run("register", channel)
        assert code == 0, output
    assert telegram.webhook["url"] == "https://assistant.example.org/webhooks/telegram/webhook"
    assert set(telegram.commands) == {"", "fr", "en", "ar"} and messenger.profile
    assert "Assistant" in run("check", "messenger")[1]
    monkeypatch.delenv("PUBLIC_URL")
    assert run("register", "telegram")[0] == 1


def test_send_sends_and_tells_what_went_wrong(services):
    telegram, messenger = services
    assert run("send", "telegram", "7001", "--text", "Essai")[0] == 0
    assert run("send", "messenger", "7001")[0] == 0
    assert telegram.texts() == ["Essai"] and messenger.texts() == ["Bonjour"]
    telegram.blocked_by.add(7001)
    code, output = run("send", "telegram", "7001")
    assert code == 1 and "blocked" in output


def test_without_a_token_it_says_what_to_set(monkeypatch):
    monkeypatch.delenv("TELEGRAM_TOKEN", raising=False)
    code, output = run("check", "telegram")
    assert code == 1 and "TELEGRAM_TOKEN" in output
