"""What domains bring to scorecards: kinds of subjects, ways to find raters, indicators, effects. The engine knows no domain.

Everything is asked for many subjects at once, so that a round costs the same statements for three subjects and for three hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Rated:
    """Something that is rated, as its owner knows it: `key` stays the same when it is renamed. `organization_id` and `card_id` are who
    may read, answer and appeal beside whoever looks after the area.
    """

    key: str
    name: str
    area_id: int
    path: str
    organization_id: int | None = None
    card_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rater:
    """Somebody who rates: by account, or (a resident who was drawn) by a link. `key` tells the same one when raters are looked for again,
    and says nothing of the person. Without an account the engine keeps no `name`: it shows `label`, or the name of the group with
    a number; who that is, is known only to the domain that drew them.
    """

    name: str
    account_id: int | None = None
    card_id: int | None = None
    key: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day that a round is about."""

    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Consequence:
    """An effect that begins (`holds`) or ends, of one subject in one round. Told once, in the transaction in which it becomes so."""

    effect: str
    card: str
    subject_key: str
    subject_id: int
    round_id: int
    band: str
    composite: Fraction | None
    holds: bool


#: county, day → who is rated.
Subjects = Callable[[Any, date], Sequence[Rated]]
#: county, subjects, posts of the method, day → raters by the key of the subject.
Resolver = Callable[[Any, Sequence[Rated], Sequence[str], date], Mapping[str, Sequence[Rater]]]
#: county, keys of subjects, period → 0 to 100 by key; none for those of which nothing is known.
Indicator = Callable[[Any, Sequence[str], Period], Mapping[str, Fraction]]
#: actor, what begins and ends.
Effect = Callable[["Actor", Sequence[Consequence]], None]


@dataclass(frozen=True, slots=True)
class Registered:
    """One thing that was registered, with its name for people (a msgid). `personal` subjects are single people: their results are nobody's
    business but their own and of those who run the round or decide appeals, wherever they work, and never public.
    """

    code: str
    label: str
    act: Any
    personal: bool = False


_kinds: dict[str, Registered] = {}
_resolvers: dict[str, Registered] = {}
_indicators: dict[str, Registered] = {}
_effects: dict[str, Registered] = {}


def register_subjects(code: str, label: str, find: Subjects, *, personal: bool = False) -> None:
    """Declare a kind of subject (`personal`: single people); another one of the same code is a ValueError."""
    _keep(_kinds, Registered(code, label, find, personal))


def register_resolver(code: str, label: str, find: Resolver) -> None:
    """Declare a way to find raters."""
    _keep(_resolvers, Registered(code, label, find))


def register_indicator(code: str, label: str, count: Indicator) -> None:
    """Declare a figure that Linli counts."""
    _keep(_indicators, Registered(code, label, count))


def register_effect(code: str, label: str, act: Effect) -> None:
    """Declare what may follow from a band or a rule over rounds."""
    _keep(_effects, Registered(code, label, act))


def _keep(where: dict[str, Registered], one: Registered) -> None:
    if where.setdefault(one.code, one) != one:
        raise ValueError(f"{one.code} is declared twice")


def subject_kind(code: str) -> Registered | None:
    """A kind of subject; None for one that nobody declares."""
    return _kinds.get(code)


def resolver(code: str) -> Registered | None:
    """A way to find raters; None for one that nobody declares."""
    return _resolvers.get(code)


def indicator(code: str) -> Registered | None:
    """A figure that Linli counts; None for one that nobody declares."""
    return _indicators.get(code)


def effect(code: str) -> Registered | None:
    """What may follow; None for what nobody declares."""
    return _effects.get(code)


def subject_kinds() -> Iterable[str]:
    """All kinds of subjects."""
    return sorted(_kinds)


def resolvers() -> Iterable[str]:
    """All ways to find raters."""
    return sorted(_resolvers)
