"""Wording that tells Parties what to do (R14): a stocktake is facilitative, never prescriptive.

Only a flag: somebody looks, and may leave it as it is.
"""

import re

_ORDERS = {
    "en": r"\b(must|shall|ha(s|ve) to|(are|is) (obliged|required) to|should adopt)\b",
    "fr": r"\b(doi(t|vent)|devr(a|ont)|(est|sont) tenue?s? de|il faut)\b",
    "es": r"\b(debe[n]?|deberán?|tienen? que|(está|están) obligad[oa]s? a|hay que)\b",
    "ru": r"\b(должн[ыао]|должен|обязан[ыао]?|необходимо, чтобы)\b",
    "zh": "必须|务必|应当采取|有义务",
    "ar": r"(يجب (على|أن)|يتعين على|لا بد أن|ملزمة? ب)",
}
_ORDER = re.compile("|".join(_ORDERS.values()), re.IGNORECASE)


def prescriptive(words: str) -> bool:
    """Does it sound like an order, in any of the six languages?"""
    return _ORDER.search(words) is not None
