"""What happened, as registered classes: text for people, an audience, and which words to redact.

An event without a redaction rule can't be registered: `redact=()` must be said when nothing in it is personal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T")


class Audience(StrEnum):
    """Who may read a line of a timeline."""

    PUBLIC = "public"  # the reporters of the case, by their secret link
    INTERNAL = "internal"  # staff who may see the thing
    AUDIT = "audit"  # looks at personal data: auditors, and the person looked at


@dataclass(frozen=True, slots=True)
class EventType:
    """A registered kind of event. `mark` names the shape shown in a timeline (see the design system)."""

    code: str
    text: str
    audience: Audience
    redact: frozenset[str]
    mark: str
    cls: type


_types: dict[str, EventType] = {}


def event(
    code: str, *, text: str, audience: Audience, redact: tuple[str, ...], mark: str = "doing"
) -> Callable[[type[T]], type[T]]:
    """Register a frozen dataclass as an event. `text` is a msgid with the fields as `{placeholders}`.

    ValueError for a code that is taken, a redaction of a field that isn't there, and a field named `code`: the class keeps
    its own code under that name.
    """

    def register(cls: type[T]) -> type[T]:
        if code in _types:
            raise ValueError(f"event {code} is declared twice")
        unknown = set(redact) - set(getattr(cls, "__dataclass_fields__", {}))
        if "code" in getattr(cls, "__dataclass_fields__", {}):
            raise ValueError(f"event {code} has a field named code; that name is the event's own")
        if unknown:
            raise ValueError(f"event {code} redacts fields it doesn't have: {sorted(unknown)}")
        _types[code] = EventType(code, text, audience, frozenset(redact), mark, cls)
        cls.code = code  # type: ignore[attr-defined]
        return cls

    return register


def event_type(code: str) -> EventType:
    """The registered type; KeyError for a code nobody declared."""
    return _types[code]


def event_types() -> dict[str, EventType]:
    """All registered types by code."""
    return dict(_types)


def payload(instance: Any) -> dict[str, Any]:
    """An event's fields as JSON-ready data."""
    return {key: value for key, value in asdict(instance).items() if value is not None}
