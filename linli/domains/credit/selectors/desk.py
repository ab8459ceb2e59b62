"""The offices' lists: who signed, what waits for a second pair of eyes, objections by their time. No balance stands in any of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.credit.models import Entry, Objection, Party
from linli.domains.credit.selectors.tables import RuleRow, rule_row, table_on
from linli.domains.credit.selectors.texts import kind_labels_of
from linli.domains.credit.states import DECIDE, ENTER, FIGURES, RULES, VIEW, EntryState, ObjectionState
from linli.foundation.privacy import rls
from linli.foundation.privacy.rls import reached
from linli.foundation.residents import selectors as residents
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import door, paged
from linli.kernel.words import N_

if TYPE_CHECKING:
    from datetime import date

    from linli.kernel.actor import Actor


@reached(VIEW)
def parties_page(actor: Actor, *, kind: str = "", place: int | None = None, number: Any = 1) -> Any:
    """Contracts that hold in the actor's places, the newest first, a page of them; each row has `name` and `label`. `place` (an area's
    number) narrows to it.
    """
    found: QuerySet[Party] = (
        Party.scoped.visible_to(actor).filter(ended_at=None).select_related("area", "county", "organization")
    )
    found = found.filter(kind=kind) if kind else found
    if place is not None:
        area = territory.area_for(actor, place)
        found = found.filter(area__path__startswith=area.path)
    page: Any = paged(found.order_by("-began_at", "-pk"), number)
    page.object_list = _named(actor, page.object_list)
    return page


def party_for(actor: Actor, pk: int, to: str | None = None) -> Party:
    """One contract that holds; Http404 when hidden or ended, PermissionDenied when `to` isn't granted on it."""
    found: Party = door(Party, actor, pk, to, "area", "county", "organization", reach=rls.reaching, ended_at=None)
    return found


@reached(VIEW)
def entries_page(actor: Actor, *, state: str = EntryState.WAITING, number: Any = 1) -> Any:
    """Entries of the actor's places: those that wait, the oldest first; else the last decided first. Each row has `name`."""
    found: QuerySet[Entry] = Entry.scoped.visible_to(actor).select_related(
        "rule", "area", "party__county", "party__organization"
    )
    if state == EntryState.WAITING:
        found = found.filter(state=EntryState.WAITING).order_by("entered_at", "pk")
    else:
        found = found.filter(state=state).order_by("-checked_at", "-pk")
    page: Any = paged(found.defer("words_sealed", "answer_sealed"), number)
    page.object_list = entry_names(actor, page.object_list)
    return page


def entry_for(actor: Actor, pk: int, to: str | None = None) -> Entry:
    """One entry of a contract that holds; as `party_for`."""
    with rls.reaching(actor, VIEW):
        rows = Entry.scoped.visible_to(actor).filter(pk=pk).exclude(state=EntryState.DROPPED)
        row = rows.select_related("party__area", "party__county", "party__organization", "rule__table", "area").first()
        if row is None:
            raise Http404
        if to and not Entry.scoped.visible_to(actor, to).filter(pk=pk).exists():
            raise PermissionDenied
    found: Entry = row
    return found


@reached(DECIDE)
def objections_page(actor: Actor, *, is_open: bool = True, number: Any = 1) -> Any:
    """Objections of the actor's places: open ones by their time, else the last decided first. Each row has `entry.name` and `is_late`."""
    found: QuerySet[Objection] = Objection.scoped.visible_to(actor, DECIDE).exclude(state=ObjectionState.DROPPED)
    wanted = Q(state=ObjectionState.OPEN)
    found = (
        found.filter(wanted).order_by("due_at", "pk")
        if is_open
        else found.exclude(wanted).order_by("-decided_at", "-pk")
    )
    found = found.select_related("entry__rule", "entry__party__county", "entry__party__organization", "area").defer(
        "words_sealed", "answer_sealed"
    )
    page: Any = paged(found, number)
    entry_names(actor, [row.entry for row in page.object_list])
    for row in page.object_list:
        row.is_late = is_open and row.due_at < clock.now()
    return page


@reached(DECIDE)
def late_objections(actor: Actor) -> int:
    """Open objections whose time is over."""
    found = Objection.scoped.visible_to(actor, DECIDE).filter(state=ObjectionState.OPEN, due_at__lt=clock.now())
    return int(found.count())


