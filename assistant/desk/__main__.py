"""The desk's own commands."""

import os
import sys
from typing import Optional

import typer

from assistant.environment import HOST
from assistant.settings import DeskSettings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assistant.desk.settings")
app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def _set_up() -> None:
    import django

    django.setup()


@app.command()
def migrate() -> None:
    """Bring the desk's database to the newest revision."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


@app.command()
def run(port: Optional[int] = typer.Option(None, help="Default: DESK_PORT.")) -> None:
    """Serve the pages, on this machine only."""
    migrate()
    settings = DeskSettings()
    # One process: what is counted in memory (requests, tries at a code) is counted once.
    arguments = ["-m", "gunicorn", "assistant.desk.wsgi", "--workers", "1"]
    arguments += ["--bind", f"{HOST}:{port or settings.desk_port}"]
    arguments += ["--threads", str(settings.desk_threads), "--worker-class", "gthread"]
    arguments += ["--worker-tmp-dir", str(settings.desk_folder), "--log-level", "warning"]
    os.execv(sys.executable, [sys.executable, *arguments])


@app.command("create-administrator")
def create_administrator(
    name: str = typer.Argument(..., help="The name to sign in with."),
    email: str = typer.Option("", help="Where reminders and notices go."),
) -> None:
    """Add an account that may do everything; prints the link by which its password is set."""
    from assistant.desk.accounts.creating import AccountExists, create, link_path
    from assistant.desk.roles import Role

    migrate()
    try:
        user = create(name, email, Role.ADMINISTRATOR)
    except AccountExists:
        sys.exit(f"There is an account {name!r} already.")
    settings = DeskSettings()
    typer.echo(
        f"Open this within {settings.desk_link_hours} hours, once, and choose a password:\n"
        f"  {_origin(settings)}{link_path(user)}"
    )


def _origin(settings: DeskSettings) -> str:
    """The address that the desk is asked by: behind a proxy, its first name."""
    names = settings.desk_hosts.split()
    if settings.desk_https and names:
        return f"https://{names[0]}"
    # Browsers take passkeys for a name, not for an address.
    return f"http://localhost:{settings.desk_port}"


@app.command()
def words() -> None:
    """Tell which words of the pages have no translation."""
    from assistant.desk.catalogues import TRANSLATED, missing

    found = {language: missing(language) for language in TRANSLATED}
    for language, messages in found.items():
        for msgid, files in messages.items():
            typer.echo(f"{language}: {msgid!r} ({', '.join(sorted(files))})")
    raise typer.Exit(1 if any(found.values()) else 0)


if __name__ == "__main__":
    app()
