"""Django's settings of a database, from the URL that SQLAlchemy understands."""

from typing import Any, Dict

from sqlalchemy.engine import make_url

from assistant.database import POSTGRESQL, SQLITE, make_folder

ENGINES = {
    SQLITE: "django.db.backends.sqlite3",
    POSTGRESQL: "django.db.backends.postgresql",
}
# One writer at a time, who waits at the transaction's start and not in its middle; a write-ahead
# log, as the assistant's other databases have.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
    "timeout": 10,
}


def database(address: str) -> Dict[str, Any]:
    """What stands in ``DATABASES`` for a SQLAlchemy URL; SQLite's folder is made.

    Raises:
        ValueError: the URL names another kind of database.
    """
    url = make_url(address)
    kind = url.get_backend_name()
    if kind not in ENGINES:
        raise ValueError(f"DESK_URL names {kind}: write sqlite:///… or postgresql://…")
    make_folder(url)
    found: Dict[str, Any] = {"ENGINE": ENGINES[kind], "NAME": url.database or ""}
    if kind == SQLITE:
        return {**found, "OPTIONS": SQLITE_OPTIONS}
    query = dict(url.query)
    return {
        **found,
        "USER": url.username or "",
        "PASSWORD": str(url.password or ""),
        "HOST": query.pop("host", url.host or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **query},
    }
