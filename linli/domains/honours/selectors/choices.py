"""What forms offer: places, sides, and who or what may be nominated; each only as far as the actor reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.honours.method import HonourKind, HonoursRules
from linli.domains.honours.models import Article
from linli.domains.honours.permissions import ACT, RUN
from linli.domains.honours.states import ArticleKind, ArticleState
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

Choices = list[tuple[Any, str]]
MOST = 500
#: Levels whose office may call for an honour.
_CALLING = ("county", "street", "town", "community", "village")


def county_rules(actor: Actor) -> HonoursRules:
    """The section of the actor's county; an empty one for accounts without a county."""
    county = organizations.county_for(actor)
    return territory.rules_of(county).honours if county is not None else HonoursRules()


def place_choices(actor: Actor) -> Choices:
    """Places whose office the actor is: there a call may be opened."""
    found = territory.areas_for(actor, kinds=_CALLING, permission=RUN).order_by("path")[:MOST]
    return [(one.pk, one.name) for one in found]


def place_in_reach(actor: Actor, pk: int) -> Any:
    """A place where the actor may call; Http404 for a hidden one, PermissionDenied for others."""
    area = territory.area_for(actor, pk)
    if not actor.reaches(RUN, area.path):
        raise PermissionDenied
    return area


def side_choices(actor: Actor) -> Choices:
    """For whom the actor may act: "o7" a unit, "a12" the office of a place."""
    units = organizations.organization_names(actor.org_ids(ACT))
    paths = actor.paths(ACT)
    places = territory.areas_for(actor, permission=ACT).filter(path__in=paths) if paths else ()
    return [*((f"o{pk}", name) for pk, name in sorted(units.items())), *((f"a{one.pk}", one.name) for one in places)]


def side_for(actor: Actor, code: str) -> dict[str, Any]:
    """`area` and `organization` (None: the office itself) of a code of `side_choices`; PermissionDenied where it isn't the actor's."""
    pk = int(code[1:])
    if code.startswith("o"):
        if pk not in actor.org_ids(ACT):
            raise PermissionDenied
        unit = organizations.organization_by_id(pk)
        return {"area": unit.area, "organization": unit}
    area = territory.area_by_id(pk)
    if not actor.reaches(ACT, area.path):
        raise PermissionDenied
    return {"area": area, "organization": None}


def subject_choices(actor: Actor, call: Any, kind: HonourKind) -> Choices | None:
    """Who or what may be nominated in a call; None where a title is written instead."""
    offer = {
        "person": _people, "organization": _bodies, "compound": _compounds, "practice": _practices,
    }.get(kind.subject)  # fmt: skip
    return offer(actor, call, kind) if offer else None


def subject_for(actor: Actor, call: Any, kind: HonourKind, said: str) -> dict[str, Any]:
    """The keyword of `services.nominate` that a choice or a title stands for; Http404 for what isn't offered."""
    if kind.subject == "project":
        return {"title": said}
    pk = int(said)
    if pk not in {one for one, _ in subject_choices(actor, call, kind) or []}:
        raise Http404
    if kind.subject == "person":
        return {"card": people.card_by_id(pk)}
    if kind.subject == "organization":
        return {"body": organizations.organization_by_id(pk)}
    if kind.subject == "compound":
        return {"compound": territory.open_compound(pk)}
    return {"article": Article.unscoped.get(pk=pk)}


def _people(actor: Actor, call: Any, kind: HonourKind) -> Choices:
    found = people.staff_for(actor).select_related("area")[:MOST]
    return [(one.pk, f"{one.name} · {one.area.name}") for one in found]


def _bodies(actor: Actor, call: Any, kind: HonourKind) -> Choices:
    """Organizations of the whole county: a directory is open to its staff."""
    return [(one.pk, one.name) for one in organizations.organizations_in(call.county, kind.bodies)[:MOST]]


def _compounds(actor: Actor, call: Any, kind: HonourKind) -> Choices:
    places = territory.descendants(call.area).order_by().values("pk")
    found = territory.compounds_on(places).select_related("area")[:MOST]
    return [(one.pk, f"{one.name} · {one.area.name}") for one in found]


def _practices(actor: Actor, call: Any, kind: HonourKind) -> Choices:
    found = Article.unscoped.filter(county=call.county, kind=ArticleKind.PRACTICE, state=ArticleState.PUBLISHED)
    rows = found.select_related("area", "organization").order_by("title", "pk")[:MOST]
    return [(one.pk, f"{one.title} · {one.owner}") for one in rows]
