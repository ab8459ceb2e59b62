"""Reading figures: sums over days of an area or of its children. Asked for by whoever may see the source's rows there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from django.http import Http404

from linli.engines.rollups import registry
from linli.kernel.statements import ask

if TYPE_CHECKING:
    from linli.engines.rollups.registry import Source
    from linli.foundation.territory.models import Area
    from linli.kernel.actor import Actor

#: From a day to a day, both included.
Span = tuple[date, date]
Step = Literal["day", "week", "month"]
#: Values of dimensions by name; what isn't named is summed over.
Dims = Mapping[str, str]

_SUMS = """
SELECT asked.number - 1, kept.area_id, sum(kept.count)::bigint
FROM unnest($2::date[], $3::date[], $4::text[]) WITH ORDINALITY AS asked(first, last, what, number)
JOIN rollups_rollup AS kept ON kept.what = asked.what AND kept.day BETWEEN asked.first AND asked.last
WHERE {where} AND {dims} GROUP BY asked.number, kept.area_id"""
_ITSELF = "kept.area_id = $1"
_WITH_CHILDREN = "kept.area_id = ANY(ARRAY(SELECT id FROM territory_area WHERE parent_id = $1 OR id = $1))"

_OLDEST = "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0)::float FROM rollups_mark"


def totals(
    actor: Actor, area: Area, measures: Sequence[str], *, since: date = date.min, until: date = date.max,
    dims: Dims | None = None,
) -> dict[str, int]:  # fmt: skip
    """Each measure of one source over all days from `since` to `until`. Http404 for an area whose figures the actor may not see."""
    (found,) = over(actor, area, measures, [(since, until)], dims=dims)
    return found


def over(
    actor: Actor, area: Area, measures: Sequence[str], spans: Sequence[Span], *, dims: Dims | None = None
) -> list[dict[str, int]]:
    """Each measure of one source over each of several spans, in their order; one statement. A running one is what it is at the end of
    a span, so that spans must follow each other where it is asked for several.
    """
    found = _sums(_source(actor, area, measures), area, measures, spans, dims or {}, _ITSELF)
    return [{one: found[one, number, area.pk] for one in measures} for number in range(len(spans))]


def series(
    actor: Actor, area: Area, measures: Sequence[str], *, since: date, until: date, by: Step = "day",
    dims: Dims | None = None,
) -> list[tuple[date, dict[str, int]]]:  # fmt: skip
    """Each measure of one source by day, week (from Monday) or month, oldest first, with the first day of each; what lies outside of
    `since` to `until` isn't counted. One statement.
    """
    spans = spans_of(since, until, by)
    found = over(actor, area, measures, spans, dims=dims)
    return [(first, values) for (first, _), values in zip(spans, found, strict=True)]


def by_child(
    actor: Actor, area: Area, measures: Sequence[str], *, since: date = date.min, until: date = date.max,
    dims: Dims | None = None,
) -> dict[str, Counter[int | None]]:  # fmt: skip
    """Each measure of one source for each child of an area by its id, None being what lies on the area itself; one statement."""
    source = _source(actor, area, measures)
    found = _sums(source, area, measures, [(since, until)], dims or {}, _WITH_CHILDREN)
    counted: dict[str, Counter[int | None]] = {one: Counter() for one in measures}
    for (measure, _, place), count in found.items():
        counted[measure][place if place != area.pk else None] += count
        counted[measure][None] -= count if place != area.pk else 0
    return counted


def spans_of(since: date, until: date, by: Step) -> list[Span]:
    """The days, weeks or months that touch `since` to `until`, cut to it; none where it ends before it begins."""
    found, first = [], since
    while first <= until:
        last = min(_last_of(first, by), until)
        found.append((first, last))
        first = last + timedelta(days=1)
    return found


def oldest_uncounted_seconds() -> float:
    """Age of the oldest change that isn't counted yet, by the server's own clock; 0 when none waits."""
    return float(ask(_OLDEST)[0][0])


def _source(actor: Actor, area: Area, measures: Sequence[str]) -> Source:
    """Whose measures these are, if the actor may see its figures at the area."""
    source, *others = {registry.source_of(one).code: registry.source_of(one) for one in measures}.values()
    if others:
        raise ValueError("measures of several sources aren't asked for at once")
    if not actor.reaches(source.permission, area.path):
        raise Http404
    return source


def _sums(
    source: Source, area: Area, measures: Sequence[str], spans: Sequence[Span], dims: Dims, where: str
) -> Counter[tuple[str, int, int]]:
    """Values by measure, number of the span, and area."""
    asked = [
        (measure, number, span, what, sign)
        for measure in measures
        for number, span in enumerate(_summed(spans, running=source.measures[measure].running))
        for what, sign in source.measures[measure].of.items()
    ]
    firsts, lasts = [one[2][0] for one in asked], [one[2][1] for one in asked]
    condition, values = _narrowed(source, dims)
    sql = _SUMS.format(where=where, dims=condition)
    found: Counter[tuple[str, int, int]] = Counter()
    for at, place, count in ask(sql, [area.pk, firsts, lasts, [one[3] for one in asked], *values]):
        measure, number, _, _, sign = asked[at]
        for later in range(number, len(spans) if source.measures[measure].running else number + 1):
            found[measure, later, place] += sign * count
    return found


def _summed(spans: Sequence[Span], *, running: bool) -> Sequence[Span]:
    """The days whose changes belong to each span: of what runs all since the span before, and in the beginning all there were."""
    if not running:
        return spans
    begins = [date.min, *(last + timedelta(days=1) for _, last in spans[:-1])]
    return [(first, last) for first, (_, last) in zip(begins, spans, strict=True)]


def _narrowed(source: Source, dims: Dims) -> tuple[str, list[str]]:
    """The condition on dimensions and its values; the sum over all of them stands in rows of its own. ValueError for an unknown one."""
    if not dims:
        return "kept.dims = '{}'", []
    places = [source.dims.index(name) + 1 for name in dims]
    return " AND ".join(f"kept.dims[{place}] = ${5 + n}" for n, place in enumerate(places)), list(dims.values())


def _last_of(day: date, by: Step) -> date:
    if by == "week":
        return day + timedelta(days=6 - day.weekday())
    if by == "month":
        return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day
