"""Sources that apps declare in their `apps.ready`: what their rows count as, in SQL, and what people may ask of it.

The engine knows no domain. A source says for any set of subjects what they count as at this moment, from its rows alone: never
from the clock, or a figure would change without any row that did.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that can be asked for: the sum of things that are counted, each with its sign. One that is `running` counts from the
    beginning of time (what is open is what was filed, less what has ended).
    """

    of: Mapping[str, int]
    running: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What is counted, by whom it may be seen, and how it is asked.

    `subjects` is a table with the columns id and county_id. `rows` is SQL whose $1 is a list of subjects' ids and whose columns are
    (subject_id, county_id, area_id, what, day, dims, count); a subject that is gone or counts as nothing has no row, and no two rows
    of a subject differ in their count alone. Names of things begin with the source's code, as those of measures do. `dims` names the
    dimensions in the order in which `rows` gives them.
    """

    code: str
    permission: str
    subjects: str
    rows: str
    measures: Mapping[str, Measure]
    dims: tuple[str, ...] = ()


_sources: dict[str, Source] = {}
_of_measure: dict[str, Source] = {}


def register(source: Source) -> None:
    """Declare a source. ValueError for a code that is taken, or a name that doesn't begin with it."""
    if _sources.setdefault(source.code, source) != source:
        raise ValueError(f"source {source.code} is declared twice")
    names = [*source.measures, *(what for measure in source.measures.values() for what in measure.of)]
    if strange := [name for name in names if not name.startswith(f"{source.code}.")]:
        raise ValueError(f"source {source.code} names what isn't its own: {strange}")
    _of_measure.update(dict.fromkeys(source.measures, source))


def sources() -> list[Source]:
    """All sources, by code."""
    return [_sources[code] for code in sorted(_sources)]


def source(code: str) -> Source | None:
    """The source of this code; None for one that nobody declares any more."""
    return _sources.get(code)


def source_of(measure: str) -> Source:
    """Whose measure this is; KeyError for one that nobody declared."""
    return _of_measure[measure]
