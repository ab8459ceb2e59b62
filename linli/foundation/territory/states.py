"""Fixed kinds of territory. A method names and orders the levels; what the code asks is always one of these."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.words import N_


class Kind(StrEnum):
    """What an area is. Labels shown come from the method; these are the fallback."""

    COUNTY = "county"
    DISTRICT = "district"
    ZONE = "zone"
    STREET = "street"
    TOWN = "town"
    COMMUNITY = "community"
    VILLAGE = "village"
    GRID = "grid"
    GRID_UNIT = "grid_unit"
    BUILDING = "building"
    STAIRWELL = "stairwell"


class GridKind(StrEnum):
    """What a grid holds: homes, or one establishment with a grid of its own (X16)."""

    ORDINARY = "ordinary"
    DEDICATED = "dedicated"


class CodeSystem(StrEnum):
    """Whose code a code is (domain-standards §1)."""

    DIVISION = "gbt2260"
    UNIT_GRID = "unit_grid"
    POLICE = "police"
    OWN = "own"


class Parity(StrEnum):
    """Which side of the road a range of house numbers covers."""

    BOTH = "both"
    ODD = "odd"
    EVEN = "even"


class Change(StrEnum):
    """How the tree changed."""

    CREATED = "created"
    RENAMED = "renamed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    CLOSED = "closed"


#: What may be set on an area beside name, code and place in the tree, with its name in histories.
FACT_LABELS = {
    "households": N_("Households"),
    "grid_kind": N_("Kind of grid"),
    "compound": N_("Compound"),
    "lat": N_("Latitude"),
    "lng": N_("Longitude"),
    "boundary": N_("Boundary"),
    "order": N_("Place in lists"),
}
