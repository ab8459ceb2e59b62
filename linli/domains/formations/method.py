"""Section `formations`: kinds of sites, forms of organizations that have no territory, and who looks after sites without one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Label, Marked, Section
from linli.foundation.organizations.method import PARTY_KINDS, OrganizationKind

Days = Annotated[int, Field(ge=1, le=3660)]


class SiteKind(Marked):
    """A kind of workplace, fleet or firm outside of the territory's own organizations (Q38, X9)."""

    label: Label


class Upkeep(Marked):
    """How long an organization on a site stays: it is looked at every `review_days`. With fewer than `at_least` members it has
    `grace_days` to find more; who is short at the next review, too, is dissolved.
    """

    at_least: Annotated[int, Field(ge=1, le=100)]
    review_days: Days
    grace_days: Days


class Form(Marked):
    """A form of organization without a territory: set up on one of `sites` as an organization of kind `body` (Q38), or, with
    `founders`, by so many party organizations at the least, of a unit and of a place, whose members stay where they are (X43).
    """

    label: Label
    body: OrganizationKind
    sites: tuple[Code, ...] = ()
    founders: Annotated[int, Field(ge=2, le=20)] | None = None
    upkeep: Upkeep | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if bool(self.sites) == (self.founders is not None):
            raise ValueError("a form is set up on sites or by founders: give exactly one of the two")
        if self.founders is not None and (self.upkeep is not None or self.body in PARTY_KINDS):
            raise ValueError(
                "what founders set up has no members of its own: neither upkeep nor a kind that has members"
            )
        if self.sites and self.body not in PARTY_KINDS:
            raise ValueError(f"what is set up on a site has members: body is one of {list(PARTY_KINDS)}")
        return self


class Fallback(Marked):
    """A party organization of the place looks after each site without one of its own (X9). `firms` are kinds of organizations in the
    directory that have to stand in the list of sites, unless they have a party organization.
    """

    label: Label
    firms: tuple[OrganizationKind, ...] = ()


class FormationRules(Section):
    """Section `formations`. Without `sites` a county keeps no list of them; without `fallback` nobody looks after those without one."""

    sites: dict[Code, SiteKind] = {}
    forms: dict[Code, Form] = {}
    fallback: Fallback | None = None

    @model_validator(mode="after")
    def _sites_exist(self) -> Self:
        for code, form in self.forms.items():
            if lost := sorted(set(form.sites) - set(self.sites)):
                raise ValueError(f"form {code} names sites {lost} that don't exist; allowed: {sorted(self.sites)}")
        if self.fallback is not None and not self.sites:
            raise ValueError("a fallback looks after sites, and no kind of site is listed")
        return self

    @property
    def is_used(self) -> bool:
        """Whether the county has any of this."""
        return bool(self.sites or self.forms)

    def on_site(self, kind: str) -> dict[str, Form]:
        """Forms that may be set up on a site of a kind."""
        return {code: form for code, form in self.forms.items() if kind in form.sites}

    def joint(self) -> dict[str, Form]:
        """Forms that several bodies found."""
        return {code: form for code, form in self.forms.items() if form.founders is not None}

    def site_label(self, kind: str) -> str:
        """A kind of site's name; its code where the method doesn't name it any more."""
        found = self.sites.get(kind)
        return found.label if found else kind

    def form_label(self, form: str) -> str:
        """A form's name; its code where the method doesn't name it any more."""
        found = self.forms.get(form)
        return found.label if found else form


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Kinds of organizations that forms and the fallback name exist in the county."""
    kinds, mine = rules.organizations.kinds, rules.formations
    for code, form in mine.forms.items():
        if form.body not in kinds:
            yield f"forms.{code}.body", f"found {form.body}, allowed: {sorted(kinds)}"
    if mine.fallback and (lost := sorted(set(mine.fallback.firms) - set(kinds))):
        yield "fallback.firms", f"found {lost}, allowed: {sorted(kinds)}"
