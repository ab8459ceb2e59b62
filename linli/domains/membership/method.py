"""Section `membership`: kinds of members and how each is managed, contact households, quota, shares of posts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Count, Label, Marked, Percent, Section

#: Who looks after a member: the home organization, the one where the member lives, or both.
ManagedBy = Literal["home", "local", "both"]

#: The text of `[privacy.consents]` that couriers agree to, and the row of `[privacy.fields]` of what they say.
COURIER_TEXT, COURIER_FIELD = "courier", "membership.courier"


class Mode(Marked):
    """One of the ways in which members are managed (X22)."""

    label: Label
    managed_by: ManagedBy


class MemberKind(Marked):
    """A kind of member (Q23, X22). `follows_home`: the membership ought to lie where the member lives (Q19). `office`: works in
    an office of the party or the state (Q24, Q25).
    """

    label: Label
    mode: Code
    follows_home: bool = False
    office: bool = False


class ContactRule(Marked):
    """How many households each member keeps in touch with (Q26, L43). `at_most` None: no ceiling."""

    at_least: Count
    at_most: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.at_most is not None and self.at_most < self.at_least:
            raise ValueError(f"at_most = {self.at_most} lies below at_least = {self.at_least}")
        return self


class QuotaRule(Marked):
    """How many new members a compound may take in a year at the least (Q20)."""

    at_least: Count


class ShareRule(Marked):
    """The share of office members among holders of some posts, which is to lie above `above` percent (Q25)."""

    label: Label
    posts: Annotated[tuple[Code, ...], Field(min_length=1)]
    above: Percent


class CourierGroup(Marked):
    """A kind of work whose members report in where they work (Q39)."""

    label: Label


class CourierRules(Marked):
    """Members among couriers and carriers, whose membership lies elsewhere, report in and are put with the branch of the nearest
    grid (Q39). What nobody has answered after `unanswered_days` is erased.
    """

    label: Label
    groups: Annotated[dict[Code, CourierGroup], Field(min_length=1)]
    unanswered_days: Annotated[int, Field(ge=1, le=3660)]

    def label_of(self, group: str) -> str:
        """A group's name; its code where the method doesn't name it any more."""
        found = self.groups.get(group)
        return found.label if found else group


class MembershipRules(Section):
    """Section `membership`. A county without `quota` counts new members and limits none; without `couriers` none report in."""

    modes: dict[Code, Mode]
    kinds: Annotated[dict[Code, MemberKind], Field(min_length=1)]
    contact: ContactRule
    quota: QuotaRule | None = None
    shares: dict[Code, ShareRule] = {}
    couriers: CourierRules | None = None

    @model_validator(mode="after")
    def _modes_are_known(self) -> Self:
        if lost := sorted(code for code, kind in self.kinds.items() if kind.mode not in self.modes):
            raise ValueError(f"kinds {lost} name modes that aren't listed; allowed: {sorted(self.modes)}")
        return self

    def mode_of(self, kind: str) -> Mode | None:
        """How members of a kind are managed; None for a kind that the method doesn't name any more."""
        found = self.kinds.get(kind)
        return self.modes[found.mode] if found else None

    def label_of(self, kind: str) -> str:
        """A kind's name; its code where the method doesn't name it any more."""
        found = self.kinds.get(kind)
        return found.label if found else kind

    def following(self) -> list[str]:
        """Kinds whose membership ought to lie where they live (Q19)."""
        return [code for code, kind in self.kinds.items() if kind.follows_home]

    def office(self) -> list[str]:
        """Kinds that work in offices (Q24)."""
        return [code for code, kind in self.kinds.items() if kind.office]


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Posts that the shares name exist; couriers have a text to agree to and a field that says how long they are kept."""
    for code, share in rules.membership.shares.items():
        if lost := [post for post in share.posts if post not in rules.organizations.posts]:
            yield f"shares.{code}.posts", f"found {lost}, allowed: {sorted(rules.organizations.posts)}"
    if rules.membership.couriers and "privacy" in rules.sections:
        if rules.privacy.consent(COURIER_TEXT) is None:
            yield "couriers", f"needs the text {COURIER_TEXT} in [privacy.consents]"
        if COURIER_FIELD not in rules.privacy.fields:
            yield "couriers", f"needs the field {COURIER_FIELD} in [privacy.fields]"
