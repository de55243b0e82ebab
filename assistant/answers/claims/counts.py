"""A stated number compared with a fact's."""

from typing import Optional

from assistant.answers.claims.parts import Relation

# "About 170" of 175 is right, "about 150" is wrong; between, who knows.
CLOSE, FAR = 0.05, 0.12


def compare_number(true: int, relation: Relation, stated: int) -> Optional[bool]:
    """Whether an exact number is what is stated of it."""
    if relation is Relation.ABOUT:
        off = abs(true - stated) / max(true, 1)
        if off <= CLOSE:
            return True
        return False if off > FAR else None
    return {
        Relation.EQUAL: true == stated,
        Relation.MORE: true > stated,
        Relation.AT_LEAST: true >= stated,
        Relation.LESS: true < stated,
        Relation.AT_MOST: true <= stated,
    }[relation]


def compare_bound(bound: int, relation: Relation, stated: int) -> Optional[bool]:
    """Whether a number of which only that it is more than ``bound`` is known is what is stated;
    None where that cannot be decided."""
    if stated > bound:
        return None
    if relation in (Relation.MORE, Relation.AT_LEAST):
        return True
    if relation in (Relation.LESS, Relation.AT_MOST):
        return False
    if relation is Relation.ABOUT:
        return False if stated < bound * (1 - FAR) else None
    return False if stated < bound else None
