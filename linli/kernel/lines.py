"""Words that people type where one line is kept: reasons, titles, notes."""

from __future__ import annotations

from linli.kernel.errors import RuleBroken

#: Joins the parts of one emoji; not seen itself, but those around it would fall apart.
_JOINER = "\u200d"


def one_line(text: str, most: int | None = None) -> str:
    """The words in one line of at most `most` characters (None: however many): whatever can't be seen (line breaks, NUL, marks that turn the direction of
    writing, halves of a character) becomes a blank, blanks are folded. "" where nothing is left.
    """
    seen = "".join(sign if sign.isprintable() or sign == _JOINER else " " for sign in text)
    return " ".join(seen.split())[:most].strip(f" {_JOINER}")


def required(text: str, most: int, code: str, *, least: int = 1) -> str:
    """As `one_line`; raises RuleBroken `code` for fewer than `least` characters."""
    line = one_line(text, most)
    if len(line) < least:
        raise RuleBroken(code)
    return line
