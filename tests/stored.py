"""What a database holds, whatever kind it is."""

import json
from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool


def holds(url: str, words: str) -> bool:
    """Whether a database holds words, in either of the forms in which they are kept: an SQLite
    one in any of its files, another one in any row of any table."""
    forms = [words, json.dumps(words)[1:-1]]
    if make_url(url).get_backend_name() == "sqlite":
        file = Path(make_url(url).database)
        contents = [path.read_bytes() for path in file.parent.glob(f"{file.name}*")]
        return any(form.encode() in content for form in forms for content in contents)
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        rows = [
            row
            for table in inspect(engine).get_table_names()
            for (row,) in connection.execute(text(f'SELECT t::text FROM "{table}" t'))
        ]
    # Within a row's text, quotes and backslashes stand twice.
    return any(form in row.replace("\\\\", "\\") for form in forms for row in rows)
