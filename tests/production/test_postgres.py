"""The server that these tests run on is what they take it for."""

from sqlalchemy import create_engine, text


def test_what_was_committed_is_there_after_the_server_was_killed(postgres, database):
    engine = create_engine(database, pool_pre_ping=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (number integer)"))
        connection.execute(text("INSERT INTO kept VALUES (1)"))
    postgres.kill()
    postgres.start()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT number FROM kept")) == 1
    engine.dispose()
