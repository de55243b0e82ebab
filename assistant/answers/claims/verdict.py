"""Whether a visitor's claim is right, by the facts as they stand."""

import datetime
from functools import lru_cache
from typing import Dict, FrozenSet, List, Mapping, Optional, Sequence

from assistant.answers.claims.asking import asks
from assistant.answers.claims.frames import Frame, countable, covers, frame_of
from assistant.answers.claims.judging import judge
from assistant.answers.claims.order import sites
from assistant.answers.claims.pairs import compare_pairs, pairs_of
from assistant.answers.claims.parts import (
    GROUP_SIGN,
    Aside,
    BesideForum,
    Clock,
    Decade,
    Order,
    Part,
    Placed,
    Quantity,
    Side,
    Stated,
    Term,
    Weekdays,
    When,
)
from assistant.answers.claims.reading import matched, with_parts
from assistant.answers.claims.scope import Claim, claim_of
from assistant.answers.claims.surroundings import Surroundings
from assistant.answers.claims.times import DATED
from assistant.answers.decision import Verdict
from assistant.facts.patterns import variables_of
from assistant.facts.record import FactRecord, Facts, Listing, Place, Status
from assistant.facts.snapshot import Snapshot
from assistant.facts.wording import ANSWER
from assistant.understanding.own_subjects import OWN_ORGANISATIONS
from assistant.understanding.question import Question

KEPT = 1024  # messages whose claim is kept, as several facts may be asked about one


def verdict(
    record: FactRecord,
    question: Question,
    snapshot: Snapshot,
    today: datetime.date,
    named: bool = False,
) -> Optional[Verdict]:
    """Whether what the question states of the fact, or of one that its answer shows, is so;
    only where it names what the fact is about, if it must be ``named``.

    None where it states nothing, where a part of it is not understood or not known, and where
    the fact no longer holds.
    """
    claim = _claim(question.text)
    if not (claim.understood and claim.stated) or _elsewhere(question):
        return None
    denied = any(stated.negated for stated in claim.stated) or claim.unsure
    pairs = {} if denied else pairs_of(claim.items, snapshot.records)
    if pairs:
        told = [snapshot.records[fact] for fact in pairs]
        if not all(_holds(other, today) for other in told) or not (claim.asserts or claim.asked):
            return None
        shown_here = set(shown_facts(record, snapshot.records))
        return compare_pairs(record, pairs, snapshot.records, shown_here)
    own = _of_fact(record, claim, snapshot.records, today, shown=named)
    if own is not None:
        return own
    shown = [snapshot.records[fact] for fact in shown_facts(record, snapshot.records)]
    verdicts = {_of_fact(other, claim, snapshot.records, today, shown=True) for other in shown}
    verdicts.discard(None)
    return verdicts.pop() if len(verdicts) == 1 else None


@lru_cache(maxsize=KEPT)
def _claim(text: str) -> Claim:
    clauses = matched(text)
    last = [None, *(clause.items[-1] if clause.items else None for clause in clauses)]
    if any(asks(clause.items, before) for clause, before in zip(clauses, last)):
        return Claim(understood=False)
    return claim_of(with_parts(clauses, countable()))


def _elsewhere(question: Question) -> bool:
    """Whether the question names another organisation or another forum."""
    mentions = question.mentions
    return bool(set(mentions.organisations) - OWN_ORGANISATIONS)


def shown_facts(record: FactRecord, records: Mapping[str, FactRecord]) -> List[str]:
    """The ids of the facts that a fact's answer shows or its value lists."""
    names = {name for pattern in record.answer.values() for name in _variables(pattern)}
    variables = {name[: -len(ANSWER)] if name.endswith(ANSWER) else name for name in names}
    listed = record.value.facts if isinstance(record.value, Facts) else []
    shown = [other.id for other in records.values() if other.variable in variables]
    return list(dict.fromkeys([*listed, *shown]))


@lru_cache(maxsize=KEPT)
def _variables(pattern: str) -> FrozenSet[str]:
    return frozenset(variables_of(pattern))


def _holds(record: FactRecord, today: datetime.date) -> bool:
    """Whether a fact still holds on a day; dates without a day last to the end."""
    if record.status is Status.RETIRED:
        return False
    written = today.isoformat()
    ended = (
        record.valid_until is not None and record.valid_until < written[: len(record.valid_until)]
    )
    begun = record.valid_from is None or record.valid_from <= written[: len(record.valid_from)]
    return begun and not ended


def _of_fact(
    record: FactRecord,
    claim: Claim,
    records: Mapping[str, FactRecord],
    today: datetime.date,
    shown: bool,
) -> Optional[Verdict]:
    """The verdict on a claim on one fact; a fact that another one's answer shows must be named."""
    frame = frame_of(record.id)
    if frame is None or not _holds(record, today) or not _belongs(claim, frame, record, shown):
        return None
    if "denied" in claim.flags and claim.asked and not claim.tagged:
        return None  # "it was not in 2021?": yes and no would both be misread
    if claim.unsure and any(stated.negated for stated in claim.stated):
        return None  # what is denied may be what is not known
    if _contradicts_itself(claim.stated, record) or not _states(claim):
        return None
    fact = Surroundings(record, frame, records, today)
    own = wrong = aside = False
    for stated in claim.stated:
        if isinstance(stated.part, Aside):
            aside = True
            continue
        judged = judge(stated, claim, fact)
        if judged.right is None:
            return None
        right = judged.right is not stated.negated
        if not right and (stated.naming or not judged.binding):
            return None
        wrong = wrong or not right
        own = own or (judged.own and not stated.naming)
    if not own or (not wrong and (aside or _is_said_alone(claim, record))):
        return None
    if wrong:
        return Verdict.WRONG
    return None if claim.unsure else Verdict.RIGHT


