"""Section `bulletins`: which bulletins a county issues, of which figures, for whom, and who signs them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from linli.domains.indicators.states import Group
from linli.foundation.methods.method import Code, Label, Marked, Percent, Section

Cycle = Literal["week", "month", "quarter"]
#: `places` numbers the groups, `bands` says only how good, `none` neither.
Order = Literal["places", "bands", "none"]
Audience = Literal["internal", "county", "public"]
#: Roles that may sign; who of them does is the county's own.
Signer = Literal["leader", "supervisor", "centre"]


class Band(Section):
    """A band of groups: those up to so many percent of the way from the first place to the last."""

    label: Label
    up_to: Percent


class Content(Marked):
    """What stands in a bulletin, for whom, and who signs: tables of section `indicators`, grouped by `by`, beside the period before and
    (`year_before`) the same one of the year before. `bands` go from the best to the last, which ends at 100.
    """

    tables: Annotated[tuple[Code, ...], Field(min_length=1, max_length=6)]
    by: Group = Group.TOWNSHIP
    order: Order = "places"
    bands: tuple[Band, ...] = ()
    year_before: bool = True
    audience: Audience = "internal"
    signed_by: Annotated[tuple[Signer, ...], Field(min_length=1)] = ("leader", "supervisor", "centre")

    @model_validator(mode="after")
    def _has_its_bands(self) -> Self:
        if (self.order == "bands") != bool(self.bands):
            raise ValueError("bands belong to order = bands, and to nothing else")
        ends = [one.up_to for one in self.bands]
        if self.bands and (ends != sorted(set(ends)) or ends[-1] != 100):
            raise ValueError("bands grow, and the last one ends at 100")
        return self


class BulletinKind(Marked):
    """A bulletin that is drafted when a week, month or quarter is over. Its mark is that of the rhythm; what stands in it has its own.
    `use = false` drops it.
    """

    label: Label
    cycle: Cycle
    content: Content
    use: bool = True


class LeastShown(Marked):
    """Figures of fewer things aren't shown in public."""

    things: Annotated[int, Field(ge=1, le=100)]


class BulletinRules(Section):
    """Section `bulletins`."""

    least_shown: LeastShown
    kinds: dict[Code, BulletinKind] = {}

    def used(self) -> dict[str, BulletinKind]:
        """Kinds that the county issues, by code."""
        return {code: one for code, one in self.kinds.items() if one.use}


def check(rules: Any) -> Iterator[tuple[str, str]]:
    """Whether every bulletin names tables that there are."""
    tables = rules.indicators.tables
    for code, one in rules.bulletins.kinds.items():
        for name in one.content.tables:
            if name not in tables:
                yield f"kinds.{code}.content.tables", f"found table {name}, allowed: {', '.join(tables)}"
