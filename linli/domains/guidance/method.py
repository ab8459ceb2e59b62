"""Section `guidance`: the centre, the catalogue of services, who may ask for them, recruiting, and how figures are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Duration, Figure, Label, Marked, Section

#: The kind of organization that a guidance centre is.
CENTRE_KIND = "guidance_centre"
#: Texts of `[privacy.consents]` that whoever asks and whoever applies agree to.
HELP_TEXT, RECRUIT_TEXT = "guidance", "recruiting"
#: Rows of `[privacy.fields]`: what is kept of whoever asks, and of whoever applies.
HELP_FIELD, APPLICANT_FIELD = "guidance.request", "guidance.applicant"

Days = Annotated[int, Field(ge=1, le=3660)]


class Named(Marked):
    """A code with its local name."""

    label: Label


class Centre(Marked):
    """What the county calls its guidance centre (Q63, L45, H30), and the team of its helpers, who hold one of `posts` in it."""

    label: Label
    team: Label
    posts: Annotated[tuple[Code, ...], Field(min_length=1)]


class Group(Marked):
    """Who asks for a service. `body`: in the name of a firm, fleet or unit, whose name is asked for too."""

    label: Label
    body: bool = False


class Service(Marked):
    """Something of the catalogue (L48): done `within` a time after it was given to somebody. `bodies`: only for firms, fleets and units."""

    label: Label
    theme: Code
    within: Duration
    bodies: bool = False


class Terms(Marked):
    """What is asked for is given to somebody within `give_within`. Whoever asked has `confirm_days` to say how it was; what nobody has
    done after `lapse_days` ends, so that nobody's name stays for ever.
    """

    give_within: Duration
    confirm_days: Days
    lapse_days: Days


class Recruiting(Marked):
    """Calls for people who help part-time (L50), for these kinds of posts. Who hasn't been answered `unanswered_days` after a call's
    last day is told no by its end.
    """

    label: Label
    posts: Annotated[tuple[Code, ...], Field(min_length=1)]
    unanswered_days: Days


class FigureRules(Marked):
    """Counts by month below `least_shown` show as few. Reports of these groups are the cases of `sources` (L51); hours those of the
    volunteer teams of these kinds (Q66).
    """

    least_shown: Annotated[int, Field(ge=2, le=100)]
    sources: tuple[Code, ...] = ()
    teams: tuple[Code, ...] = ()


class GuidanceRules(Section):
    """Section `guidance`. A county without `centre` has none of it; without `recruiting` there are no calls."""

    centre: Centre | None = None
    groups: dict[Code, Group] = {}
    themes: dict[Code, Named] = {}
    services: dict[Code, Service] = {}
    terms: Terms
    recruiting: Recruiting | None = None
    figures: FigureRules
    published: dict[Code, Figure] = {}

    @model_validator(mode="after")
    def _catalogue_fits(self) -> Self:
        if self.centre and not (self.groups and self.services):
            raise ValueError("a centre needs groups and services")
        for code, service in self.services.items():
            if service.theme not in self.themes:
                raise ValueError(f"service {code} names theme {service.theme}, allowed: {sorted(self.themes)}")
        return self

    def group_label(self, code: str) -> str:
        """A group's name; its code where the method doesn't name it any more."""
        found = self.groups.get(code)
        return found.label if found else code


def across(rules: Any) -> Iterator[tuple[str, str]]:
    """Posts, sources and kinds of teams exist; there are texts to agree to and rows that say how long what was said is kept."""
    mine: GuidanceRules = rules.guidance
    known = rules.organizations.posts
    wanted = {"centre": mine.centre, "recruiting": mine.recruiting}
    for name, table in wanted.items():
        if table and (lost := sorted(set(table.posts) - set(known))):
            yield f"{name}.posts", f"found {lost}, allowed: {sorted(known)}"
    if "cases" in rules.sections and (lost := sorted(set(mine.figures.sources) - set(rules.cases.sources))):
        yield "figures.sources", f"found {lost}, allowed: {sorted(rules.cases.sources)}"
    if "volunteering" in rules.sections and (lost := sorted(set(mine.figures.teams) - set(rules.volunteering.teams))):
        yield "figures.teams", f"found {lost}, allowed: {sorted(rules.volunteering.teams)}"
    if "privacy" in rules.sections:
        if mine.centre:
            yield from _kept(rules.privacy, "centre", HELP_TEXT, HELP_FIELD)
        if mine.recruiting:
            yield from _kept(rules.privacy, "recruiting", RECRUIT_TEXT, APPLICANT_FIELD)


def _kept(privacy: Any, where: str, text: str, field: str) -> Iterator[tuple[str, str]]:
    if privacy.consent(text) is None:
        yield where, f"needs the text {text} in [privacy.consents]"
    if field not in privacy.fields:
        yield where, f"needs the field {field} in [privacy.fields]"
