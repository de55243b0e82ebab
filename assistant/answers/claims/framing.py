"""The part of a clause that is claimed: without who said it, how its writer came to ask, and what
asks for a confirmation."""

from typing import List, Optional, Sequence

from assistant.answers.claims.finite import denies_having, denies_rank, without_former_belief
from assistant.answers.claims.items import Item
from assistant.answers.claims.negation import with_exceptions, without_not_only
from assistant.answers.claims.parts import GROUP_SIGN, Clock, Decade, Placed, Term, Weekdays, When
from assistant.answers.claims.reading import NEUTRAL, matters_of

# Words that tell that a clause without a part leads up to the claim.
LEADING = ("self", "source", "report", "according", "tag", "confirm")
# Matters that tell why their writer asks, where nothing is stated of them.
SITUATIONS = frozenset(["fire", "theft", "at_sea", "emergency", "out_of_town", "illness"])
# Who says something, where it is no matter of a fact's claim: "au ministère on m'a dit que".
SAYERS = ("nature", "ministry", "government")
# The words that "or" and "not" may end a clause with, and all that is stated stays.
CLOSING = ("or", "not", "tag", "polite", "filler", "is", "mistaken", "confirm", "wh")
# So far into a clause its writer is its subject ("my father works …").
LAST_WRITER = 2
# Behind "according to" so many words may name who says so.
LONGEST_SOURCE = 3
# So far into a clause ends what frames it: "in all of my notes".
LONGEST_FRAME = 4
# Words that may turn a claim, wherever they stand.
TURNING = ("not", "mistaken", "but", "except", "or", "modal", "elsewhere", "change", "no_longer")
# What points at the claim, behind "or" and "is".
POINTING = ("that", "this", "ce", "ca")
TURNING_BEHIND = (*TURNING, "if", "before", "after", "more", "less", "wh", "request", "partly")
LONGEST_AFTERTHOUGHT = 5
# Before the number that a writer calls from.
FROM = ("from", "du", "de", "depuis", "من", "men", "mel")


def claimed(items: List[Item]) -> Optional[List[Item]]:
    """The items of a clause that belong to the claim; none where it leads up to it or tells of
    its writer. None where that cannot be told."""
    if _is_situation(items) or _only_leads(items):
        return []
    items = without_former_belief(items)
    reports = [
        n for n, item in enumerate(items) if item.is_("report", "confirm") and item.part is None
    ]
    if reports:
        before, after = items[: reports[-1]], _behind_that(items[reports[-1] + 1 :])
        tells = any(item.part or matters_of(item) for item in after)
        if not tells and not _doubts(before):
            return claimed(before) if before else []
        if _doubts(before) and any(item.part for item in after):
            return None
        if tells and _tells_of_sayer(before):
            return claimed(after)
        if not any(map(_is_strong, before)) and not any(item.is_("not") for item in before):
            if any(map(matters_of, before)) and not any(map(matters_of, after)):
                return None  # "the forum was reported to May"
            if any(item.is_("iom", "you") for item in before) and not any(map(matters_of, after)):
                return None  # "IOM publishes a report every two years"
            return claimed(after)
    denying = without_not_only(_without_frame(_behind_writers_that(_without_source(items))))
    return None if denying is None else _without_writer(with_exceptions(denying), bool(reports))


def _without_writer(items: List[Item], reported: bool) -> Optional[List[Item]]:
    """The items of a clause without its writer where they only call or come; none where it tells
    of them alone. None where that cannot be told."""
    matters = any(matters_of(item) for item in items)
    stated = any(item.part for item in items)
    writers = [n for n, item in enumerate(items) if item.is_("self") and not _acts(items, n)]
    if writers and not reported:
        told = any(item.is_("source", "tag") for item in items)
        subject = stated and writers[0] <= LAST_WRITER
        return None if matters and not told and not subject else []
    if _plans(items):
        first = next(n for n, item in enumerate(items) if item.part)
        items = [item for n, item in enumerate(items) if n >= first or item.is_("not")]
    items = [
        item
        for n, item in enumerate(items)
        if not item.is_("self") or item.is_("filler") or not _acts(items, n)
    ]
    if stated or not any(item.is_(*LEADING) for item in items):
        return items
    if any(item.is_("source") for item in items):
        # What is said of the organisation beside a person must be understood.
        ours = any(item.is_("iom", "you") for item in items)
        return items if ours and any(item.unknown for item in items) else []
    return items if matters else []


