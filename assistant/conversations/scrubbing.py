"""Events as they are kept: what a visitor wrote in them is scrubbed."""

import copy
from typing import Any, Dict, Iterable, List

from rasa.shared.core.events import Event, UserUttered
from rasa.shared.nlu.constants import TEXT

from assistant.privacy.documents import Hiding, each_text, in_pieces, scrubbed
from assistant.privacy.scrubber import Replaced, Scrubs

METADATA, PARSE_DATA, EVENT, QUESTIONS = "metadata", "parse_data", "event", "questions"
# Where the tokens stood in the text as it was written.
TOKENS = "text_tokens"


class EventScrubber:
    """Scrubs the events of one save. Those given stay as they are: the turn goes on with them."""

    def __init__(self, scrubber: Scrubs) -> None:
        self._scrubber = scrubber

    def events(self, events: Iterable[Event]) -> List[Event]:
        """Copies to be kept, of the events in which something was found.

        What was found in a visitor's message is looked for in the events behind it too: a reply
        that repeats the message, a slot that is filled from it.
        """
        kept: List[Event] = []
        replaced: List[Replaced] = []
        for event in events:
            if isinstance(event, UserUttered):
                document = self.message(event.as_dict(), replaced)
                kept.append(_with(event, document))
            else:
                kept.append(_hidden(event, Hiding(replaced)) if replaced else event)
        return kept

    def message(self, document: Dict[str, Any], replaced: List[Replaced]) -> Dict[str, Any]:
        """A visitor's message, as plain data; what was found is added to ``replaced``."""
        text = self._scrubber.scrub(document.get(TEXT) or "")
        metadata = scrubbed(document.get(METADATA) or {}, self._scrubber)
        parse_data = {**(document.get(PARSE_DATA) or {}), METADATA: metadata}
        if text.replaced:
            replaced += text.replaced
            hiding = Hiding(in_pieces(text.replaced))
            parse_data = {
                key: each_text(value, hiding.hide)
                for key, value in parse_data.items()
                if key != TOKENS
            }
            parse_data[TEXT] = text.text
            # A part of the text may be spelled otherwise than it was.
            for question in parse_data.get(QUESTIONS) or []:
                question[TEXT] = self._scrubber.scrub(question.get(TEXT) or "").text
        written = {TEXT: text.text} if document.get(TEXT) else {}
        return {**document, **written, METADATA: metadata, PARSE_DATA: parse_data}


def _with(event: UserUttered, document: Dict[str, Any]) -> UserUttered:
    kept = copy.copy(event)
    kept.text, kept.metadata = document[TEXT], document[METADATA]
    kept.parse_data = document[PARSE_DATA]
    return kept


def _hidden(event: Event, hiding: Hiding) -> Event:
    document = event.as_dict()
    hidden = each_text(document, hiding.hide)
    if hidden == document:
        return event
    return Event.from_parameters({**hidden, EVENT: event.type_name}) or event
