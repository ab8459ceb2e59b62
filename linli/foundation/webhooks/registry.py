"""Kinds of news that apps above declare: which lines of history they are made of, whom they concern, what is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linli.foundation.audit.models import Event
    from linli.foundation.partners.models import Partner

Concerns = Callable[["Event", "Partner"], bool]
Says = Callable[[Sequence["Event"], "Partner"], Mapping[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Stream:
    """One kind of news; `label` is a msgid, `lines` are codes of events.

    `concerns` is asked for each line that happens, so it is cheap; `says` when lines are sent, many at once: id of the line → what is
    told, none for lines of which there is nothing (more) to tell. That is JSON-ready and holds nothing that the partner couldn't
    ask for with a key.
    """

    code: str
    label: str
    lines: frozenset[str]
    concerns: Concerns
    says: Says


_streams: dict[str, Stream] = {}


def keep(stream: Stream) -> frozenset[str]:
    """Declare a kind of news; returns those of its lines that no other one follows yet. ValueError for a code that is taken."""
    if stream.code in _streams:
        raise ValueError(f"stream {stream.code} is declared twice")
    known = {code for one in _streams.values() for code in one.lines}
    _streams[stream.code] = stream
    return stream.lines - known


def stream(code: str) -> Stream | None:
    """A kind of news; None for one that no app declares (any more)."""
    return _streams.get(code)


def streams() -> dict[str, Stream]:
    """All kinds of news by code."""
    return dict(_streams)
