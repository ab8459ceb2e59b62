"""What happened to the cases that a key may see, in the order in which it can be read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query

from linli.domains.cases.selectors import Place, who_of
from linli.surfaces.api import selectors
from linli.surfaces.api.json import beside, cursors
from linli.surfaces.api.json.asked import ChangesAsked
from linli.surfaces.api.json.deeds import Deed, operation
from linli.surfaces.api.permissions import READ


@operation(
    Deed("changes", "GET", "changes", READ, "cases.view", "cases:detail", "changes",
         _("What happened to all of one's cases, to go on from where one was")),
    answer=beside.Changes,
)  # fmt: skip
def changes(request: HttpRequest, asked: Query[ChangesAsked]) -> Any:
    """The histories of the cases that this key sees now, as lines of one list; nothing comes twice or is left out."""
    actor: Any = request.actor  # type: ignore[attr-defined]  # set by the door
    partner = request.caller.partner  # type: ignore[attr-defined]  # as above
    who = (partner.pk, "changes")
    place = cursors.read(asked.cursor, *who)
    if place is None and asked.start == "now":
        found = selectors.Happened((), selectors.newest_change(partner.county_id), more=False)
    else:
        found = selectors.happened(actor, partner.county_id, place.id if place else 0, asked.size)
    items = [_item(ref, line) for ref, line in found.rows]
    return {"items": items, "next": cursors.write(Place(None, found.last), *who), "more": found.more}


def _item(ref: str, line: Any) -> dict[str, Any]:
    return {
        "ref": ref, "code": line.code, "at": line.at, "who": who_of(line), "text": line.text, "audience": line.audience,
    }  # fmt: skip
