"""Decisions of credit: texts and their versions, days, figures. Pure functions, no Django, no clock."""

from __future__ import annotations

import hashlib
from datetime import date


def digest(text: str) -> str:
    """What proves that a text is the one that was signed: SHA-256 over it."""
    return hashlib.sha256(text.encode()).hexdigest()


def version_of(covenant: int, kind: int) -> str:
    """The version of a contract: that of the covenant and that of the kind's own part."""
    return f"{covenant}.{kind}"


def in_force(day: date, first: date | None, last: date | None) -> bool:
    """Whether something holds on a day, both ends included; what has no first day doesn't hold yet."""
    return first is not None and first <= day and (last is None or day <= last)


def masked(name: str) -> str:
    """A name for a public list: the first letter and a star (王*)."""
    return f"{name[:1]}*" if name else ""


def is_minor(born_on: date | None, today: date) -> bool:
    """Whether somebody is under 18 (Civil Code, article 17): too young to sign. Nobody knows it without a day of birth."""
    if born_on is None:
        return False
    return (today.year - born_on.year, today.month, today.day) < (18, born_on.month, born_on.day)
