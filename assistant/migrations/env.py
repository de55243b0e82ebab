"""Run by Alembic: on the connection that the assistant hands over, or, from Alembic's own command
line, on the database of the settings."""

from typing import Any

from alembic import context
from sqlalchemy.engine import Connection

from assistant.databases.migrating import version_table

SCHEMA = context.config.config_ini_section


def run(connection: Connection, **options: Any) -> None:
    """Run what was asked for."""
    context.configure(
        connection=connection,
        version_table=version_table(SCHEMA),
        render_as_batch=True,
        **options,
    )
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
        run(connection, target_metadata=models_of(SCHEMA), include_name=place.schema.owns)
    engine.dispose()


given: Any = context.config.attributes.get("connection")
if given is None:
    run_from_the_command_line()
else:
    run(given)
