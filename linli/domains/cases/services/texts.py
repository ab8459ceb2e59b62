"""Words that people type: cleaned of what nobody can see, and measured. Every word that a case keeps comes through here."""

from __future__ import annotations

from linli.domains.cases.method import Limits
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


def words_within(text: str, limits: Limits, *, least: int | None = None) -> str:
    """What residents write and read, between the county's limits; `least` overrides the lower one. Raises as `cleaned`, but
    says how many characters are needed where nothing was written.
    """
    least = limits.text_min if least is None else least
    kept = cleaned(text, least=0, most=limits.text_max)
    if len(kept) < least:
        raise RuleBroken("cases.text_too_short", least=least)
    return kept
