"""What was done at the desk, by whom and when: written once, changed never."""

from django.http import HttpRequest


def note(request: HttpRequest, what: str, about: str) -> None:
    """Note that the account of a request did something.

    Args:
        what: an English sentence without an end, marked with ``gettext_noop``: the page that
            shows it translates it.
        about: what it was done to: an id or a name, never what a visitor wrote.
    """
    from assistant.desk.audit.models import Entry

    Entry.of(request, what, about).save()
