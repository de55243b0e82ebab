"""Settings come from the environment, or from files that hold one secret each."""

import os
import subprocess
import sys

import pytest

from assistant.settings import ROOT

ASK = (
    "from assistant.settings import *; print(Settings().web_key, ChannelSettings().telegram_token)"
)


@pytest.mark.parametrize(
    "variables, told",
    [({}, "in a file **********"), ({"WEB_KEY": "in the environment"}, "in the environment ***")],
)
def test_a_secret_may_be_a_file(tmp_path, variables, told):
    (tmp_path / "web_key").write_text("in a file\n")
    (tmp_path / "TELEGRAM_TOKEN").write_text("1:a\n")
    (tmp_path / "privkey.pem").write_text("somebody else's")
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env={**os.environ, "CREDENTIALS_DIRECTORY": str(tmp_path), **variables},
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith(told), done.stdout + done.stderr
