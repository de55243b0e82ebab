"""No request of either server's is read without bounds, whatever its channel does."""

import socket
import time
from typing import Iterator

import pytest

from assistant import environment
from assistant.web.request_checks import LARGEST_BODY
from tests.all_channels import AllChannels, running

MOST = int(environment.REQUEST_LIMITS["SANIC_REQUEST_MAX_SIZE"])
HEADERS = int(environment.REQUEST_LIMITS["SANIC_REQUEST_MAX_HEADER_SIZE"])
PATHS = [
    "/webhooks/rest/webhook",
    "/webhooks/web/messages",
    "/webhooks/telegram/webhook",
    "/webhooks/messenger/webhook",
    "/",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[AllChannels]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.environment().items():
            if name.startswith("SANIC_"):
                patch.setenv(name, value)
        patch.setenv("SANIC_REQUEST_TIMEOUT", "1")
        yield from running(tmp_path_factory.mktemp("limits"))


def answer(server: AllChannels, *parts: bytes, pause: float = 0) -> str:
    """The first line of what answers a request that is written byte for byte."""
    address = server.client.base_url.host, server.client.base_url.port
    with socket.create_connection(address, timeout=10) as connection:
        for part in parts:
            try:
                connection.sendall(part)
            except ConnectionError:  # it answered and reads no more
                break
            time.sleep(pause)
        try:
            return connection.recv(1000).split(b"\r\n")[0].decode()
        except ConnectionResetError:
            return "closed"


@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_is_announced_too_long_is_not_waited_for(server, path):
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    said = answer(server, f"{head}Content-Length: {MOST + 1}\r\n\r\n".encode(), b"x" * 1000)
    # Who is not let in, or asks where nothing is, is told so first.
    assert said.split()[1] in ("413", "403", "404", "405"), said


def test_a_body_that_grows_is_not_read_to_its_end(server):
    head = b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    assert "413" in answer(server, head, *[chunk] * (MOST // 0x10000 + 2))


@pytest.mark.parametrize("path", PATHS)
def test_headers_too_long_are_not_read(server, path):
    head = f"GET {path} HTTP/1.1\r\nHost: a\r\nX-Long: {'a' * HEADERS}\r\n\r\n"
    assert answer(server, head.encode()).split()[1] == "413"


def test_who_never_ends_the_headers_is_not_waited_for(server):
    began = time.monotonic()
    said = answer(server, b"GET / HTTP/1.1\r\nHost: a\r\n")
    assert said == "" or "408" in said
    assert time.monotonic() - began < 5


def test_no_channel_takes_more_than_the_servers_do():
    assert LARGEST_BODY < MOST