def _only_leads(items: Sequence[Item]) -> bool:
    """Whether a clause without any matter leads up to a claim, or asks for a confirmation."""
    if any(item.part or matters_of(item) for item in items):
        return False
    return any(item.is_(*LEADING) for item in items) and not any(
        item.is_("iom", "you") for item in items
    )


def _acts(items: Sequence[Item], writer: int) -> bool:
    """Whether a writer tells what they do that is a claim: whom they call, when they come."""
    return _plans(items) or _calls(items[writer + 1 :])


def calls_wrong(items: Sequence[Item]) -> bool:
    """Whether a clause calls something or someone wrong."""
    return any(item.is_("mistaken") and not item.is_("tag") for item in items)


def asks_back(items: Sequence[Item]) -> bool:
    """Whether a clause that asks does so for whether someone is wrong: "is my teacher wrong?"."""
    if not calls_wrong(items):
        return False
    known = all(item.is_("mistaken", *NEUTRAL, *LEADING) for item in items)
    asked = known or any(item.is_("self", "source") for item in items)
    return asked and not any(item.part or matters_of(item) or item.is_("not") for item in items)


def without_tags(items: List[Item]) -> List[Item]:
    """A clause's items without "… or not", "… no?" and "… or am I wrong" at the end."""
    cut = len(items)
    while cut and items[cut - 1].part is None and not matters_of(items[cut - 1]):
        cut -= 1
    tail = items[cut:]
    for position, item in enumerate(tail):
        closes = all(rest.is_(*CLOSING) for rest in tail[position:])
        # "… or am I wrong", "… or is that exaggerated".
        doubted = item.is_("or") and (
            any(rest.is_("self") for rest in tail[position:])
            or any(rest.text in POINTING for rest in tail[position + 1 : position + 3])
        )
        ranked = any(denies_rank(tail, n) for n in range(position + 1, len(tail)))
        bare = item.is_("not") and not (ranked or denies_having(item) or _of_verb(tail, position))
        if (closes and (item.is_("or") or bare)) or doubted:
            return [*items[:cut], *tail[:position], Item(item.text, frozenset(["tag"]))]
    return items


def _of_verb(items: Sequence[Item], position: int) -> bool:
    """Whether a negator denies a verb beside it: "… you do not have"."""
    beside = [*items[max(0, position - 1) : position], *items[position + 1 : position + 2]]
    return any(item.is_("is") and not item.is_("tag") for item in beside)


def without_condition(items: List[Item]) -> List[Item]:
    """The items without "if I am not wrong" and the like at the end."""
    for position, item in enumerate(items):
        tail = items[position:]
        if item.is_("if") and any(rest.is_("self") for rest in tail):
            if not any(rest.part or matters_of(rest) for rest in tail):
                return items[:position]
    return items


def _behind_writers_that(items: List[Item]) -> List[Item]:
    """What a writer tells in words of any kind, behind "that": "I see that …"."""
    for position, item in enumerate(items):
        if item.is_("that") and any(before.is_("self") for before in items[:position]):
            rest = items[position + 1 :]
            return rest if any(other.part for other in rest) else items
        if item.part or matters_of(item) or item.is_("not", "source", "or", "but", "if"):
            break
    return items


def _without_frame(items: List[Item]) -> List[Item]:
    """The items without "in my notes" and the like before them."""
    own = next((n for n, item in enumerate(items) if item.is_("self")), None)
    source = next((n for n, item in enumerate(items) if item.is_("source")), None)
    if own is None or source is None or max(own, source) > LONGEST_FRAME or own == source:
        return items
    behind = max(own, source) + 1
    if not items[0].is_("filler") or any(
        item.part or matters_of(item) or item.is_("not") for item in items[:behind]
    ):
        return items
    return items[behind:] if any(item.part for item in items[behind:]) else items


def _plans(items: Sequence[Item]) -> bool:
    """Whether a writer tells when they come, which is a claim on the hours: "if I come on Monday
    you will be open"."""
    parts = [item.part.part for item in items if item.part]
    return (
        bool(parts)
        and any(item.is_("self") for item in items)
        and all(isinstance(part, (Clock, Weekdays)) for part in parts)
        and any(item.is_("is_open", "opened", "closed") for item in items)
        and any(item.is_("you", "iom", "office") for item in items)
    )


