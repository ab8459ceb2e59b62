"""The ground that every method section stands on, and the sections of the file itself: `method` and `county`.

Data only: frozen pydantic models without Django, so that rules can be replayed without a database.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from linli.kernel.durations import Duration as PlainDuration
from linli.kernel.durations import Unit

#: Row numbers of the requirements by source (first and last), so that a mistyped mark is found.
ROWS: dict[str, int] = {"Q": 71, "L": 80, "H": 53, "X": 61, "S": 42}

#: Chapters of the register of domain standards and public practice, written `DS§4`.
STANDARD_CHAPTERS = 14

_ROW = re.compile(r"([QLHXS])([1-9]\d?)")
_STANDARD = re.compile(r"DS§(\d{1,2})")


def is_known_source(code: str) -> bool:
    """Whether `code` names a row of the requirements (Q1–Q71 …) or a chapter of the standards (DS§0–DS§14)."""
    if row := _ROW.fullmatch(code):
        return int(row[2]) <= ROWS[row[1]]
    chapter = _STANDARD.fullmatch(code)
    return chapter is not None and int(chapter[1]) <= STANDARD_CHAPTERS


def known_sources() -> str:
    """What a source mark may be, for messages."""
    rows = ", ".join(f"{letter}1–{letter}{last}" for letter, last in ROWS.items())
    return f"{rows}, DS§0–DS§{STANDARD_CHAPTERS}"


def _known(code: str) -> str:
    if not is_known_source(code):
        raise ValueError(f"no such row; allowed: {known_sources()}")
    return code


def _as_tuple(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return (value,) if isinstance(value, str) else value


def _as_duration(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if set(value) != {"amount", "unit"}:
        raise ValueError(f'found keys {sorted(value)}; a duration is {{ amount = 2, unit = "hours" }}')
    amount, unit = value["amount"], value["unit"]
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        raise ValueError(f"found amount {amount!r}, allowed: a number")  # noqa: TRY004  (pydantic collects these)
    if unit not in list(Unit):
        raise ValueError(f"found unit {unit!r}, allowed: {', '.join(Unit)}")
    return PlainDuration(amount, Unit(unit))


SourceId = Annotated[str, AfterValidator(_known)]
Sources = Annotated[tuple[SourceId, ...], BeforeValidator(_as_tuple)]
Duration = Annotated[PlainDuration, BeforeValidator(_as_duration)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Label = Annotated[str, Field(min_length=1, max_length=60)]
Text = Annotated[str, Field(min_length=1, max_length=400)]
Percent = Annotated[int, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=0)]


class Section(BaseModel):
    """A frozen table of a method file. An unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Marked(Section):
    """A table that says where its figures come from: exactly one of `source` and `assumed`."""

    source: Sources = ()
    assumed: Text | None = None

    @model_validator(mode="after")
    def _has_one_mark(self) -> Self:
        if bool(self.source) == bool(self.assumed):
            found = "both" if self.source else "neither"
            raise ValueError(f'needs exactly one of source = "Q50" and assumed = "why"; found {found}')
        return self


class Figure(Marked):
    """A number that the source publishes (786 grids): shown side by side and used to size the demonstration."""

    label: Label
    number: int
    unit: Annotated[str, Field(max_length=8)] = ""


class Document(Section):
    """The public text that a method follows."""

    title: Label
    publisher: Label
    published_on: date | None = None


class MethodInfo(Section):
    """Section `method`: which release of a county's rules this file is. `version` grows with every change of text."""

    version: Annotated[int, Field(ge=1)]
    holds_from: date
    document: Document | None = None


class Brand(Marked):
    """The county's own name for its way of working (Q11, L3)."""

    name: Label
    slogan: Annotated[str, Field(max_length=60)] = ""


class Voice(Marked):
    """Who speaks to residents: the seat named on the portal and on receipts, and the hotline beside it (H43)."""

    centre: Label
    hotline: Annotated[str, Field(pattern=r"^[0-9-]{3,20}$")]


class CountyRules(Section):
    """Section `county`: name, divisions, brand and voice.

    `divisions` are GB/T 2260 codes (4 or 6 digits) of the ground covered, `ref_prefix` opens every case number.
    """

    slug: Code
    name: Label
    full_name: Label
    kind: Literal["county", "city", "district", "prefecture"] = "county"
    divisions: Annotated[tuple[Annotated[str, Field(pattern=r"^\d{4}(\d{2})?$")], ...], Field(min_length=1)]
    ref_prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    brand: Brand
    voice: Voice
