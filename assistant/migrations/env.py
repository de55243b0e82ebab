"""Run by Alembic: on the connection that the assistant hands over, or, from Alembic's own command
line, on the database of the settings."""

from typing import Any, Optional

from alembic import context
from sqlalchemy import MetaData
from sqlalchemy.engine import Connection

from assistant.databases.migrating import environment_options

SCHEMA = context.config.config_ini_section


def run(connection: Connection, models: Optional[MetaData] = None) -> None:
    """Run what was asked for; ``models`` is what a new migration is written from."""
    context.configure(connection=connection, target_metadata=models, **environment_options(SCHEMA))
    with context.begin_transaction():
        context.run_migrations()


def run_from_the_command_line() -> None:
    """Connect, and read the models: among them are Rasa's, which take some seconds."""
    from assistant.database import open_engine
    from assistant.databases.places import places
    from assistant.migrations.models import models_of

    [place] = [place for place in places() if place.schema.name == SCHEMA]
    engine = open_engine(place.url, place.schema)
    with engine.connect() as connection:
        run(connection, models_of(SCHEMA))
    engine.dispose()


given: Any = context.config.attributes.get("connection")
if given is None:
    run_from_the_command_line()
else:
    run(given)
