"""Languages told apart by their script too: Derja is written in two."""

ARABIC_LETTERS = range(0x0600, 0x0700)
DERJA = "aeb"


def group_of(language: str, text: str) -> str:
    """The language; of Derja, with the script of the text ("aeb-Arab", "aeb-Latn")."""
    if language != DERJA:
        return language
    arabic = any(ord(char) in ARABIC_LETTERS for char in text)
    return f"{DERJA}-Arab" if arabic else f"{DERJA}-Latn"


def is_arabic(group: str) -> bool:
    """Whether a group is written in Arabic script."""
    return group in ("ar", f"{DERJA}-Arab")
