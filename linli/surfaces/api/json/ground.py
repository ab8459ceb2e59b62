"""Places, organizations and categories: what the numbers and codes of cases mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query

from linli.domains.cases import selectors as cases
from linli.domains.cases.selectors import Place
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.surfaces.api.json import cursors, shapes, shown
from linli.surfaces.api.json.asked import AreasAsked, OrganizationsAsked, Piece, Pk
from linli.surfaces.api.json.deeds import Deed, operation
from linli.surfaces.api.permissions import READ

TAG = "ground"


def _deed(name: str, path: str, permission: str, twin: str, summary: Any) -> Deed:
    return Deed(name, "GET", path, READ, permission, twin, TAG, summary)


@operation(
    _deed("areas", "areas", "territory.view", "territory:areas", _("Places: the tops, those below one, or by name")),
    answer=shapes.Areas,
)  # fmt: skip
def areas(request: HttpRequest, asked: Query[AreasAsked]) -> Any:
    """In the order of their numbers."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door
    found: Iterable[Any]
    if asked.parent is not None:
        found = territory.children_of(actor, territory.area_for(actor, asked.parent))
        found = [one for one in found if asked.q in one.name]
    else:
        found = territory.find_areas(actor, asked.q) if asked.q else territory.tops_for(actor)
    return _piece(request, asked, sorted({one.pk: one for one in found}.values(), key=lambda one: one.pk))


@operation(
    _deed("area", "areas/{int:pk}", "territory.view", "territory:area", _("One place")), answer=shapes.Area
)  # fmt: skip
def area(request: HttpRequest, pk: Pk) -> Any:
    """Its facts."""
    return territory.area_for(request.actor, pk)  # type: ignore[attr-defined]  # set by the door


@operation(
    _deed("organizations", "organizations", "organizations.view", "organizations:list", _("Organizations by kind and name")),
    answer=shapes.Organizations,
)  # fmt: skip
def bodies(request: HttpRequest, asked: Query[OrganizationsAsked]) -> Any:
    """In the order of their numbers."""
    found = organizations.organizations_for(request.actor, kind=asked.kind, text=asked.q.strip())  # type: ignore[attr-defined]  # as above
    after = cursors.read(asked.cursor, *_who(request, asked))
    rows = found.filter(pk__gt=after.id if after else 0).order_by("pk").defer("area__boundary", "county__boundary")
    return _cut(request, asked, list(rows[: asked.size + 1]))


@operation(
    _deed("organization", "organizations/{int:pk}", "organizations.view", "organizations:organization", _("One organization")),
    answer=shapes.Organization,
)  # fmt: skip
def body(request: HttpRequest, pk: Pk) -> Any:
    """Its facts."""
    return organizations.organization_for(request.actor, pk)  # type: ignore[attr-defined]  # set by the door


@operation(
    _deed("categories", "categories", "cases.view", "cases:queue", _("Cards and categories that are in force")),
    answer=shapes.Categories,
)  # fmt: skip
def categories(request: HttpRequest) -> Any:
    """As the county's method has them."""
    rules = territory.rules_of(request.caller.partner.county).cases  # type: ignore[attr-defined]  # set by the door
    cards = [shown.choice(one.code, one.label) for one in cases.cards_for(rules)]
    return {"cards": cards, "items": cases.categories_for(rules)}


def _piece(request: HttpRequest, asked: Piece, rows: list[Any]) -> dict[str, Any]:
    """Of rows that are all at hand, those behind the cursor."""
    after = cursors.read(asked.cursor, *_who(request, asked))
    behind = [one for one in rows if one.pk > (after.id if after else 0)]
    return _cut(request, asked, behind[: asked.size + 1])


def _cut(request: HttpRequest, asked: Piece, rows: list[Any]) -> dict[str, Any]:
    items = rows[: asked.size]
    last = Place(None, items[-1].pk) if len(rows) > asked.size else None
    return {"items": items, "next": cursors.write(last, *_who(request, asked))}


def _who(request: HttpRequest, asked: Piece) -> tuple[object, ...]:
    """Who asks, and what, whatever piece of it."""
    return (request.caller.partner.pk, type(asked).__name__, asked.model_dump_json(exclude={"cursor", "size"}))  # type: ignore[attr-defined]
