"""What verbs tell of a claim: that something is said of a matter, or was once believed of it."""

from typing import FrozenSet, List, Sequence

from assistant.answers.claims.claim_tables import plain_words
from assistant.answers.claims.inflection import bare, is_arabic
from assistant.answers.claims.items import Item
from assistant.answers.claims.parts import Term
from assistant.answers.claims.reading import matters_of

# "She did" and "he does", by the letter that Arabic verbs end or begin with; a plural of nouns ends
# with the former too.
DID, PLURAL, DOES = "ت", "ات", "ي"
SHORTEST = 4


def _verbs(kind: str) -> FrozenSet[str]:
    return plain_words("verbs", kind)


def is_finite(item: Item) -> bool:
    """Whether a word of a matter is a verb that has a subject."""
    word = item.text
    if word in _verbs("finite"):
        return True
    if item.is_("noun") or not matters_of(item) or not is_arabic(word) or " " in word:
        return False
    return any(
        len(form) >= SHORTEST
        and (form.startswith(DOES) or (form.endswith(DID) and not form.endswith(PLURAL)))
        for form in bare(word)
    )


def denies_having(item: Item) -> bool:
    """Whether a negator tells that there is none, and does not ask back as "no" does."""
    return item.text in _verbs("has_not")


def denies_rank(items: Sequence[Item], position: int) -> bool:
    """Whether what is denied before a word is its rank: "not the main one"."""
    if items[position].text not in _verbs("rank"):
        return False
    before = [item for item in items[:position] if not item.is_("filler")]
    return bool(before) and before[-1].is_("not")


def without_former_belief(items: List[Item]) -> List[Item]:
    """The items without what their writer says they believed before, where "but" leads to what they
    claim: "I thought that the police was 190 but it is 197"."""
    believed = next((n for n, item in enumerate(items) if item.text in _verbs("believed")), None)
    but = next((n for n, item in enumerate(items) if item.is_("but") and item.part is None), None)
    if believed is None or but is None or but < believed:
        return items
    former, later = items[believed + 1 : but], items[but + 1 :]
    if any(item.is_("not") for item in items) or not any(item.part for item in later):
        return items
    # The matter is named once, with what was believed of it.
    matter = [item for item in former if item.part is None or isinstance(item.part.part, Term)]
    return [*matter, *later]
