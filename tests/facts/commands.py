"""The `facts` command as the staff give it, and what it says."""

from typer.testing import CliRunner

from assistant.facts.cli import app

MEMBERS = "iom.member_states"
cli = CliRunner()


def refused(*arguments: str) -> str:
    """What a command that is refused says: nothing of Python."""
    result = cli.invoke(app, list(arguments))
    assert result.exit_code == 1, (result.output, result.exception)
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.output.strip() and "Traceback" not in result.output
    assert "sqlalche.me" not in result.output
    return result.output


def accepted(*arguments: str) -> str:
    """What a command says that does what it is told."""
    result = cli.invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output
