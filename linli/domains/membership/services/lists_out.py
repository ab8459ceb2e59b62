"""Lists of members on their way out: those of one's own organizations, with the least columns; everybody on them reads so."""

from __future__ import annotations

from typing import Any

from linli.domains.membership.permissions import EXPORT
from linli.domains.membership.selectors.lists import listed_members
from linli.domains.membership.services import _base
from linli.domains.membership.states import LIST
from linli.domains.rosters import services as rosters
from linli.domains.rosters.selectors import Ground
from linli.domains.rosters.states import Head
from linli.domains.rosters.subjects import Out, Outlet, OutWords
from linli.foundation.residents import services as residents
from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.kernel.words import N_

#: No number and no address: who takes the list to another system finds its members there by name and organization.
HEADS = (
    Head(N_("Name of the person"), 14),
    Head(N_("Party organization"), 36),
    Head(N_("Kind of member"), 16),
    Head(N_("First day"), 12),
    Head(N_("Registered where they live"), 16),
)


@_base.changes(EXPORT)
def ask_members_list(actor: Actor, *, organization: Any, kind: str = "", form: str, reason: str) -> Any:
    """A list, as XLSX or CSV (`form`), of the members of an organization and of those below it, of one kind or ("") of all. Short ones
    are ready at once. Raises RuleBroken rosters.reason_needed, rosters.nobody; OutOfScope.
    """
    words = rosters.reason_of(reason)
    total = listed_members(actor, organization.pk, kind).count()
    return rosters.begin_export(
        actor, about="members", ground=Ground(organization.area, organization), options={"form": form, "kind": kind},
        reason=words, total=total,
    )  # fmt: skip


@_base.changes(EXPORT)
def _rows(actor: Actor, roster: Any, size: int) -> list[Out]:
    """The next members; a look is written for each."""
    found = listed_members(actor, roster.organization_id, roster.options["kind"]).filter(pk__gt=roster.after)
    rows = list(found[:size])
    residents.note_listed(
        actor, people=[(row.person_id, row.area.path) for row in rows], part=LIST, county_id=roster.county_id,
        path=roster.area.path, reason=roster.purpose,
    )  # fmt: skip
    label_of = territory.rules_of(roster.county).membership.label_of
    return [(row.pk, _words(row, label_of(row.kind))) for row in rows]


def _words(row: Any, kind: str) -> list[str]:
    registered = row.registered_on.isoformat() if row.registered_on else ""
    return [row.person.name, row.organization.name, kind, row.starts_on.isoformat(), registered]


MEMBERS_OUT = Outlet(
    name="members-",
    prefix="console/members/exports/",
    permission=EXPORT,
    ask="membership:ask-list",
    file="members",
    sheet=N_("Members"),
    heads=HEADS,
    keep=LIST,
    rows=_rows,
    words=OutWords(
        title=N_("Lists of members taken out"),
        lede=N_("Lists that you took out. Files are erased after a day; that they were made stays written down."),
        back=("membership:members", N_("Members")),
    ),
)