def objection_for(actor: Actor, pk: int) -> Objection:
    """One objection with its entry; Http404 when hidden."""
    with rls.reaching(actor, DECIDE):
        rows = Objection.scoped.visible_to(actor, DECIDE).filter(pk=pk).exclude(state=ObjectionState.DROPPED)
        row = rows.select_related(
            "entry__rule__table", "entry__area", "entry__party__area", "entry__party__county", "entry__party__organization", "area"
        ).first()  # fmt: skip
    if row is None:
        raise Http404
    found: Objection = row
    return found


def name_of(actor: Actor, party: Party) -> str:
    """Whose contract it is, for this actor; "" where they may not see the person."""
    with rls.reaching(actor, VIEW):
        return str(_named(actor, [party])[0].name)  # type: ignore[attr-defined]


def entry_names(actor: Actor, entries: Iterable[Entry]) -> list[Entry]:
    """Entries with `name` set: whose they are."""
    rows = list(entries)
    named = {one.pk: one.name for one in _named(actor, [row.party for row in rows])}  # type: ignore[attr-defined]
    for row in rows:
        row.name = named[row.party_id]  # type: ignore[attr-defined]
    return rows


def rules_for(party: Party, day: date) -> list[RuleRow]:
    """Rules by which something of a day may be entered for a party."""
    table = table_on(party.county_id, day)
    with rls.everywhere():
        labels = kind_labels_of(party.county)
        found = [rule_row(one, labels) for one in table.rules.all()] if table else []
    return [one for one in found if not one.rule.kinds or party.kind in one.rule.kinds]


def _named(actor: Actor, parties: Iterable[Party]) -> list[Party]:
    """Contracts with `name` and `label`. One statement whatever their number."""
    rows = list(parties)
    people = residents.visible_people(actor, [row.person_id for row in rows if row.person_id])
    labels = {county.pk: kind_labels_of(county) for county in {row.county_id: row.county for row in rows}.values()}
    for row in rows:
        one = people.get(row.person_id) if row.person_id else row.organization
        row.name = one.name if one else ""  # type: ignore[attr-defined]
        row.label = labels[row.county_id].get(row.kind, row.kind)  # type: ignore[attr-defined]
    return rows


@dataclass(frozen=True, slots=True)
class May:
    """What an actor may do with an entry now."""

    check: bool = False
    take_back: bool = False
    enter_anew: bool = False


def may_do(actor: Actor, entry: Entry) -> May:
    """Asked of an entry that was fetched in scope: confirming by another than who entered it, taking back by who had no hand in it."""
    path, is_other = entry.area.path, actor.account_id != entry.entered_by_id
    waits, counts = entry.state == EntryState.WAITING, entry.state == EntryState.BOOKED
    return May(
        check=waits and is_other and actor.reaches(ENTER, path),
        take_back=counts and not was_involved(actor, entry) and actor.reaches(DECIDE, path),
        enter_anew=entry.state == EntryState.REVERSED and entry.party.ended_at is None and actor.reaches(ENTER, path),
    )


def was_involved(actor: Actor, entry: Entry) -> bool:
    """Whether the actor entered or confirmed it."""
    return actor.account_id in (entry.entered_by_id, entry.checked_by_id)


def place_for(actor: Actor, number: str) -> Any:
    """The place that is asked about, else the one where the actor may see figures; None without ground, Http404 for a hidden one."""
    if number.isascii() and number.isdigit() and len(number) < 16:
        return territory.area_for(actor, int(number), to=FIGURES)
    granted = territory.granted_area(actor, FIGURES)
    return granted[0] if granted else None


def kind_labels(actor: Actor) -> dict[str, str]:
    """Kinds of subjects of the actor's county, with their labels."""
    county = next((one for one in territory.counties() if one.pk == actor.county_id), None)
    return kind_labels_of(county) if county else {}


def ways_for(actor: Actor) -> list[tuple[str, str]]:
    """Names of the pages that an actor may open, with what they are called."""
    found = [
        (FIGURES, "credit:figures", N_("Figures")), (VIEW, "credit:parties", N_("Who signed")), (VIEW, "credit:entries", N_("Entries")),
        (DECIDE, "credit:objections", N_("Objections")), (RULES, "credit:rules", N_("Rules")),
    ]  # fmt: skip
    return [(name, gettext(label)) for permission, name, label in found if actor.can(permission)]
