"""What the figures of use are called on the pages."""

from typing import Any, Dict

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assistant.conversations.names import MESSENGER, REST, TELEGRAM, WEB
from assistant.desk.facts.labels import LANGUAGE_NAMES
from assistant.use.decided import OUT_OF_SCOPE_TOPIC, Kind
from assistant.use.figures import HELPFUL, NOT_HELPFUL
from assistant.use.periods import Unit

Labels = Dict[str, Any]
OTHER: "Promise | str" = _("Other")
UNITS: Labels = {
    Unit.DAY.value: _("By day"),
    Unit.WEEK.value: _("By week"),
    Unit.MONTH.value: _("By month"),
}
CHANNELS: Labels = {
    WEB: _("Web page"),
    TELEGRAM: "Telegram",
    MESSENGER: "Messenger",
    REST: _("Programs (REST)"),
    "other": OTHER,
}
LANGUAGES: Labels = {**LANGUAGE_NAMES, "other": OTHER}
# Of the day, by the hours in which they begin and end.
QUARTERS: Labels = {
    "0": _("0 h to 6 h"),
    "1": _("6 h to 12 h"),
    "2": _("12 h to 18 h"),
    "3": _("18 h to 24 h"),
}
KINDS: Labels = {
    Kind.ANSWERED.value: _("Answered in full"),
    Kind.PARTLY.value: _("Answered in part"),
    Kind.UNAVAILABLE.value: _("Assistant not available"),
    Kind.ASKED_BACK.value: _("Asked which of several was meant"),
    Kind.REFUSED.value: _("Asked about another subject"),
    Kind.OUT_OF_SCOPE.value: _("Not among what is answered here"),
    Kind.FALLBACK.value: _("Not understood"),
    Kind.OTHER_LANGUAGE.value: _("In a language that is not spoken here"),
    Kind.HELP.value: _("Asked what can be asked, or for a source"),
    Kind.INVITED.value: _("Told something, without a question"),
    Kind.PERSON.value: _("For a person of the office"),
    Kind.SMALL_TALK.value: _("Greetings, thanks, praise, complaints"),
    Kind.SILENT.value: _("Without a reply"),
    Kind.OTHER.value: OTHER,
}
OPINIONS: Labels = {HELPFUL: _("Helpful"), NOT_HELPFUL: _("Not helpful")}
OUT_OF_SCOPE: Labels = {
    "assistance_request": _("Out of scope: a request for assistance"),
    "asylum_visa": _("Out of scope: asylum and visas"),
    "far": _("Out of scope: something else altogether"),
    "gibberish": _("Out of scope: no sense"),
    "injection": _("Out of scope: orders to the assistant"),
    "job_donation": _("Out of scope: jobs and donations"),
    "other_country": _("Out of scope: another country"),
    "other_forum": _("Out of scope: another forum"),
    "other_organisation": _("Out of scope: another organisation"),
    "unknown_detail": _("Out of scope: a detail that is not known"),
}


def topic_label(topic: str, titles: Dict[str, str]) -> str:
    """What a topic is called: a fact's title, or a kind of questions that is out of scope; its
    identifier where it has no name any more."""
    if topic.startswith(OUT_OF_SCOPE_TOPIC):
        return str(OUT_OF_SCOPE.get(topic[len(OUT_OF_SCOPE_TOPIC) :], topic))
    return titles.get(topic, topic)
