"""A conversation's name, as attackers may write it."""

import json
import unicodedata
from typing import Any, List
from urllib.parse import quote

LOOK_ALIKES = str.maketrans("aeopcxi", "аеорсхі")  # Cyrillic
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
BOLD_DIGITS = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")


def disguises(name: str, who: str) -> List[Any]:
    """All that may come to mind for a conversation ``name`` of somebody with the id ``who``."""
    texts = [name, who]
    written: List[Any] = []
    for text in texts:
        written += [
            text,
            text.upper(),
            text.title(),
            text.swapcase(),
            text.translate(LOOK_ALIKES),
            text.translate(FULL_WIDTH),
            text.translate(ARABIC_DIGITS),
            text.translate(BOLD_DIGITS),
            unicodedata.normalize("NFD", text),
            *(f"{space}{text}" for space in (" ", "\t", "\n", "\u00a0", "\u200b", "\ufeff", "\0")),
            *(f"{text}{space}" for space in (" ", "\n", "\r\n", "\u200f", "\u0301", "\0", "\0x")),
            *(f"{before}{text}" for before in ("rest-", "web-", "telegram-", "messenger-", "-")),
            *(f"{before}{text}" for before in ("../", "./", "rest/../", "rest-/../", "%2e%2e/")),
            *(f"{text}{after}" for after in ("-", ":", ":0", "/", "/..", "#", "?", "%00", "\\")),
            quote(text, safe=""),
            quote(quote(text, safe=""), safe=""),
            "".join(f"%{byte:02x}" for byte in text.encode()),
            f"{text}' OR '1'='1",
            f"' OR sender_id='{text}",
            f"{text}%",
            f"%{text[1:]}",
            f"{text[:-1]}_",
            f"{text[:-1]}*",
            f"{text}{'x' * 300}",
            f"{'x' * 195}{text}",
            f"{text}{' ' * 180}",
            f'"{text}"',
            json.dumps({"sender": text}),
            [text],
            {"sender": text},
            {"$eq": text},
            [[text]],
            text.partition("-")[2],
            text.replace("-", "_"),
            text.replace("-", "\u2010"),
            text.replace("-", "--"),
            text.replace(":", "%3A"),
        ]
    if who.lstrip("-").isdigit():
        number = int(who)
        written += [number, -number, float(number), f"0{number}", f"+{number}", f"{number}.0"]
        written += [hex(number), f"{number}e0", number + 2**32, number + 2**64]
    return written + [True, None, 0, "", [], {}]
