"""The desk's database: its tables are Django's, which makes them in a process of its own.

Nothing here imports Django: what is at which revision is read from the table in which Django notes
it, and from the names of the migrations' files.
"""

import os
import subprocess
import sys
from typing import Dict, Iterable, List, Optional, Tuple

from sqlalchemy import column, inspect, select, table
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError

from assistant.databases.schemas import Schema
from assistant.settings import ROOT

NOTED_IN = "django_migrations"
# Made with the tables, and full before anybody wrote anything.
DJANGOS_OWN = ("django_content_type", "auth_permission", "auth_group", "auth_group_permissions")
APPS = ROOT / "assistant" / "desk"


class DjangoSchema(Schema):
    """Tables that the migrations of Django's apps make.

    A revision names the last migration of each app of the project's own, with spaces between
    (``accounts.0001_initial audit.0002_append_only``): others' come with the lock file.
    """

    @property
    def all_tables(self) -> Tuple[str, ...]:
        """The tables, those that Django fills itself, and the one that notes what was migrated."""
        return (*self.tables, *DJANGOS_OWN, NOTED_IN)

    @property
    def newest(self) -> Optional[str]:
        """The newest revision."""
        return _newest_of(_own())

    def knows(self, revision: str) -> bool:
        """Whether a revision is one of this version's."""
        return set(revision.split()) <= {".".join(own) for own in _own()}

    def revision_of(self, connection: Connection) -> Optional[str]:
        """The revision that a database is at; None where it notes none."""
        if NOTED_IN not in inspect(connection).get_table_names():
            return None
        noted = select(column("app"), column("name")).select_from(table(NOTED_IN))
        apps = {app for app, _ in _own()}
        rows = connection.execute(noted).all()
        return _newest_of((app, name) for app, name in rows if app in apps)

    def create_all(self, engine: Engine) -> None:
        """Have Django bring a database to the newest revision: nothing where it is there.

        Raises:
            OperationalError: Django could not.
        """
        with engine.connect() as connection:
            if self.revision_of(connection) == self.newest:
                return
        address = engine.url.render_as_string(hide_password=False)
        command = [sys.executable, "-m", "assistant.desk", "migrate"]
        done = subprocess.run(
            command,
            env={**os.environ, "DESK_URL": address},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        if done.returncode != 0:
            said = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
            raise OperationalError(" ".join(command[1:]), {}, Exception(said[-1]))


def _own() -> List[Tuple[str, str]]:
    """The migrations of the project's own apps, by app and name."""
    return [(path.parts[-3], path.stem) for path in APPS.glob("*/migrations/0*.py")]


def _newest_of(migrations: Iterable[Tuple[str, str]]) -> Optional[str]:
    """The revision of what was migrated: numbers begin the names."""
    last: Dict[str, str] = {}
    for app, name in sorted(migrations):
        last[app] = name
    return " ".join(f"{app}.{name}" for app, name in last.items()) or None


DESK = DjangoSchema(
    "desk",
    (
        "accounts_user",
        "accounts_user_groups",
        "accounts_user_user_permissions",
        "account_emailaddress",
        "account_emailconfirmation",
        "audit_entry",
        "axes_accessattempt",
        "axes_accessattemptexpiration",
        "axes_accessfailurelog",
        "axes_accesslog",
        "django_session",
        "mfa_authenticator",
    ),
)
