"""The words of cases, for a floor above that makes them searchable, learns from them and looks for likenesses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from linli.domains.cases.models import Case
from linli.domains.cases.states import State
from linli.foundation.territory.scoping import placed_under
from linli.kernel.actor import Actor


class Words(NamedTuple):
    """What a case says in its own words, before anybody worked on it. Reporters' names and numbers aren't among it."""

    pk: int
    county: int
    title: str
    text: str
    place_words: str


class Told(NamedTuple):
    """An open case as far as likeness asks: its words, and where and when."""

    pk: int
    ref: str
    title: str
    text: str
    lat: float | None
    lng: float | None
    area: int
    path: str
    opened_at: datetime


class Counted(NamedTuple):
    """A case as far as counting asks."""

    pk: int
    area: int
    path: str
    lat: float | None
    lng: float | None
    opened_at: datetime


def ids_after(pk: int, most: int) -> list[int]:
    """Ids of the cases after this one, lowest first, whoever may see them."""
    rows = Case.unscoped.filter(pk__gt=pk).order_by("pk").values_list("pk", flat=True)
    return list(rows[:most])


def words_of(ids: Iterable[int]) -> list[Words]:
    """The words of these cases, whoever may see them: what is made of them must ask itself who may."""
    rows = Case.unscoped.filter(pk__in=list(ids)).order_by("pk")
    return [Words(*row) for row in rows.values_list("pk", "county_id", "title", "text", "place_words")]


def labelled(county_id: int, *, most: int, standards: Sequence[str]) -> list[tuple[str, str]]:
    """(text, category key) of a county's newest cases with words, oldest first; joined and withdrawn ones left out."""
    rows = Case.unscoped.filter(county_id=county_id, category__standard__in=standards, category__retired=False)
    rows = rows.exclude(state__in=(State.DUPLICATE, State.WITHDRAWN)).annotate(said=Length("text")).filter(said__gt=1)
    keys = ("category__standard", "category__kind", "category__code")
    found = rows.order_by("-pk").values_list("text", *keys)[:most]
    return [(text, "/".join(key)) for text, *key in reversed(found)]


def told_to(actor: Actor, where: Q, *, since: datetime, fit: Any, most: int) -> list[Told]:
    """Open cases that the actor sees, under a condition, opened since then; best `fit` first."""
    rows = Case.scoped.visible_to(actor).open().filter(where, opened_at__gte=since)
    rows = rows.order_by(fit.desc(nulls_last=True), "-pk")[:most]
    return [
        Told(*row)
        for row in rows.values_list("pk", "ref", "title", "text", "lat", "lng", "area_id", "area__path", "opened_at")
    ]


def counted_in(paths: Sequence[str], *, since: datetime, most: int) -> list[Counted]:
    """The newest cases below these paths opened since then, joined ones too: each is a voice."""
    rows = Case.unscoped.filter(placed_under(paths), opened_at__gte=since).order_by("-opened_at", "-pk")[:most]
    return [Counted(*row) for row in rows.values_list("pk", "area_id", "area__path", "lat", "lng", "opened_at")]


def titles_for(actor: Actor, ids: Iterable[int]) -> QuerySet[Case]:
    """Those of the cases that the actor sees, newest first, for a list of links."""
    rows: QuerySet[Case] = Case.scoped.visible_to(actor).filter(pk__in=list(ids))
    return rows.only("ref", "title", "state", "opened_at").order_by("-opened_at", "-pk")