def _tells_of_sayer(before: Sequence[Item]) -> bool:
    """Whether what stands before a report is only who reports, and where or when they do."""
    if not any(item.is_("source") for item in before):
        return False
    return not any(
        item.is_("not", "iom", "you", "is")
        or (matters_of(item) and not _is_circumstance(item) and not _is_sayer(item))
        or (_is_strong(item) and not _is_circumstance(item) and not _is_sayer(item))
        for item in before
    )


def _doubts(before: Sequence[Item]) -> bool:
    """Whether what is reported is not believed: "I don't think"."""
    denied = [n for n, item in enumerate(before) if item.is_("not") and item.part is None]
    return bool(denied) and not any(
        item.part or matters_of(item) or item.is_("but", "and") for item in before[denied[0] :]
    )


def _behind_that(items: List[Item]) -> List[Item]:
    """What is reported, without what tells of the report before "that": "… in my thesis that …"."""
    for position, item in enumerate(items):
        if item.is_("that"):
            return items[position + 1 :]
        if item.is_("not", "or", "but"):
            return items
        if _is_strong(item) and not _is_sayer(item) and not _is_circumstance(item):
            return items
        if matters_of(item) and not _is_sayer(item):
            return items
    return items


def _is_situation(items: Sequence[Item]) -> bool:
    """Whether a clause tells only why its writer asks: "there is a fire in our street"."""
    matters = frozenset[str]().union(*map(matters_of, items))
    if any(item.part for item in items) or not matters or not matters <= SITUATIONS:
        return False
    return any(item.unknown or item.is_("self", "source") for item in items)


def _is_sayer(item: Item) -> bool:
    return any(concept.split(GROUP_SIGN)[0] in SAYERS for concept in item.concepts)


def _is_circumstance(item: Item) -> bool:
    """Whether an item tells when or where something was said, if "that" is behind it."""
    return item.part is not None and isinstance(item.part.part, (When, Decade, Placed))


def _calls(behind: Sequence[Item]) -> bool:
    """Whether a writer tells whom they call, which is a claim on the number: "I dial …"; not where
    they tell their own."""
    for position, item in enumerate(behind):
        if item.is_("call"):
            after = behind[position + 1 :]
            return not any(other.is_("you", "since") or other.text in FROM for other in after)
        situation = bool(matters_of(item)) and matters_of(item) <= SITUATIONS
        if item.part is not None or not (situation or item.is_("filler", "is", "only", "self")):
            return False
    return False


def _is_strong(item: Item) -> bool:
    """Whether an item's part is more than a word that may stand in any sentence."""
    if item.part is None:
        return False
    return not isinstance(item.part.part, Term) or GROUP_SIGN in item.part.part.name


def is_afterthought(items: Sequence[Item]) -> bool:
    """Whether a clause behind a claim says a little in words that are not known and nothing that
    is a matter: "…, the leaflet's on my fridge"."""
    if not any(item.unknown for item in items) or len(items) > LONGEST_AFTERTHOUGHT:
        return False
    return not any(
        item.part or matters_of(item) or item.values or item.is_(*TURNING_BEHIND) for item in items
    )


def _says_nothing(items: Sequence[Item]) -> bool:
    """Whether words at the end of a clause, known or not, can only tell of who says something."""
    return any(item.is_("source", "self") or item.unknown for item in items) and not any(
        item.part or matters_of(item) or item.is_(*TURNING) or item.value("org") for item in items
    )


def _without_source(items: List[Item]) -> List[Item]:
    """The items without "according to" and the one who says so."""
    for position, item in enumerate(items):
        if item.is_("according"):
            after = position + 1
            if position and _says_nothing(items[after:]):
                return items[:position]  # "… according to a leaflet that I found at the library"
            while after < len(items) and after - position <= LONGEST_SOURCE:
                if items[after].part or matters_of(items[after]):
                    break
                if not (items[after].unknown or items[after].is_("self", "source", "filler")):
                    break
                after += 1
            return [*items[:position], *items[after:]]
    return items
