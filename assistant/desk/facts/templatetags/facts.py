"""What choices of records are called."""

from django import template
from django.utils.translation import gettext

from assistant.desk.facts.labels import WHY_DUE, choice_label

register = template.Library()


@register.filter
def choice(value: str, part: str) -> str:
    """A choice of a part (``status``) in the page's language."""
    return choice_label(part, value)


@register.filter
def why_due(value: str) -> str:
    """Why a fact is due, in the page's language."""
    return gettext(WHY_DUE[value])
