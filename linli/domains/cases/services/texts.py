"""Words that people type: cleaned of what nobody can see, and measured."""

from __future__ import annotations

from linli.domains.cases.rules import clean_text
from linli.kernel.errors import RuleBroken

#: Longest note, reason or reply of staff, in characters.
MOST = 2000


def cleaned(text: str, *, least: int = 1, most: int = MOST) -> str:
    """`text` without control characters, its ends trimmed; line breaks and emoji stay.

    Raises `RuleBroken` cases.needs_words (nothing left), cases.text_too_short or cases.text_too_long, counting what is left.
    An enormous text is refused before it is looked at.
    """
    kept = clean_text(text) if len(text) <= 10 * most + 1000 else text
    if len(kept) > most:
        raise RuleBroken("cases.text_too_long", most=most, length=len(kept))
    if least and not kept:
        raise RuleBroken("cases.needs_words")
    if len(kept) < least:
        raise RuleBroken("cases.text_too_short", least=least)
    return kept
