"""Words in another form than the tables': Arabic clitics and agreement, French and English endings,
the vowels that each writer of arabizi sets otherwise."""

import re
from typing import Iterator, Tuple

ARABIC_FRONTS = (
    "وبال",
    "وال",
    "فال",
    "بال",
    "كال",
    "ولل",
    "لل",
    "ال",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "س",
)
ARABIC_ENDINGS = (
    *("تموه", "ناها", "تها", "تهم", "تكم", "تنا", "وها", "وه", "كم", "هم", "ها", "هن", "نا"),
    *("تم", "تن", "ات", "ون", "ين", "ان", "وا", "ه", "ت", "ا", "و", "ك"),
)
# The person of an Arabic verb, before it; behind it, "you" (feminine) and the last letter of verbs.
PERSONS = "يتنا"
ARTICLE = "ال"
VERBAL = "+"  # stands for the person in the stem of a verb
VERB_ENDING = "ي"
ROMANCE_ENDINGS = (
    *("erent", "aient", "eraient", "erait", "ait", "ent", "ez", "ons", "iez", "ions", "er", "era"),
    *("eront", "ees", "ee", "es", "e", "s", "a", "ant", "i", "is", "it", "ir", "ra", "ront"),
)
ENGLISH_ENDINGS = ("ing", "ed", "es", "s", "d", "e")
SHORTEST = {"ar": 3, "latin": 4, "arabizi": 3}
ARABIZI_PAIRS = (("kh", "5"), ("gh", "4"), ("ch", "c"), ("sh", "c"), ("ou", "o"), ("ee", "i"))
ARABIZI_LETTERS = str.maketrans({"q": "9", "x": "5", "8": "4", "$": "c", "u": "o", "y": "i"})
ARABIZI_ENDINGS = ("ouha", "ouhom", "hom", "ha", "kom", "na", "h", "ou", "t")
SHORT_VOWELS = re.compile(r"(?!^)[ae'](?!$)")
LAST_VOWEL = re.compile(r"(?!^)e$")
TWICE = re.compile(r"(.)\1+")
ARABIZI_DENIAL = "c"


def _cut(word: str, endings: Tuple[str, ...], shortest: int) -> Iterator[str]:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            yield word[: -len(ending)]


def _arabic_fronts(word: str) -> Iterator[str]:
    for front in ARABIC_FRONTS:
        if word.startswith(front) and len(word) - len(front) >= SHORTEST["ar"]:
            yield word[len(front) :]


def _arabic(word: str) -> Iterator[str]:
    for stem in [word, *_cut(word, ARABIC_ENDINGS, SHORTEST["ar"])]:
        yield stem
        if stem[0] in PERSONS and len(stem) > SHORTEST["ar"] and not stem.startswith(ARTICLE):
            yield VERBAL + stem[1:]
            if stem.endswith(VERB_ENDING) and len(stem) > SHORTEST["ar"] + 1:
                yield VERBAL + stem[1:-1]


def _latin(word: str, endings: Tuple[str, ...]) -> Iterator[str]:
    yield word
    yield from _cut(word, endings, SHORTEST["latin"])


def _arabizi(word: str) -> Iterator[str]:
    for form in [word, *_cut(word, ARABIZI_ENDINGS, SHORTEST["latin"])]:
        yield from _bones(form)


def _bones(word: str) -> Iterator[str]:
    for pair, letter in ARABIZI_PAIRS:
        word = word.replace(pair, letter)
    word = SHORT_VOWELS.sub("", word.translate(ARABIZI_LETTERS))
    bones = LAST_VOWEL.sub("a", TWICE.sub(r"\1", word))
    if len(bones) >= SHORTEST["arabizi"] and not bones.endswith(ARABIZI_DENIAL):
        yield bones


def stems(word: str, language: str) -> Iterator[Tuple[str, str]]:
    """What a plain word may be told by, whatever its form in a language: (kind, stem), the
    surest first."""
    if is_arabic(word):
        if language in ("ar", "aeb"):
            yield from (("ar", stem) for stem in _arabic(word))
    elif language == "aeb":
        yield from (("aeb", stem) for stem in _arabizi(word))
    elif language == "fr" and word.isalpha():
        yield from (("fr", stem) for stem in _latin(word, ROMANCE_ENDINGS))
    elif language == "en" and word.isalpha():
        yield from (("en", stem) for stem in _latin(word, ENGLISH_ENDINGS))


def bare(word: str) -> Iterator[str]:
    """A plain word, and what is left of it without what Arabic writes onto its front."""
    yield word
    if is_arabic(word):
        yield from _arabic_fronts(word)


def is_arabic(word: str) -> bool:
    """Whether a plain word is written in Arabic letters."""
    return "\u0621" <= word[0] <= "\u064a"