def _is_said_alone(claim: Claim, record: FactRecord) -> bool:
    """Whether an item of the fact's list is said to be the only one, which is not compared."""
    counted = any(isinstance(stated.part, Quantity) for stated in claim.stated)
    listed = isinstance(record.value, (Listing, Facts))
    return "only" in claim.flags and listed and not counted


def _states(claim: Claim) -> bool:
    """Whether a claim states something; a mere word with a question mark behind does not."""
    if claim.asserts:
        return True
    if not claim.asked:
        return False
    if any(not isinstance(stated.part, (Term, Placed)) for stated in claim.stated):
        return True
    return len(claim.about) > 1 or bool(claim.flags & {"you", "iom"}) or len(claim.stated) > 1


def _contradicts_itself(stated: Sequence[Stated], record: FactRecord) -> bool:
    """Whether a message names several values of which only one can be the fact's: it asks
    which, or tells what different people say."""
    listed = isinstance(record.value, (Listing, Facts))
    dated = isinstance(record.value, DATED)
    if isinstance(record.value, Place) and _names_ours_and_others(stated, record):
        return True
    seen: Dict[str, Part] = {}
    for each in stated:
        part = each.part
        if each.negated or each.naming or isinstance(part, (Placed, Aside, BesideForum)):
            continue
        if dated and isinstance(part, Weekdays):
            continue  # of several days each is one
        kind = type(part).__name__
        if isinstance(part, Term):
            if listed or GROUP_SIGN not in part.name:
                continue
            kind = part.group
        if isinstance(part, Quantity):
            kind += "".join(sorted(part.unit))
        if isinstance(part, (When, Decade)) and part.side is not Side.AT:
            kind += part.side.value
        if isinstance(part, Clock):
            kind += part.edge or ""
        if isinstance(part, When) and kind in seen and _agree(seen[kind], part):
            continue
        if seen.setdefault(kind, part) != part:
            return True
    return False


def _names_ours_and_others(stated: Sequence[Stated], record: FactRecord) -> bool:
    """Whether the fact's place is named beside another one, as if both could be it."""
    places = {
        each.part.place
        for each in stated
        if isinstance(each.part, Placed) and each.part.side is Side.AT and not each.negated
    }
    ours = places & set(record.named)
    compared = any(
        isinstance(each.part, Placed) and each.part.side is not Side.AT for each in stated
    )
    return bool(ours) and bool(places - ours - sites()) and not compared


def _agree(one: Part, other: When) -> bool:
    """Whether two dates can be the same one: "in 2022, in May"."""
    if not isinstance(one, When) or (one.last and other.last):
        return False
    ends = [end for end in (one.first, one.last) if end is not None]
    others = [end for end in (other.first, other.last) if end is not None]
    return all(
        first is None or second is None or first == second
        for end in ends
        for said in others
        for first, second in zip(end, said)
    )


def _belongs(claim: Claim, frame: Frame, record: FactRecord, shown: bool) -> bool:
    """Whether a claim speaks of a fact's matters and of no others."""
    if not all(frame.allows(matters) for matters in claim.about):
        return False
    ours = claim.flags & {"you", "iom"}
    if any(covers(frame.about, matters) for matters in claim.about):
        return not frame.names or _names(claim, frame)
    if frame.told_by & claim.flags and _counts(claim, frame):
        return True
    if shown or not record.asked:
        return False
    if claim.about:
        return not ours and any(covers(frame.terms, matters) for matters in claim.about)
    return _goes_without_saying(claim, frame, record)


def _counts(claim: Claim, frame: Frame) -> bool:
    """Whether a claim states a number of what the fact counts."""
    return any(
        isinstance(stated.part, Quantity) and stated.part.unit & frame.counts
        for stated in claim.stated
    )


def _goes_without_saying(claim: Claim, frame: Frame, record: FactRecord) -> bool:
    """Whether a claim that does not say what it is about may be on a fact: it names neither the
    organisation nor a place, unless that is what the fact tells."""
    placed = any(isinstance(stated.part, Placed) for stated in claim.stated)
    ours = claim.flags & {"you", "iom", "here"}
    if ours or placed and not isinstance(record.value, (Place, Listing)):
        return frame.implied and (not frame.names or _names(claim, frame))
    ordered = any(isinstance(stated.part, Order) for stated in claim.stated)
    return frame.implied or not (ordered and placed)


def _names(claim: Claim, frame: Frame) -> bool:
    places = {stated.part.place for stated in claim.stated if isinstance(stated.part, Placed)}
    named = places.union(claim.flags, *claim.about)
    return not frame.names.isdisjoint(named)
