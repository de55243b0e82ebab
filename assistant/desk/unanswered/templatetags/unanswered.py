"""Words of the cores' names, and a trend as a picture that reads as a table."""

from typing import Any, Dict, List, Mapping

from django import template

from assistant.desk.templatetags.desk import page_language
from assistant.desk.unanswered.words import decided, word
from assistant.facts.record import FactRecord

register = template.Library()
register.filter("word", word)
register.filter("decided", decided)

BAR, GAP, HEIGHT = 8, 2, 28


@register.inclusion_tag("unanswered/trend.html")
def trend(weeks: List[int]) -> Dict[str, Any]:
    """Messages in each of the last weeks."""
    most = max([1, *weeks])
    bars = [
        {
            "x": number * (BAR + GAP),
            "y": HEIGHT - max(1, round(HEIGHT * count / most)),
            "height": max(1, round(HEIGHT * count / most)),
            "count": count,
        }
        for number, count in enumerate(weeks)
    ]
    width = len(weeks) * (BAR + GAP)
    return {"bars": bars, "width": width, "height": HEIGHT, "bar": BAR, "weeks": weeks}


@register.filter
def fact_title(fact: str, facts: Mapping[str, FactRecord]) -> str:
    """A fact's title; its id where it is asked for no more."""
    record = facts.get(fact)
    return record.title[page_language()] if record else fact
