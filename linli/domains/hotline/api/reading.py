"""A work order out of JSON: each fact found where the county's method says it stands, and checked. What is wrong is named."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from linli.domains.hotline.errors import BadField
from linli.domains.hotline.rules import Facts
from linli.kernel import clock
from linli.kernel.geo import Datum, to_wgs84

_NUMBER = re.compile(r"[A-Za-z0-9._-]{1,64}")
_EMERGENCY = ("110", "119", "120", "122")
_ROUTES = ("court", "arbitration", "discipline", "review", "disclosure", "petition")
_PHONE = re.compile(r"\+?[0-9]{5,15}")
_BLANKS = re.compile(r"[\s\-()（）]")

#: Attachments that an order may name.
MOST_ATTACHMENTS = 20


class Reader:
    """Reads facts by our names; refusals name the field as the other side calls it. `names` says where each stands (a path)."""

    def __init__(self, said: Mapping[str, Any], names: Mapping[str, str] | None = None) -> None:
        self._said = said
        self._names = names or {}

    def name(self, fact: str) -> str:
        """What the other side calls a fact."""
        return self._names.get(fact, fact)

    def sent(self, fact: str) -> Any:
        """The value as it was sent; None where there is none."""
        found: Any = self._said
        for step in self.name(fact).split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        return found

    def refuse(self, fact: str, why: str) -> BadField:
        """The refusal of a fact."""
        return BadField(self.name(fact), why)

    def text(self, fact: str, *, most: int = 200, least: int = 0) -> str:
        """Words; "" where none are given. A number that stands for words is taken as them."""
        value = self.sent(fact)
        if value is None:
            value = ""
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise self.refuse(fact, _("must be text"))
        if _has_half_sign(value):
            raise self.refuse(fact, _("holds half a sign"))
        value = "".join(sign for sign in value if sign.isprintable() or sign == "\n").strip()
        if len(value) > most:
            raise self.refuse(fact, _("at most {most} characters").format(most=most))
        if len(value) < least:
            raise self.refuse(fact, _("is needed"))
        return value

    def flag(self, fact: str, *, needed: bool = False) -> bool:
        """True or false; false where nothing is given, unless it is `needed`."""
        value = self.sent(fact)
        if value is None and not needed:
            return False
        if not isinstance(value, bool):
            raise self.refuse(fact, _("must be true or false"))
        return value

    def whole(self, fact: str, least: int, most: int) -> int | None:
        """A whole number in a range; None where none is given."""
        value = self.sent(fact)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.refuse(fact, _("must be a whole number from {least} to {most}").format(least=least, most=most))
        return value

    def degrees(self, fact: str, most: int) -> float | None:
        """Degrees on this planet; None where none are given."""
        value = self.sent(fact)
        if value is None or value == "":
            return None
        try:
            found = float(value) if not isinstance(value, bool) else math.nan
        except (TypeError, ValueError, OverflowError):
            found = math.nan
        if not math.isfinite(found) or abs(found) > most:
            raise self.refuse(fact, _("must be degrees from -{most} to {most}").format(most=most))
        return found

    def moment(self, fact: str) -> datetime | None:
        """A moment in ISO 8601; one without a zone is Chinese time."""
        value = self.text(fact, most=40)
        if not value:
            return None
        try:
            found = datetime.fromisoformat(value)
        except ValueError as error:
            raise self.refuse(fact, _("must be a moment such as 2026-11-17T09:00:00+08:00")) from error
        return found if found.tzinfo else found.replace(tzinfo=clock.ZONE)

    def one_of(self, fact: str, allowed: tuple[str, ...]) -> str:
        """One of some words; "" where none is given."""
        value = self.text(fact, most=40)
        if value and value not in allowed:
            raise self.refuse(fact, _("one of: {allowed}").format(allowed=", ".join(allowed)))
        return value


def facts_of(said: Mapping[str, Any], rules: Any) -> Facts:
    """The order that somebody sent, read with the county's method (`rules.hotline`). Raises `BadField`.

    A kind or an urgency that nobody knows is refused; a category isn't: people sort it.
    """
    read = Reader(said, rules.fields.model_dump(exclude={"source", "assumed"}))
    number = read.text("number", most=64, least=1)
    if not _NUMBER.fullmatch(number):
        raise read.refuse("number", _("letters, figures, dots and dashes only"))
    kind = rules.kind_of(read.text("kind", most=40, least=1))
    if kind is None:
        raise read.refuse(
            "kind", _("one of: {allowed}").format(allowed=", ".join(word for one in rules.kinds for word in one.words))
        )
    urgency = rules.urgency_of(read.text("urgency", most=40))
    if urgency is None:
        raise read.refuse("urgency", _("isn't known here"))
    words = read.text("category", most=60)
    return Facts(
        number=number, text=read.text("text", most=5000, least=1), kind=kind.code, promise=kind.promise,
        title=read.text("title", most=80), urgency=urgency, category=rules.category_of(words) or "", category_words=words,
        area_code=read.text("area_code", most=40), place=read.text("place", most=120), **_coordinates(read),
        name=read.text("name", most=40), phone=_phone(read), called=read.text("called", most=20),
        called_at=read.moment("called_at"), attachments=_attachments(read),
        emergency=read.one_of("emergency", _EMERGENCY), legal_route=_route(read), same_as=read.text("same_as", most=64),
    )  # fmt: skip


def _coordinates(read: Reader) -> dict[str, float | None]:
    """The position in WGS 84, whatever datum it came in."""
    lat, lng = read.degrees("lat", 90), read.degrees("lng", 180)
    datum = read.one_of("datum", tuple(Datum)) or Datum.WGS84
    if lat is None and lng is None:
        return {}
    if lat is None or lng is None:
        raise read.refuse("lat" if lat is None else "lng", _("is needed"))
    lat, lng = to_wgs84(lat, lng, datum)
    return {"lat": lat, "lng": lng}


def _phone(read: Reader) -> str:
    """A number, without blanks and dashes; "" for none."""
    number = _BLANKS.sub("", read.text("phone", most=40))
    if number and not _PHONE.fullmatch(number):
        raise read.refuse("phone", _("must be a phone number; leave it out for none"))
    return number


def _route(read: Reader) -> str:
    """The legal route that the hotline names; a matter in petition is never handled twice."""
    return "petition" if read.flag("in_petition") else read.one_of("legal_route", _ROUTES)


def _attachments(read: Reader) -> tuple[tuple[str, str], ...]:
    """Names and addresses. Only http and https, never fetched: the office opens them."""
    rows = read.sent("attachments") or []
    if not isinstance(rows, list) or len(rows) > MOST_ATTACHMENTS:
        raise read.refuse("attachments", _("a list of at most {most}").format(most=MOST_ATTACHMENTS))
    found = []
    for row in rows:
        one = Reader(row if isinstance(row, Mapping) else {"url": row})
        url = one.text("url", most=500, least=1)
        if not _is_web(url):
            raise read.refuse("attachments", _("only addresses that begin with http or https"))
        found.append((one.text("name", most=80), url))
    return tuple(found)


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username


def _has_half_sign(words: str) -> bool:
    """Whether a surrogate stands alone: JSON may hold one, no column can."""
    return any("\ud800" <= sign <= "\udfff" for sign in words)
