"""The languages that answers are written in, and the CLDR locale that formats each."""

import re
from typing import Dict, Optional, Tuple

from babel import Locale

# The country that the facts are about.
HOME = "TN"
LANGUAGES: Tuple[str, ...] = ("fr", "en", "ar")

# ar_TN writes Western digits and the Tunisian names of months (ماي, جوان).
LOCALES: Dict[str, Locale] = {
    "fr": Locale("fr", HOME),
    "en": Locale("en", "GB"),
    "ar": Locale("ar", HOME),
}


def language_of(tag: Optional[str]) -> Optional[str]:
    """The assistant's language that a tag (``ar-TN``, ``fr_FR``, ``EN``) names by its first
    subtag, if it is one of them."""
    language = re.split("[-_]", (tag or "").strip())[0].lower()
    return language if language in LANGUAGES else None
