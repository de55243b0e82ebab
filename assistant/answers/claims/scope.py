"""What the clauses of a message state together, and whether all of it was understood."""

from dataclasses import dataclass, field
from typing import FrozenSet, List, Sequence

from assistant.answers.claims.finite import is_finite
from assistant.answers.claims.framing import (
    asks_back,
    calls_wrong,
    claimed,
    is_afterthought,
    without_condition,
    without_tags,
)
from assistant.answers.claims.items import Item
from assistant.answers.claims.knowing import VERBS, is_understood
from assistant.answers.claims.negation import denied_parts, opposes
from assistant.answers.claims.parts import (
    BesideForum,
    Clock,
    Dialled,
    Placed,
    Quantity,
    Span,
    Stated,
    Weekdays,
)
from assistant.answers.claims.reading import Read, matters_of

# Words of every sentence that a comparison looks for all the same.
KEPT_FLAGS = frozenset(
    ["already", "since", "dates_from", "here", "you", "iom", "organisation", "there", "comprises"]
)
QUESTION_MARKS = ("?", "؟")
# With one of these a message asks to be told right or wrong.
TAGGING = ("tag", "report", "according", "confirm")
EQUALS = "="
NE, QUE = ("ne", "n"), ("que", "qu")  # French "ne … que": only


@dataclass
class Claim:
    """What a message states.

    ``about`` are the concepts of each word that is about something; ``understood`` is false
    where a word is not known or the message asks; ``asserts`` where it states at all,
    ``asked`` where a question mark stands; ``tagged`` where it asks to be told right or wrong;
    ``items`` are its words in order; ``unsure`` where something is said behind it in words that are
    not known, which could make a right claim wrong, but no wrong one right.
    """

    stated: List[Stated] = field(default_factory=list)
    about: List[FrozenSet[str]] = field(default_factory=list)
    flags: FrozenSet[str] = frozenset()
    understood: bool = True
    asserts: bool = False
    asked: bool = False
    tagged: bool = False
    items: List[Item] = field(default_factory=list)
    unsure: bool = False


def claim_of(clauses: Sequence[Read]) -> Claim:
    """What the clauses of a message claim together."""
    claim = Claim()
    sentence: List[Stated] = []
    for clause in clauses:
        asked = clause.end in QUESTION_MARKS
        items = without_condition(without_tags(clause.items))
        if asked and asks_back(items):
            stated = []
        else:
            found = claimed(items)
            if found is None or calls_wrong(items):
                claim.understood = False
            stated = found or []
        if claim.stated and is_afterthought(stated):
            claim.unsure = True
        else:
            _add(claim, stated, sentence)
        claim.asked = claim.asked or asked
        claim.tagged = claim.tagged or any(item.is_(*TAGGING) for item in clause.items)
        if clause.ends_sentence:
            sentence = []
    claim.asserts = claim.asserts or claim.tagged
    return claim


def _add(claim: Claim, items: Sequence[Item], sentence: List[Stated]) -> None:
    """Add a clause's items to the claim; ``sentence`` holds what its sentence stated so far."""
    denied = denied_parts(items)
    if denied is None:
        claim.understood = False
        return
    claim.items += items
    for position, item in enumerate(items):
        if item.part is not None:
            stated = Stated(item.part.part, position in denied, item.part.naming)
            if stated.negated and not opposes(stated, sentence):
                claim.flags |= {"denied"}
            claim.stated.append(stated)
            sentence.append(stated)
        elif not is_understood(item, items):
            claim.understood = False
        matters = matters_of(item)
        if matters and not (item.part and isinstance(item.part.part, (Placed, Span))):
            claim.about.append(matters)
            claim.asserts = claim.asserts or (item.is_(*VERBS) and not item.is_("noun"))
        claim.flags |= _flags(item, items[position + 1 :])
        claim.asserts = claim.asserts or item.is_("is", "there", "inverted") or item.text == EQUALS
        told_of = items[position - 1 : position] if position else []
        claim.asserts = claim.asserts or (
            is_finite(item) and not any(other.is_("that", "relative") for other in told_of)
        )
    # What is denied is a claim, and so is what nobody names who does not know it already.
    claim.asserts = claim.asserts or bool(denied) or any(_is_told(item, items) for item in items)


def _is_told(item: Item, items: Sequence[Item]) -> bool:
    """Whether an item states something by itself: a number, "every four years", "before the …"."""
    part = item.part.part if item.part else None
    if isinstance(part, Span):
        return part.every
    if isinstance(part, BesideForum):
        return bool(part.event)
    if isinstance(part, (Weekdays, Clock)):
        return any(other.is_("is_open") for other in items)  # "open on Saturdays"
    return isinstance(part, (Quantity, Dialled))


def _flags(item: Item, behind: Sequence[Item]) -> FrozenSet[str]:
    """What a word says of the whole claim."""
    flags = item.concepts & KEPT_FLAGS
    if item.is_("only") and not item.is_("is", "filler"):
        # "Juste" is right at the end of a clause, and only before something.
        flags |= {"only"} if not item.is_("tag") or behind else frozenset()
    if item.text in NE and any(other.text in QUE for other in behind):
        denied = any(other.is_("not", "no_longer") for other in behind)
        flags |= frozenset() if denied else {"only"}
    return flags
