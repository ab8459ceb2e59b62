"""Decisions of selfservice: pure functions, no Django, no clock but the one passed in."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from linli.domains.selfservice.method import GUARDIAN, REGISTRATION, SENSITIVE, CodeRules
from linli.kernel.lines import one_line

WORDS_MAX = 500
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said about themselves (or about the child whose guardian they are) to be registered."""

    name: str
    room: str
    phone: str
    born_on: date | None = None
    relation: str = ""
    employer: str = ""
    id_number: str = ""
    guardian: str = ""

    def as_json(self) -> str:
        """For sealing."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Said:
        """Back out of what was sealed."""
        given = json.loads(text)
        given["born_on"] = date.fromisoformat(given["born_on"]) if given["born_on"] else None
        return cls(**given)


@dataclass(frozen=True, slots=True)
class Sent:
    """A code that was sent: when, and to what (for counting)."""

    at: datetime
    by_phone: bool
    by_address: bool


def refusal(rules: CodeRules, now: datetime, sent: list[Sent]) -> tuple[str, int]:
    """Why no further code is sent now, as the code of a refusal and seconds to wait; ("", 0) where one may be sent.

    `sent` are the codes of the last 24 hours to the same phone or asked from the same address. The words are the same for
    every phone, whether somebody with it is registered or not.
    """
    phone = [one for one in sent if one.by_phone]
    newest = max((one.at for one in phone), default=None)
    if newest is not None:
        wait = newest + timedelta(seconds=rules.again_after_seconds) - now
        if wait > timedelta():
            return "selfservice.too_soon", max(1, round(wait.total_seconds()))
    too_many = len(phone) >= rules.a_day_per_phone
    if too_many or sum(one.by_address for one in sent) >= rules.a_day_per_address:
        return "selfservice.too_many_codes", 0
    return "", 0


def plain_digits(text: str) -> str:
    """The figures of a code as people type it: full-width ones folded, blanks dropped; "" for anything but six figures."""
    found = "".join(unicodedata.normalize("NFKC", text[:40]).split())
    return found if len(found) == DIGITS and found.isascii() and found.isdigit() else ""


def consents_needed(*, is_child: bool, has_id_number: bool) -> tuple[str, ...]:
    """Which texts have to be agreed to. A guardian agrees for a child under 14 (domain-standards §10)."""
    first = GUARDIAN if is_child else REGISTRATION
    return (first, SENSITIVE) if has_id_number else (first,)


def plain_words(text: str) -> str:
    """Words of a request in one line, at most 500 characters."""
    return one_line(text, WORDS_MAX)
