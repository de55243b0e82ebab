"""``python -m benchmarks.desk``: how long each page of the staff desk takes, with 10,000
conversations and 100,000 messages in its databases.

On PostgreSQL (Debian's, on a server of its own) where that is installed, else on SQLite, and told
so. The desk runs as ``make run`` starts it; every page is asked for by somebody who may see all.
The bar is for pages: files to take away are timed beside them.
"""

import math
import os
import random
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Callable, Dict, Iterator, List, NamedTuple

import httpx
import typer
from rich.console import Console
from rich.table import Table

from assistant.environment import HOST, free_port
from assistant.settings import ROOT
from benchmarks.desk_filling import WHO, fill, fill_desk
from tests.desk.routes import routes
from tests.production.postgres import Postgres, is_there

BAR = 0.3  # seconds
READY_WITHIN = 120  # seconds; figures are counted at the first request
DATABASES = ("facts", "conversations", "feedback", "unanswered", "handover", "use", "channels")
FACT = "iom.member_states"
OF_A_CONVERSATION = ("live/{}/", "live/{}/lines/", "read/{}/")
out = Console()


class Timed(NamedTuple):
    """A page, or a file, and the seconds that it took, each time."""

    address: str
    is_page: bool
    seconds: List[float]

    @property
    def misses(self) -> bool:
        """Whether it is a page that takes too long."""
        return self.is_page and self.p95 > BAR

    @property
    def p95(self) -> float:
        """The seconds that 95 of 100 take at most."""
        ordered = sorted(self.seconds)
        return ordered[math.ceil(0.95 * len(ordered)) - 1]


@contextmanager
def _databases(folder: Path) -> Iterator[Callable[[str], str]]:
    """Tells the address of an empty database, by name."""
    if not is_there():
        out.print("PostgreSQL is not installed (Debian: apt install postgresql): on SQLite.")
        yield lambda name: f"sqlite:///{folder / name}.db"
        return
    server = Postgres(folder / "server")
    try:
        yield lambda name: server.new_database()
    finally:
        server.stop("immediate")


def _environment(folder: Path, url: Callable[[str], str]) -> Dict[str, str]:
    keys = {f"{name}_KEY_FILE".upper(): str(folder / f"{name}.key")
            for name in ("use", "log", "desk", "handover")}  # fmt: skip
    return {
        **{f"{name}_URL".upper(): url(name) for name in DATABASES},
        **keys,
        "DESK_URL": url("desk"),
        "DESK_FOLDER": str(folder / "desk"),
        "DESK_HOSTS": HOST,
        "PUBLISHING_DIR": str(folder / "publishing"),
        "DJANGO_SETTINGS_MODULE": "assistant.desk.settings",
        "PYTHONPATH": str(ROOT),
    }


def _sign_in() -> Dict[str, str]:
    """The cookies of a session of somebody who may see everything."""
    from allauth.mfa.models import Authenticator
    from django.conf import settings
    from django.test import Client

    from assistant.desk.accounts.models import User
    from assistant.desk.roles import Role

    user = User.objects.create_user(WHO, "", None, role=Role.ADMINISTRATOR)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """The desk's address."""
    port = free_port()
    with (folder / "desk.log").open("w") as log:
        command = [sys.executable, "-m", "assistant.desk", "run", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _wait(client: httpx.Client) -> None:
    """Wait for the desk, and for the figures of use to be counted."""
    end = time.monotonic() + READY_WITHIN
    while True:
        try:
            if "figures" in client.get("/use/").raise_for_status().text:
                return
        except httpx.HTTPError:
            if time.monotonic() > end:
                raise
        time.sleep(0.5)


def _addresses(client: httpx.Client, taken_over: str) -> List[str]:
    """Every page that there is, asked for by something that the databases hold."""
    asked = [route.address for route in routes()]
    asked += [f"/facts/{FACT}/edit/", "/use/?by=day", "/use/?by=month"]
    asked += [f"/conversations/{path.format(taken_over)}" for path in OF_A_CONVERSATION]
    return [each for each in dict.fromkeys(asked) if client.get(each).status_code == 200]


def _give_reason(client: httpx.Client, conversation: str) -> None:
    """Give the reason that reading a conversation takes, for all times that it is asked for."""
    from django.conf import settings

    address = f"/conversations/read/{conversation}/"
    client.get(address).raise_for_status()
    token = client.cookies[settings.CSRF_COOKIE_NAME]
    data = {"reason": "une mesure", "csrfmiddlewaretoken": token}
    answer = client.post(f"{address}reason/", data=data)
    assert answer.status_code == 302, answer.text


def _timed(client: httpx.Client, address: str, times: int) -> Timed:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        answer = client.get(address).raise_for_status()
        seconds.append(time.perf_counter() - began)
    is_page = answer.headers["content-type"].startswith("text/html")
    return Timed(address, is_page, seconds)


def main(times: int = typer.Option(20, min=1, help="How often each page is asked for.")) -> None:
    """Fill the databases, time every page, and end with 1 where one misses the bar."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="desk-")))
        url = stack.enter_context(_databases(folder))
        os.environ.update(_environment(folder, url))
        import django

        django.setup()
        from django.core.management import call_command

        began = time.monotonic()
        call_command("migrate", interactive=False, verbosity=0)
        taken_over = fill(random.Random(13))
        cookies = _sign_in()
        fill_desk()
        out.print(f"Filled in {time.monotonic() - began:.0f} s.")
        address = stack.enter_context(_serving(folder))
        client = stack.enter_context(httpx.Client(base_url=address, cookies=cookies, timeout=60))
        began = time.monotonic()
        _wait(client)
        out.print(f"Begun, and figures counted, in {time.monotonic() - began:.0f} s.")
        _give_reason(client, taken_over)
        found = [_timed(client, each, times) for each in _addresses(client, taken_over)]
    missed = _report(found)
    raise typer.Exit(1 if missed else 0)


def _report(found: List[Timed]) -> List[Timed]:
    table = Table("page or file", "median, ms", "95 of 100, ms", "slowest, ms")
    for each in sorted(found, key=lambda timed: -timed.p95):
        numbers = (statistics.median(each.seconds), each.p95, max(each.seconds))
        style = "red" if each.misses else ""
        named = each.address if each.is_page else f"{each.address} (file)"
        table.add_row(named, *(f"{1000 * one:.0f}" for one in numbers), style=style)
    out.print(table)
    missed = [each for each in found if each.misses]
    pages = sum(each.is_page for each in found)
    out.print(f"{pages} pages, {len(missed)} over {1000 * BAR:.0f} ms.")
    return missed


if __name__ == "__main__":
    typer.run(main)
