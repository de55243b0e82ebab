"""The languages that answers are written in, and the CLDR locale that formats each."""

from typing import Dict, Tuple

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
