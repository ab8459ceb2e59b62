"""What stands around a queue: choices of its filters, chosen filters as tags, kept views, several cases at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext

from linli.domains.cases.models import Case, SavedView
from linli.domains.cases.selectors.page import TargetChoice, dispatch_targets
from linli.domains.cases.selectors.queue import Filters
from linli.domains.cases.selectors.tabs import TABS
from linli.domains.cases.states import STATE_LABELS
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.kernel import policy
from linli.kernel.actor import Actor
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.domains.cases.method import CaseRules
    from linli.foundation.methods.loader import Rules
    from linli.foundation.territory.models import Area

#: Places in the filter's list; who looks for a smaller one goes down step by step.
MOST_AREAS = 60
#: So many kinds of places and categories are looked at to offer who may have all chosen cases.
MOST_SORTS = 12
DUE = {"1": N_("within a day"), "3": N_("within 3 days"), "7": N_("within 7 days")}
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class View:
    """A kept filter."""

    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A chosen filter: its words, and the address without it."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The frame of a queue: the place it is about, choices of each filter (value, label), and kept views."""

    county: Area
    rules: Rules
    place: str
    areas: Choices
    categories: Choices
    sources: Choices
    reporters: Choices
    states: Choices
    organizations: Choices
    views: list[View]

    @property
    def dues(self) -> Choices:
        """How soon."""
        return [(value, gettext(label)) for value, label in DUE.items()]


def desk_for(actor: Actor, filters: Filters) -> Desk | None:
    """The frame of the actor's queue; None for an account of no county. At most seven statements."""
    if actor.county_id is None:
        return None
    county = territory.area_by_id(actor.county_id)
    rules = territory.rules_of(county)
    return Desk(
        county=county,
        rules=rules,
        place=county.name,
        areas=_areas(actor, filters),
        categories=[(card.code, card.label) for card in rules.cases.categories.cards],
        sources=[(code, rule.label) for code, rule in rules.cases.sources.items() if rule.enabled],
        reporters=_speakers(rules.cases),
        states=[(state.value, gettext(label)) for state, label in STATE_LABELS.items()],
        organizations=[(str(pk), label) for pk, label in organizations.organization_labels(county, _handling(rules))],
        views=views_of(actor),
    )


def _speakers(rules: CaseRules) -> Choices:
    """Whom reporters speak as, confirmed or not; none in a county without a direct line."""
    if rules.direct_line is None:
        return []
    kinds = [(code, kind.label) for code, kind in rules.direct_line.kinds.items()]
    return [("any", rules.direct_line.label), *kinds, ("claimed", gettext("said, not confirmed yet"))]


def _handling(rules: Rules) -> set[str]:
    """Kinds of organizations in which somebody's post handles cases; the others would make the list long for nothing."""
    posts = rules.organizations.posts.values()
    return {
        kind for post in posts if "cases.handle" in policy.role(post.role).permissions for kind in post.organization
    }


def views_of(actor: Actor) -> list[View]:
    """The actor's own kept filters, by name; none without an account."""
    if actor.account_id is None:
        return []
    return [View(row.pk, row.name, row.query) for row in SavedView.objects.filter(account_id=actor.account_id)]


def tags_of(desk: Desk, filters: Filters) -> list[Tag]:
    """Each chosen filter in words, with the address that drops it."""
    return [
        Tag(words, f"?{filters.query(**{name: '', 'page': ''})}")
        for name in _TAGGED
        if (words := _words(desk, filters, name))
    ]


_TAGGED = ("area", "category", "source", "reporter", "state", "due", "handler", "org", "watched", "days", "ended", "tier", "again",
           "finished", "text")  # fmt: skip


def _words(desk: Desk, filters: Filters, name: str) -> str:
    value: str = getattr(filters, name)
    if not value:
        return ""
    lists = {"area": desk.areas, "category": desk.categories, "source": desk.sources, "reporter": desk.reporters, "state": desk.states,
             "org": desk.organizations, "due": desk.dues}  # fmt: skip
    if name in lists:
        return dict(lists[name]).get(value, value)
    texts = {
        "handler": gettext("nobody has it") if value == "none" else gettext("one handler"),
        "watched": gettext("under supervision"),
        "days": gettext("received in {n} days"),
        "ended": gettext("ended in {n} days"),
        "tier": gettext("highest tier: {tier}"),
        "again": gettext("not solved, done again"),
        "finished": gettext("finished by work"),
        "text": "“{n}”",  # braces that were typed stay what they are
    }
    return texts[name].format(n=value, tier=_tier(desk, filters))


def _tier(desk: Desk, filters: Filters) -> str:
    number, tiers = filters.number("tier"), desk.rules.cases.tiers
    return tiers[number].label if number is not None and number < len(tiers) else ""


def tab_labels() -> dict[str, str]:
    """The tabs in words, in their order."""
    return {tab: gettext(label) for tab, label in TABS.items()}


def _areas(actor: Actor, filters: Filters) -> Choices:
    """The way down to the chosen place and what lies in it; without one, the tops of the actor and what lies in those."""
    seen = territory.areas_for(actor, permission="cases.view")
    paths = actor.paths("cases.view")
    if not paths:
        return []
    pk = filters.number("area")
    chosen = seen.filter(pk=pk).first() if pk is not None else None
    tops = {territory.ids_of(path)[-1] for path in paths}
    if chosen is not None:
        wanted = Q(pk__in=tops | set(territory.ids_of(chosen.path))) | Q(parent_id=chosen.pk)
    else:
        wanted = Q(pk__in=tops) | Q(parent_id__in=tops)
    rows = seen.filter(wanted).order_by("depth", "order", "code", "id").values_list("pk", "kind", "name")
    found = [(str(pk), name) for pk, kind, name in rows[: 2 * MOST_AREAS] if RANK_OF[kind] != "building"]
    return found[:MOST_AREAS]


def cases_by_refs(actor: Actor, refs: Sequence[str]) -> list[Case]:
    """The chosen cases that the actor sees, in one statement; at most 101, so that a service can refuse too many."""
    named = [ref for ref in refs[:101] if "\x00" not in ref]  # no column can hold that sign
    rows = Case.scoped.visible_to(actor).filter(ref__in=named)
    return list(rows.select_related("area", "county", "category", "handler_org").order_by("due_at", "id"))


def targets_for_all(actor: Actor, cases: Sequence[Case]) -> list[TargetChoice]:
    """Who may be given every one of these cases."""
    sorts = list({(case.area_id, case.category_id): case for case in cases}.values())[:MOST_SORTS]
    if not sorts:
        return []
    lists = [dispatch_targets(actor, case) for case in sorts]
    common = set.intersection(*({one.value for one in found} for found in lists))
    return [one for one in lists[0] if one.value in common]
