"""Section `territory`: the levels of a county's tree, its grids, community types and size bands."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Count, Figure, Label, Marked, Section, Text

AreaKind = Literal[
    "county", "district", "street", "town", "zone", "community", "village", "grid", "grid_unit", "building", "stairwell"
]
Rank = Literal["county", "district", "township", "community", "grid", "grid_unit", "building", "stairwell"]
GridKind = Literal["ordinary", "dedicated"]

#: Kinds that stand side by side share a rank (Q1: zones beside townships; L15: villages beside communities).
RANK_OF: dict[str, Rank] = {
    "county": "county",
    "district": "district",
    "street": "township",
    "town": "township",
    "zone": "township",
    "community": "community",
    "village": "community",
    "grid": "grid",
    "grid_unit": "grid_unit",
    "building": "building",
    "stairwell": "stairwell",
}

#: Ranks from the root down.
RANKS: tuple[Rank, ...] = get_args(Rank)


class Level(Marked):
    """One kind of area: its local name, the kinds it may stand under (none for the root), and what runs it.

    `organization` is the local name of the party or governing body bound to the level (Q12, X7).
    """

    kind: AreaKind
    label: Label
    parents: tuple[AreaKind, ...] = ()
    organization: Annotated[str, Field(max_length=40)] = ""

    @property
    def rank(self) -> Rank:
        """The rank that the kind shares with its likes."""
        return RANK_OF[self.kind]


class GridKindRule(Marked):
    """An ordinary grid, or one dedicated to places that are no homes (X16)."""

    label: Label
    places: tuple[Label, ...] = ()


class CommunityType(Marked):
    """A type of community with its own line of work (L19–L23). `communities` is the published count, if any."""

    label: Label
    focus: Text
    communities: Count | None = None


class CompoundType(Marked):
    """A type of residential compound; grids are sized by it (X15)."""

    label: Label


class SizeBand(Marked):
    """How many households an area should hold. Outside the band the product warns and never refuses (L28, X15).

    `compound_type` narrows the band to one type; both edges lie inside the band.
    """

    kind: AreaKind
    compound_type: Code | None = None
    at_least: Count
    at_most: Count

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.at_least > self.at_most:
            raise ValueError(f"at_least = {self.at_least} lies above at_most = {self.at_most}")
        return self

    def holds(self, households: int) -> bool:
        """Whether a size lies inside the band, edges included."""
        return self.at_least <= households <= self.at_most


class Compounds(Marked):
    """How compounds (小区) lie over grids: `many_to_many` lets one organization cover several compounds (S32)."""

    label: Label
    many_to_many: bool


class AddressRule(Marked):
    """Whether every address belongs to exactly one grid (Q16)."""

    in_exactly_one_grid: bool


class TerritoryRules(Section):
    """Section `territory`. `levels` run from the root down; the first is the county."""

    levels: Annotated[tuple[Level, ...], Field(min_length=2)]
    grid_kinds: dict[GridKind, GridKindRule]
    community_types: dict[Code, CommunityType] = {}
    compound_types: dict[Code, CompoundType] = {}
    size_bands: tuple[SizeBand, ...] = ()
    compounds: Compounds
    addresses: AddressRule
    published: dict[Code, Figure] = {}

    @model_validator(mode="after")
    def _is_one_tree(self) -> Self:
        kinds = [level.kind for level in self.levels]
        if kinds[0] != "county" or self.levels[0].parents:
            raise ValueError("levels must begin with the county, which has no parents")
        for place, level in enumerate(self.levels[1:], start=1):
            if unknown := set(level.parents) - set(kinds):
                raise ValueError(f"{level.kind} stands under {sorted(unknown)}, which are no levels here")
            if not level.parents or any(
                RANKS.index(RANK_OF[kind]) >= RANKS.index(level.rank) for kind in level.parents
            ):
                raise ValueError(f"{level.kind} (level {place}) needs parents of a higher rank")
        if len(set(kinds)) != len(kinds):
            raise ValueError("a kind is listed twice in levels")
        return self

    @model_validator(mode="after")
    def _bands_name_types(self) -> Self:
        for band in self.size_bands:
            if band.compound_type and band.compound_type not in self.compound_types:
                raise ValueError(
                    f"size band names compound type {band.compound_type}; allowed: {list(self.compound_types)}"
                )
        return self

    def level(self, kind: str) -> Level | None:
        """The level of a kind, or None where the county has no such level."""
        return next((level for level in self.levels if level.kind == kind), None)

    def may_stand_under(self, kind: str, parent: str) -> bool:
        """Whether an area of `kind` may have a parent of kind `parent`; unknown kinds may not."""
        level = self.level(kind)
        return level is not None and parent in level.parents

    def band_for(self, kind: str, compound_type: str | None = None) -> SizeBand | None:
        """The narrowest band for a kind of area: the one of its compound type, else the general one, else None."""
        bands = {band.compound_type: band for band in self.size_bands if band.kind == kind}
        return bands.get(compound_type) or bands.get(None)
