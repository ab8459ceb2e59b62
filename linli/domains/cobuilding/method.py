"""Section `cobuilding`: who is paired with what, who registers where, the lists, their review, monthly items, projects, prices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Count, Duration, Figure, Label, Marked, Section
from linli.foundation.organizations.method import OrganizationKind
from linli.foundation.territory.method import Rank

#: Months that a cycle may have: each begins with a month of the year that its length divides.
Months = Literal[1, 2, 3, 4, 6, 12]

#: Where somebody is attached or registers. A zone is several communities under one name (Q32).
Ground = Literal["zone", "community", "compound"]

#: What the use of a resource costs: nothing, little, or the usual price (S14).
Tier = Literal["free", "low", "usual"]


class Named(Marked):
    """A code with its local name."""

    label: Label


class PairingKind(Marked):
    """Who is attached to what (Q32–Q34, L9). `covers`: nothing of that ground may stay without one (Q34)."""

    label: Label
    by: Literal["leader", "unit"]
    ground: Ground
    covers: bool = False

    @model_validator(mode="after")
    def _covers_what_can_be_listed(self) -> Self:
        if self.covers and self.ground == "zone":
            raise ValueError("a zone has no list of its own that could be covered: ground = community or compound")
        return self


class Pairings(Section):
    """Kinds of pairing, and themes that one may carry (Q31)."""

    kinds: dict[Code, PairingKind] = {}
    themes: dict[Code, Named] = {}


class VisitRule(Marked):
    """How often whoever is attached goes there: `at_least` times in each cycle of so many months (L9). `by`: for whom it holds."""

    months: Months
    at_least: Annotated[int, Field(ge=1)]
    kinds: tuple[Code, ...] = ()


class RegistrationRule(Marked):
    """Who registers where (Q30, S16), and how often one is active in a year at the least."""

    units: Literal["community", "compound"]
    members: Literal["community", "compound"]
    least_a_year: Count
    bodies: Annotated[tuple[OrganizationKind, ...], Field(min_length=1)]


class ListRule(Marked):
    """The three lists: how many parts an entry has at the most, and how often a list is reviewed (X60)."""

    review_months: Months
    most_parts: Annotated[int, Field(ge=1, le=200)]


class ItemRule(Marked):
    """Each paired unit takes `at_least` livelihood items a month (Q36)."""

    at_least: Annotated[int, Field(ge=1)]


class ProjectLevel(Marked):
    """A level at which secretaries take projects (L7)."""

    label: Label
    rank: Rank


class Price(Marked):
    """What one kind of user pays for one kind of resource (S14)."""

    resource: Code
    user: Code
    tier: Tier


class Sharing(Section):
    """Kinds of shared resources and of users, and the price rule."""

    resources: dict[Code, Named] = {}
    users: dict[Code, Named] = {}
    prices: tuple[Price, ...] = ()

    @model_validator(mode="after")
    def _prices_are_known_once(self) -> Self:
        pairs = [(one.resource, one.user) for one in self.prices]
        if lost := [pair for pair in pairs if pair[0] not in self.resources or pair[1] not in self.users]:
            raise ValueError(f"prices {lost} name a resource or a user that isn't listed")
        if len(set(pairs)) != len(pairs):
            raise ValueError("two prices for one kind of resource and one kind of user")
        return self


class Criterion(Marked):
    """What offers are judged by, with the most points that it brings."""

    label: Label
    most: Annotated[int, Field(ge=1, le=100)]


class TenderKind(Marked):
    """How a project is called for (H35, H36): which registered bodies may offer, so many whole days at least for offers, by what they are
    judged and by how many people each, and how long the award is on public notice.
    """

    label: Label
    bodies: Annotated[tuple[OrganizationKind, ...], Field(min_length=1)]
    least_days: Annotated[int, Field(ge=1, le=90)]
    judges: Annotated[int, Field(ge=1, le=9)]
    notice: Duration
    criteria: Annotated[dict[Code, Criterion], Field(min_length=1)]


class CobuildingRules(Section):
    """Section `cobuilding`. What is missing isn't asked for: no `items` means no monthly items, no `projects` no projects.

    `entry_kinds` are kinds of joint work (S15), `wishes` what those served may ask to be better.
    """

    pairings: Pairings = Pairings()
    visits: VisitRule | None = None
    registration: RegistrationRule | None = None
    lists: ListRule | None = None
    entry_kinds: dict[Code, Named] = {}
    wishes: dict[Code, Named] = {}
    items: ItemRule | None = None
    projects: dict[Code, ProjectLevel] = {}
    tenders: dict[Code, TenderKind] = {}
    sharing: Sharing = Sharing()
    published: dict[Code, Figure] = {}

    def kind_label(self, code: str) -> str:
        """A kind of entry's name; its code where the method doesn't name it any more."""
        found = self.entry_kinds.get(code)
        return found.label if found else code


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Kinds of pairing that the visits name exist, kinds of bodies that register are known, and whoever may offer may register."""
    mine: CobuildingRules = rules.cobuilding
    if mine.visits and (lost := [kind for kind in mine.visits.kinds if kind not in mine.pairings.kinds]):
        yield "visits.kinds", f"found {lost}, allowed: {sorted(mine.pairings.kinds)}"
    known = rules.organizations.kinds
    if mine.registration and (lost := [kind for kind in mine.registration.bodies if kind not in known]):
        yield "registration.bodies", f"found {lost}, allowed: {sorted(known)}"
    registers = mine.registration.bodies if mine.registration else ()
    for code, one in mine.tenders.items():
        if lost := [kind for kind in one.bodies if kind not in registers]:
            yield f"tenders.{code}.bodies", f"found {lost}, allowed: {sorted(registers)}"
