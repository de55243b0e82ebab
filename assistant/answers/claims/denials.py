"""What Derja writes around a word to deny it ("ma sarech", "ماصارش"), as a word of its own."""

from typing import List, Sequence, Tuple

from assistant.answers.claims.claim_tables import DERJA
from assistant.answers.claims.phrasebook import Phrasebook
from assistant.answers.claims.tokens import Token

FRONTS = ("ma", "me", "ما", "وما")
ENDS = ("ch", "sh", "ech", "esh", "ich", "ach", "ش")
NOT, ONLY = "mouch", "bark"
# "Not … any": a word that denies without its end.
ANY = ("7atta", "7ata", "hatta", "7ad", "حتي", "حتا", "حد")
# "Not … but": only.
BUT = ("ken", "kan", "kén", "ella", "illa", "كان", "الا", "كن")
# "Was", which means "only" too, by a form that does not.
WAS = {"كان": "كانت", "kan": "kanet", "ken": "kenet"}
SHORTEST_ROOT = 2


def with_denials(
    tokens: Sequence[Token], languages: Sequence[str], book: Phrasebook
) -> List[Token]:
    """The tokens of a clause with each denial around a word as a negator before it."""
    if languages[0] != DERJA:
        return list(tokens)
    read: List[Token] = []
    for position, token in enumerate(tokens):
        if token.kind != "word" or book.known(token.text):
            read.append(token)
            continue
        root, fused = _root(token.text, languages, book)
        separate = bool(read) and read[-1].text in FRONTS
        if root and (separate or fused):
            if separate:
                read.pop()
            read += [Token(NOT), Token(WAS.get(root, root))]
        else:
            read.append(token)
    return _without_ends(read, languages, book)


def _without_ends(tokens: List[Token], languages: Sequence[str], book: Phrasebook) -> List[Token]:
    """The tokens with "ma … 7atta" as a denial, and "ma … ken" as "only"."""
    read: List[Token] = []
    for position, token in enumerate(tokens):
        behind = [other.text for other in tokens[position + 2 :]]
        sign = NOT if any(word in ANY for word in behind) else ""
        sign = ONLY if not sign and any(word in BUT for word in behind) else sign
        root = "" if book.known(token.text) else _fused(token.text, languages, book)
        if sign and token.text in FRONTS:
            read.append(Token(sign))
        elif sign and root:
            read += [Token(sign), Token(root)]
        else:
            read.append(token)
    return read


def _root(word: str, languages: Sequence[str], book: Phrasebook) -> Tuple[str, bool]:
    """A word without the end that denies it, and whether the front that does is written onto it;
    empty where it has no such end."""
    for end in ENDS:
        if word.endswith(end):
            rest = word[: -len(end)]
            if len(rest) >= SHORTEST_ROOT and _known(rest, languages, book):
                return rest, False
            root = _fused(rest, languages, book)
            if root:
                return root, True
    denied = next((end for end in ENDS if word.endswith(end)), "")
    return word[: -len(denied)] if denied else "", False


def _fused(word: str, languages: Sequence[str], book: Phrasebook) -> str:
    for front in FRONTS:
        rest = word[len(front) :]
        if word.startswith(front) and len(rest) > SHORTEST_ROOT and _known(rest, languages, book):
            return rest
    return ""


def _known(word: str, languages: Sequence[str], book: Phrasebook) -> bool:
    return book.known(word) or book.inflected(word, languages) != word
