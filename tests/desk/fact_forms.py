"""A fact's form on the desk, as a browser would send it."""

from assistant.desk.facts.store import fact_store

MEMBERS = "iom.member_states"
POLICE = "help.police"


def form_of(client, fact):
    """What the editor's page would send, unchanged."""
    form = client.get(f"/facts/{fact}/edit/").context["form"]
    data = {}
    for field in form:
        value = field.value()
        if isinstance(value, bool):
            if value:
                data[field.html_name] = "on"
        elif value is not None:
            data[field.html_name] = value
    return data


def changed_form(client, fact, **changes):
    """What it would send, changed: ``value__count`` is the control ``value.count``."""
    return {**form_of(client, fact), **{key.replace("__", "."): v for key, v in changes.items()}}


def save(client, fact, **changes):
    """Save a fact, changed."""
    return client.post(f"/facts/{fact}/edit/", changed_form(client, fact, **changes))


def count():
    return fact_store().get(MEMBERS).record.value.count


def errors(response):
    return response.context["form"].errors
