"""The proxy in front of several processes: a visitor stays on one, one that is down is skipped."""

import signal
import time
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple

import httpx
import pytest
from itsdangerous import TimestampSigner

from assistant.environment import HOST, free_port
from assistant.launch import ACTIONS_PORT
from assistant.settings import ROOT
from assistant.web.visitor import EMBEDDED_COOKIE, OWN_SITE_COOKIE, Visitor, Visitors
from tests.deploy.proxy import MISSING, NGINX, PROCESSES, Proxy
from tests.stand_ins.process import DIES, LINES, Process

MESSAGES = "/webhooks/web/messages"
ACTION = "/webhook"


class Site(NamedTuple):
    """The proxy, Rasa's processes and the action servers behind it."""

    proxy: Proxy
    rasas: List[Process]
    actions: List[Process]

    def who(self, method: str = "GET", path: str = MESSAGES, **headers: str) -> str:
        """Which process answers."""
        status, text, _ = self.proxy.ask(method, path, b"", **headers)
        assert status == 200
        return text.strip()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    if NGINX is None:
        pytest.skip(MISSING)
    rasas = [Process(tmp_path, f"rasa{number}", free_port()) for number in (1, 2)]
    actions = [Process(tmp_path, f"actions{number}", free_port()) for number in (1, 2)]
    proxy = Proxy(
        tmp_path, [process.port for process in rasas], [process.port for process in actions]
    )
    assert "successful" in proxy.check(), proxy.check()
    proxy.start()
    yield Site(proxy, rasas, actions)
    proxy.stop()
    for process in (*rasas, *actions):
        process.stop()


def cookies(visitor: Visitor, at: int = 0) -> Dict[str, str]:
    """The header by which the browser of a visitor names them, signed at some time."""
    signer = TimestampSigner("a key", salt="visitor cookie")
    signer.get_timestamp = lambda: 1_700_000_000 + at
    name = EMBEDDED_COOKIE if visitor.is_embedded else OWN_SITE_COOKIE
    signed = signer.sign(visitor.conversation).decode()
    return {"Cookie": f"oim_cookies=1; {name}={signed}"}


def token(visitor: Visitor) -> Dict[str, str]:
    """The header of a page whose cookies are refused."""
    return {"X-Visitor": Visitors("a key", 60).token(visitor)}


@pytest.mark.parametrize("embedded", [False, True])
def test_a_visitor_stays_on_one_process_and_there_are_visitors_on_each(site, embedded):
    reached = set()
    for _ in range(12):
        visitor = Visitors.new(embedded)
        # The cookie is signed anew at each visit.
        processes = {
            site.who(method, **cookies(visitor, at))
            for at in range(0, 4000, 1000)
            for method in ("GET", "POST")
        }
        # The same conversation, by a page that cannot keep cookies.
        processes.add(site.who("POST", **token(visitor)))
        assert len(processes) == 1
        reached |= processes
    assert reached == {"rasa1", "rasa2"}


def test_the_cookie_decides_as_it_does_in_the_assistant(site):
    for _ in range(12):
        embedded, own, other = Visitors.new(True), Visitors.new(False), Visitors.new(False)
        both = f"{cookies(own)['Cookie']}; {cookies(embedded)['Cookie']}"
        expected = site.who(**cookies(embedded))
        assert site.who(**{"Cookie": both, **token(other)}) == expected
        assert site.who(**cookies(own), **token(other)) == site.who(**cookies(own))


def test_who_is_not_known_yet_goes_by_the_address(site):
    assert len({site.who() for _ in range(20)}) == 1
    assert len({site.who(**{"X-Visitor": word, "Cookie": "oim_visitor=x"})
                for word in ("a", "b", "c", "d", "", "é")}) == 1  # fmt: skip


def test_a_process_that_is_down_is_skipped_and_found_again(site):
    visitors = [cookies(Visitors.new(False)) for _ in range(20)]
    at_first = [site.who(**visitor) for visitor in visitors]
    site.rasas[0].stop()
    for number, visitor in enumerate(visitors):
        status, text, _ = site.proxy.ask("POST", MESSAGES, b"%d" % number, **visitor)
        assert (status, text.strip()) == (200, "rasa2")
    assert site.rasas[1].heard()[-20:] == [str(number) for number in range(20)]
    site.rasas[0].start()
    # At once: the other one may be the next to go.
    assert [site.who(**visitor) for visitor in visitors] == at_first


def test_what_a_process_has_read_is_not_sent_to_another(site):
    """It may have been answered, or noted, before the process ended."""
    status, _, _ = site.proxy.ask("POST", DIES, b"once")
    assert status == 502
    assert [process.heard() for process in site.rasas].count(["once"]) == 1
    assert sum(len(process.heard()) for process in site.rasas) == 1


def test_a_reply_under_way_is_finished_by_a_process_that_is_told_to_end(site):
    connection = site.proxy.open()
    connection.request("GET", LINES)
    answer = connection.getresponse()
    first, at = answer.readline().decode().strip(), time.monotonic()
    [process] = [process for process in site.rasas if process.name == first]
    process.process.send_signal(signal.SIGTERM)
    # The first line came before the second was made: nothing is gathered.
    assert answer.read().decode().strip() == first and time.monotonic() - at > 0.5
    assert process.process.wait(10) == 0


@pytest.mark.parametrize("fault", [signal.SIGKILL, signal.SIGSTOP])
def test_an_action_server_that_is_gone_or_hangs_is_not_missed(site, fault):
    site.actions[0].process.send_signal(fault)
    began = time.monotonic()
    for _ in range(6):
        assert _ask_for_an_action(site.proxy) == "actions2"
    assert time.monotonic() - began < 6
    site.actions[0].process.send_signal(signal.SIGCONT)


def _ask_for_an_action(proxy: Proxy) -> str:
    reply = httpx.post(f"http://{HOST}:{proxy.actions_port}{ACTION}", content=b"{}", timeout=5)
    assert reply.status_code == 200
    return reply.text.strip()


def test_the_action_servers_are_for_this_machine_and_where_rasa_asks():
    written = PROCESSES.read_text(encoding="utf-8")
    assert f"listen {HOST}:{ACTIONS_PORT};" in written and written.count("listen ") == 1
    assert f"http://{HOST}:{ACTIONS_PORT}{ACTION}\n" in (ROOT / "endpoints.yml").read_text()
