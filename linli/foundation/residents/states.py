"""Kinds and states of the residents' registers. Codes are ours; labels are shown by language."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from linli.kernel.words import N_

#: The permission to see children under 14 (domain-standards §10), and what fields may be opened one at a time.
MINORS = "residents.minors"
PHONE, ID_NUMBER, ADDRESS = "phone", "id_number", "address"
GROWN_AT = 14

#: Kinds of areas that a dwelling may lie in directly: above a community nobody would find it.
LOWEST_KINDS = ("community", "village", "grid", "grid_unit", "building", "stairwell")


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


class Like(StrEnum):
    """By what two entries look like one person; an ID number is certain, the others ask for a look."""

    ID_NUMBER = "id_number"
    PHONE = "phone"
    BIRTHDAY = "birthday"


def is_under_14(born_on: date | None, day: date) -> bool:
    """Whether somebody is under 14 on `day`. The 14th birthday still counts, as the law's years are full only on the day
    after it; who was born on 29 February has it on 1 March of common years. False for an unknown day of birth.
    """
    return born_on is not None and _birthday(born_on, GROWN_AT) >= day


def minors_born_from(day: date) -> date:
    """The first day of birth of those who are under 14 on `day`: all born before it are grown."""
    first = _birthday(day, -GROWN_AT)
    while is_under_14(first - timedelta(days=1), day):
        first -= timedelta(days=1)
    return first


def _birthday(born_on: date, years: int) -> date:
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


DWELLING_KINDS = {
    DwellingKind.HOME: N_("Own home"),
    DwellingKind.RENTED: N_("Rented"),
    DwellingKind.VACANT: N_("Nobody lives in it"),
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
LIKE = {
    Like.ID_NUMBER: N_("Same ID number"),
    Like.PHONE: N_("Same name and phone number"),
    Like.BIRTHDAY: N_("Same name and day of birth"),
}
FIELD_LABELS = {
    "name": N_("Name of the person"),
    PHONE: N_("Phone number"),
    ID_NUMBER: N_("ID number"),
    ADDRESS: N_("Exact address"),
    "born_on": N_("Day of birth"),
    "employer": N_("Employer"),
    "registered": N_("Household register"),
}
