"""Kinds and states of the residents' registers. Codes are ours; labels are shown by language."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.words import N_


class DwellingKind(StrEnum):
    """What a dwelling is used as."""

    HOME = "home"
    RENTED = "rented"
    VACANT = "vacant"
    SHOP = "shop"
    DORMITORY = "dormitory"


class ResidenceKind(StrEnum):
    """How somebody lives in a dwelling: by the household register, simply there, or for a season (L22)."""

    REGISTERED = "registered"
    LIVING = "living"
    SEASONAL = "seasonal"


class Registered(StrEnum):
    """Where a person's household register is kept, as far as it was said (Q8)."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


class PersonState(StrEnum):
    """The life of an entry: in the register, gone from the county, deceased, merged into another, or erased."""

    PRESENT = "present"
    LEFT = "left"
    DECEASED = "deceased"
    MERGED = "merged"
    ERASED = "erased"


class Source(StrEnum):
    """How an entry came in (nothing is trusted more than a visit)."""

    OFFICE = "office"
    IMPORT = "import"
    SELF = "self"
    VISIT = "visit"


DWELLING_KINDS = {
    DwellingKind.HOME: N_("Own home"),
    DwellingKind.RENTED: N_("Rented"),
    DwellingKind.VACANT: N_("Vacant"),
    DwellingKind.SHOP: N_("Shop"),
    DwellingKind.DORMITORY: N_("Dormitory"),
}
RESIDENCE_KINDS = {
    ResidenceKind.REGISTERED: N_("Registered here"),
    ResidenceKind.LIVING: N_("Living here"),
    ResidenceKind.SEASONAL: N_("Here for a season"),
}
REGISTERED = {
    Registered.HERE: N_("Registered in this county"),
    Registered.ELSEWHERE: N_("Registered elsewhere"),
    Registered.UNKNOWN: N_("Not said"),
}
PERSON_STATES = {
    PersonState.PRESENT: N_("In the register"),
    PersonState.LEFT: N_("Moved away"),
    PersonState.DECEASED: N_("Deceased"),
    PersonState.MERGED: N_("Merged into another entry"),
    PersonState.ERASED: N_("Erased"),
}
SOURCES = {
    Source.OFFICE: N_("Written in by an office"),
    Source.IMPORT: N_("From a list"),
    Source.SELF: N_("Said by the person"),
    Source.VISIT: N_("Seen on a visit"),
}
