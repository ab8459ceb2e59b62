"""Section `notices`: what reporters are told, in which words, by which ways, when not, and how often it is tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from linli.foundation.methods.method import Duration, Marked, Section


class Channel(StrEnum):
    """A way to a reporter. `SITE` is the reporter's own page: it costs nothing and is never quiet."""

    SMS = "sms"
    MAIL = "mail"
    SITE = "site"


class Occasion(StrEnum):
    """What a reporter hears of; one template each in the method."""

    RECEIVED = "received"
    PASSED_ON = "passed_on"
    BEGUN = "begun"
    QUESTION = "question"
    ASKED = "asked"
    REOPENED = "reopened"
    CLOSED = "closed"
    EXPLAINED = "explained"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    PARTED = "parted"
    HANDED_OVER = "handed_over"


#: What a template may hold, by occasion: `place` is the county's name, `ref` the reporter's own number, `title` the first words of
#: the report, as the reporter wrote them.
ALWAYS = frozenset({"place", "ref", "title"})
MORE: dict[Occasion, frozenset[str]] = {
    Occasion.PASSED_ON: frozenset({"to"}),
    Occasion.MERGED: frozenset({"into"}),
    Occasion.HANDED_OVER: frozenset({"to"}),
}


#: What stands for something in a template. Any other brace is refused, so that a slip doesn't come to a phone.
_HOLE = re.compile(r"\{([a-z_]+)\}")

#: For counting: a long name of each kind. `stop` is a link with an address of usual length.
SAMPLE = {
    "place": "某某县", "ref": "XX-261122-00001", "title": "楼下垃圾堆了三天没有人来清", "to": "综合行政执法局",
    "into": "XX-261122-00001", "stop": "https://linli.example.gov.cn/n/1a2b-0123456789abcdef0123/",
}  # fmt: skip

_Words = Annotated[str, Field(min_length=1, max_length=300)]


def holes_of(text: str) -> set[str]:
    """The names in braces. ValueError for a brace that belongs to none."""
    rest = _HOLE.sub("", text)
    if "{" in rest or "}" in rest:
        raise ValueError("found a single brace; a name in braces looks like {ref}")
    return set(_HOLE.findall(text))


def filled(text: str, values: dict[str, str]) -> str:
    """`text` with its holes filled, once: what is filled in is never looked at again, whatever braces it holds."""
    return _HOLE.sub(lambda found: values.get(found[1], ""), text)


def parts_of(text: str) -> int:
    """How many text messages this is: 70 characters in one (UCS-2), 67 in each of several. A sign beyond the BMP counts as two."""
    units = len(text.encode("utf-16-be")) // 2
    return 1 if units <= 70 else -(-units // 67)


def _known(text: str, allowed: frozenset[str]) -> str:
    if unknown := sorted(holes_of(text) - allowed):
        raise ValueError(f"found {{{unknown[0]}}}, allowed: {', '.join(f'{{{name}}}' for name in sorted(allowed))}")
    return text


class Template(Marked):
    """What is said on one occasion. No `channels`: this county says nothing. `urgent` goes out at night too."""

    text: _Words
    channels: tuple[Channel, ...] = ()
    urgent: bool = False


class Tail(Marked):
    """What stands at the end of each text and mail: the link to the page on which messages are chosen. Head of a mail."""

    text: _Words
    subject: _Words

    @field_validator("text")
    @classmethod
    def _has_link(cls, text: str) -> str:
        if "stop" not in holes_of(_known(text, frozenset({"stop"}))):
            raise ValueError("needs {stop}: whoever gets a text must be able to end them")
        return text

    @field_validator("subject")
    @classmethod
    def _plain(cls, text: str) -> str:
        return _known(text, frozenset({"place", "ref"}))


class Quiet(Marked):
    """No message goes out from `begin` (included) until `end` (not included), by the clock on the wall. The same twice: never quiet."""

    begin: time
    end: time


class Parts(Marked):
    """How many text messages one notice may be at most, its tail included."""

    at_most: Annotated[int, Field(ge=1, le=10)]


class Tries(Marked):
    """How long a failed message is tried again before a person has to look at it."""

    give_up_after: Duration

    @field_validator("give_up_after")
    @classmethod
    def _runs_on(cls, length: Duration) -> Duration:
        if length.unit.is_working:
            raise ValueError("runs day and night: minutes, hours or days")
        return length


class Limits(Marked):
    """The most messages that one phone or mailbox gets within 24 hours, whatever was reported with it."""

    a_day: Annotated[int, Field(ge=1, le=100)]


class NoticeRules(Section):
    """Section `notices`. An occasion that isn't listed under `kinds` is told to nobody."""

    tail: Tail
    parts: Parts
    quiet: Quiet
    tries: Tries
    limits: Limits
    kinds: dict[Occasion, Template]

    @model_validator(mode="after")
    def _fits(self) -> NoticeRules:
        for occasion, template in self.kinds.items():
            allowed = ALWAYS | MORE.get(occasion, frozenset())
            try:
                _known(template.text, allowed)
            except ValueError as error:
                raise ValueError(f"{occasion}: {error}") from error
            if Channel.SMS in template.channels and (parts := self.parts_for(occasion)) > self.parts.at_most:
                raise ValueError(f"{occasion}: is {parts} text messages long, allowed: {self.parts.at_most}")
        return self

    def parts_for(self, occasion: Occasion) -> int:
        """How many text messages an occasion takes, with long names in it and the tail."""
        return parts_of(filled(self.kinds[occasion].text + self.tail.text, SAMPLE))


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """What is kept of people must be listed."""
    if "privacy" in rules.sections and "notices.contact" not in rules.privacy.fields:
        yield "kinds", 'needs [privacy.fields."notices.contact"]'
