"""A PostgreSQL of the tests' own: Debian's, on a free port, in a folder that goes with them."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator, List, Optional
from uuid import uuid4

from sqlalchemy import create_engine, text

from assistant.environment import free_port

WITHIN = 30.0  # seconds to start or stop
OWNER = "postgres"  # PostgreSQL refuses to run as root


def programs() -> Optional[Path]:
    """The folder of the newest PostgreSQL's programs; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    on_path = shutil.which("postgres")
    return found[-1] if found else Path(on_path).parent if on_path else None


class Postgres:
    """A server that can be stopped, killed and started again with what it holds."""

    def __init__(self, folder: Path) -> None:
        found = programs()
        assert found is not None
        self._bin, self._data, self._log = found, folder / "data", folder / "postgres.log"
        self.port = free_port()
        folder.mkdir(parents=True, exist_ok=True)
        if os.getuid() == 0:
            shutil.chown(folder, OWNER, OWNER)
            # pytest's folders are closed to everybody else.
            for parent in folder.parents:
                if not os.stat(parent).st_mode & 0o001:
                    parent.chmod(os.stat(parent).st_mode | 0o011)
        self._run("initdb", "-D", str(self._data), "-U", OWNER, "-A", "trust", "--no-sync")
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        self._finished([str(self._bin / program), *arguments])

    def _finished(self, command: List[str]) -> None:
        user: Any = OWNER if os.getuid() == 0 else None
        done = subprocess.run(
            command, user=user, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert done.returncode == 0, done.stdout

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
        options += "-c fsync=off"
        self._finished(
            [str(self._bin / "pg_ctl"), "start", "-w", "-t", str(int(WITHIN)), "-s"]
            + ["-D", str(self._data), "-l", str(self._log), "-o", options]
        )

    def stop(self, mode: str = "fast") -> None:
        """Stop it at once: every connection is lost. ``immediate`` leaves the files as they are."""
        self._run("pg_ctl", "stop", "-s", "-m", mode, "-D", str(self._data))

    def kill(self) -> None:
        """End it as a machine that loses its power."""
        lines = (self._data / "postmaster.pid").read_text().splitlines()
        os.kill(int(lines[0]), signal.SIGKILL)
        end = time.monotonic() + WITHIN
        while Path(f"/proc/{lines[0]}").exists() and time.monotonic() < end:
            time.sleep(0.05)

    @contextmanager
    def hung(self) -> Iterator[None]:
        """Every connection is open and says nothing."""
        parent = (self._data / "postmaster.pid").read_text().splitlines()[0]
        found = subprocess.run(["pgrep", "-P", parent], stdout=subprocess.PIPE, text=True)
        processes = [int(process) for process in (parent, *found.stdout.split())]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)

    def url(self, database: str = OWNER) -> str:
        """The SQLAlchemy URL of a database."""
        return f"postgresql+psycopg2://{OWNER}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make an empty database; its SQLAlchemy URL."""
        name = f"test_{uuid4().hex[:12]}"
        engine = create_engine(self.url(), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name)


def is_there() -> bool:
    """Whether PostgreSQL is installed, and somebody whom it may run as."""
    if programs() is None:
        return False
    return os.getuid() != 0 or OWNER in {user.pw_name for user in pwd.getpwall()}
