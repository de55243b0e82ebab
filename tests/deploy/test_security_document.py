"""What docs/security.md promises is what is set."""

import re

from assistant import environment, launch
from assistant.settings import ROOT, Settings
from assistant.web.request_checks import LARGEST_BODY

DOCUMENT = re.sub(r"\s+", " ", (ROOT / "docs" / "security.md").read_text(encoding="utf-8"))
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
LIMITS = environment.REQUEST_LIMITS


def test_the_bounds_are_those_that_are_set():
    headers = int(LIMITS["SANIC_REQUEST_MAX_HEADER_SIZE"])
    assert f"headers ({headers // 1024} KB)" in DOCUMENT
    count, size = re.search(r"large_client_header_buffers (\d) (\d)k", NGINX).groups()
    assert int(count) * int(size) * 1024 == headers
    assert f"body ({LARGEST_BODY // 1024} KB of the page, 1 MB of a service)" in DOCUMENT
    assert int(LIMITS["SANIC_REQUEST_MAX_SIZE"]) == 1024 * 1024 and "max_body_size 1m" in NGINX
    seconds = re.search(r"client_header_timeout (\d+)s", NGINX)[1]
    assert f"time ({seconds} s)" in DOCUMENT and f"client_body_timeout {seconds}s" in NGINX
    assert f"requests ({re.search('rate=([0-9]+)r/s', NGINX)[1]} a second)" in DOCUMENT
    assert f"connections ({re.search('limit_conn assistant_connections ([0-9]+)', NGINX)[1]})" in (
        DOCUMENT
    )


def test_where_it_is_watched_and_how_long_an_identity_lasts():
    assert f"`{environment.HOST}:{launch.WATCH_PORT}`" in DOCUMENT
    assert "signed, for a day" in DOCUMENT and Settings().web_hours == 24


def test_every_kind_of_attacker_is_thought_of():
    for attacker in ("A visitor", "A member of a group", "The site that embeds", "Staff",
                     "The network", "A stolen laptop"):  # fmt: skip
        assert f"**{attacker}" in DOCUMENT, attacker
