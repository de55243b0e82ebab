"""What the parts of records, and what is done to facts, are called on the pages."""

from typing import Dict

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

LANGUAGE_NAMES = {"fr": _("French"), "en": _("English"), "ar": _("Arabic")}
PARTS: Dict[str, str] = {
    "id": noop("Identifier"),
    "kind": noop("Asked for by"),
    "status": noop("Status"),
    "asked": noop("People ask for it"),
    "value": noop("Value"),
    "value.type": noop("Type of value"),
    "value.count": noop("Number"),
    "value.year": noop("Year"),
    "value.month": noop("Month"),
    "value.day": noop("Day"),
    "value.first": noop("First day"),
    "value.last": noop("Last day"),
    "value.place": noop("Place"),
    "value.text": noop("Text"),
    "value.items": noop("Items, one a line"),
    "value.facts": noop("Facts in the list, an identifier a line"),
    "value.number": noop("Telephone number"),
    "mentions": noop("A question may also name"),
    "named": noop("Places that the value names"),
    "states": noop("Terms that hold of the fact"),
    "event": noop("Event that it tells of"),
    "recurs": noop("Fact with the years between two events"),
    "touches_danger": noop("A line of help stands under the answer"),
    "featured": noop("Offered as a topic"),
    "clarifies": noop("Offered where a question names only its kind"),
    "card": noop("Card"),
    "card.type": noop("Card"),
    "card.facts": noop("Facts on the card, an identifier a line"),
    "title": noop("Title"),
    "question": noop("Question"),
    "answer": noop("Answer"),
    "sources": noop("Sources"),
    "document": noop("Document"),
    "section": noop("Section"),
    "date": noop("Date"),
    "valid_from": noop("Holds from"),
    "valid_until": noop("Holds until"),
    "review_months": noop("Look at it again after (months)"),
    "version": noop("version"),
}
HELP: Dict[str, str] = {
    "value.month": noop("Write YYYY-MM."),
    "value.number": noop("Digits and spaces, as it is dialled in Tunisia."),
    "answer": noop(
        "{ $value } stands for the value, { $help_police } for another fact’s; forms for one, "
        "two or many follow the language."
    ),
    "date": noop("YYYY, YYYY-MM or YYYY-MM-DD."),
    "valid_from": noop("YYYY, YYYY-MM or YYYY-MM-DD."),
    "valid_until": noop("YYYY, YYYY-MM or YYYY-MM-DD. Afterwards the answer says that it is past."),
    "review_months": noop("Empty: 12, and 6 for what people in danger are shown."),
    "status": noop("Facts to confirm are shown with their source."),
}
CHOICES: Dict[str, str] = {
    "published": noop("published"),
    "to_confirm": noop("to confirm"),
    "retired": noop("retired"),
    "what": noop("what"),
    "when": noop("when"),
    "where": noop("where"),
    "who": noop("who"),
    "how_many": noop("how many"),
    "how_often": noop("how often"),
    "why": noop("why"),
    "how": noop("how"),
    "which": noop("which"),
    "result": noop("with what result"),
    "phone": noop("telephone"),
    "danger": noop("danger"),
    "un": noop("the United Nations"),
    "place": noop("a place"),
    "country": noop("a country"),
    "forum": noop("a forum"),
    "timeline": noop("dates beside a line"),
    "tiles": noop("tiles to choose among"),
}
VALUE_TYPES: Dict[str, str] = {
    "count": noop("an exact number"),
    "at_least": noop("more than a number"),
    "year": noop("a year"),
    "month": noop("a month of a year"),
    "day": noop("a day"),
    "range": noop("days from … to …"),
    "place": noop("a place, by its name"),
    "text": noop("a name or phrase"),
    "list": noop("a list"),
    "facts": noop("a list of other facts"),
    "phone": noop("a telephone number"),
}
DONE: Dict[str, str] = {
    "add": noop("added"),
    "set": noop("changed"),
    "retire": noop("retired"),
    "confirm": noop("confirmed"),
    "load": noop("taken from the program’s files"),
    "import": noop("taken from a file"),
    "restore": noop("put back"),
    "withdraw": noop("proposal withdrawn"),
}
WHY_DUE: Dict[str, str] = {
    "waiting": noop("A change waits for a second person"),
    "expired": noop("Holds no longer"),
    "expires": noop("Will hold no longer"),
    "to_confirm": noop("To confirm"),
    "review": noop("Not looked at for long"),
}


def part_label(name: str) -> str:
    """What a part is called, by its dotted name; with its language where it is in one."""
    steps = name.split(".")
    language = f" ({LANGUAGE_NAMES[steps[-1]]})" if steps[-1] in LANGUAGE_NAMES else ""
    if language:
        steps.pop()
    if steps[0] == "sources" and len(steps) == 3:
        number = int(steps[1]) + 1
        return f"{gettext('Source')} {number}: {gettext(PARTS.get(steps[2], steps[2]))}"
    known = PARTS.get(".".join(steps)) or PARTS.get(steps[0], name)
    return f"{gettext(known)}{language}"


def part_help(name: str) -> str:
    """What is to be known when a part is written."""
    steps = name.split(".")
    text = HELP.get(name) or HELP.get(steps[0]) or HELP.get(steps[-1], "")
    return gettext(text) if text else ""


def choice_label(part: str, choice: str) -> str:
    """What a choice of a part is called."""
    known = VALUE_TYPES if part == "value.type" else CHOICES
    return gettext(known.get(choice, choice))
