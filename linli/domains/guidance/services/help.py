"""What the centre does with what was asked for, and those to whom it gives it: give, decline, do it (Q63, L48)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse

from linli.domains.cobuilding import selectors as cobuilding
from linli.domains.guidance import events
from linli.domains.guidance.models import HelpRequest
from linli.domains.guidance.permissions import ACT, RUN
from linli.domains.guidance.selectors import may_finish, rules_at
from linli.domains.guidance.services import _base
from linli.domains.guidance.states import HELP_LABELS, HELPS
from linli.domains.notices import services as notices
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.scoping import keep_in_scope
from linli.kernel.words import N_


@_base.changes
def give_help(
    actor: Actor, *, request: HelpRequest, card: Any = None, unit: Any = None, until: date | None = None
) -> HelpRequest:
    """Give it to one of the centre's helpers or to a unit of co-building, who do it until a day (the method's time where none is said);
    also when somebody else has it already. They are told.

    Raises RuleBroken: guidance.one_doer, guidance.not_a_helper, guidance.not_registered, guidance.past_day, guidance.not_now; OutOfScope.
    """
    row = hold(request.pk)
    keep_in_scope(actor, row, RUN)
    if (card is None) == (unit is None):
        raise RuleBroken("guidance.one_doer")
    if until is not None and until < clock.today():
        raise RuleBroken("guidance.past_day")
    told = _helper(row, card) if card is not None else _unit(row, unit)
    _base.move(HELPS, row, "give", HELP_LABELS)
    row.card, row.unit = card, unit
    set_due(row, until)
    row.save(update_fields=["state", "card", "unit", "due_at"])
    record(actor, events.HelpGiven(row.doer), subject=row, county_id=row.county_id)
    tell(row, told, N_("Given to you: {title}"))
    return row


@_base.changes
def decline_help(actor: Actor, *, request: HelpRequest, reason: str) -> HelpRequest:
    """It can't be done, and why; whoever asked reads it. Raises RuleBroken guidance.words_needed, guidance.not_now; OutOfScope."""
    row = hold(request.pk)
    keep_in_scope(actor, row, RUN)
    row.reason = _base.line(reason, 200)
    _base.move(HELPS, row, "decline", HELP_LABELS)
    row.ended_at = clock.now()
    row.save(update_fields=["state", "reason", "ended_at"])
    record(actor, events.HelpDeclined(row.reason), subject=row, county_id=row.county_id)
    return row


@_base.changes
def finish_help(actor: Actor, *, request: HelpRequest, result: str) -> HelpRequest:
    """It is done, with what came of it; whoever asked has the last word. For the helper, the unit, or whoever gives it to them.

    Raises RuleBroken guidance.words_needed, guidance.not_now; OutOfScope.
    """
    row = hold(request.pk)
    keep_in_scope(actor, row, ACT)
    may_run = actor.reaches(RUN, row.area.path) or row.centre_id in actor.org_ids(RUN)
    if not may_finish(actor, row, may_run=may_run):
        raise OutOfScope(repr(row))
    row.result, row.done_at = _base.line(result, 300), clock.now()
    _base.move(HELPS, row, "do", HELP_LABELS)
    row.save(update_fields=["state", "result", "done_at"])
    record(actor, events.HelpDone(row.result), subject=row, county_id=row.county_id)
    return row


@_base.changes
def reveal_help_phone(actor: Actor, *, request: HelpRequest, reason: str) -> str:
    """The phone of whoever asked, in clear. Raises RuleBroken guidance.words_needed; OutOfScope. See `_base.reveal`."""
    keep_in_scope(actor, request, ACT)
    return _base.reveal(actor, request, reason)


def hold(pk: int) -> HelpRequest:
    """The row as it stands, held until the transaction ends. Raises OutOfScope where it isn't within reach; who may do what with it is
    asked by whoever holds it.
    """
    held = HelpRequest.unscoped.select_for_update(of=("self",))
    row: HelpRequest | None = held.select_related("area", "county", "centre", "unit", "card").filter(pk=pk).first()
    if row is None:
        raise OutOfScope(f"help request {pk}")
    return row


def set_due(row: HelpRequest, until: date | None = None) -> None:
    """Until when it is to be done: the end of a day, or the time of the service in the method from now on (that of the first step
    where the catalogue doesn't name the service any more).
    """
    if until is not None:
        row.due_at = datetime.combine(until, time.max, tzinfo=clock.ZONE)
        return
    rules = rules_at(row.county)
    if rules is not None:
        service = rules.services.get(row.service)
        row.due_at = _base.due(row.county, service.within if service else rules.terms.give_within)


def tell(row: HelpRequest, cards: Iterable[int], text: str) -> None:
    """A line in somebody's inbox, once for each turn of the row."""
    notices.tell(
        person_ids=cards, text=text, params={"title": row.title}, url=reverse("guidance:request", args=[row.pk]),
        key=f"guidance:{row.pk}:{row.state}:{row.doer}:{row.sent_back}", subject=f"guidance:{row.pk}",
    )  # fmt: skip


def _helper(row: HelpRequest, card: Any) -> list[int]:
    rules = rules_at(row.county)
    posts = rules.centre.posts if rules and rules.centre else ()
    if not posts or card.pk not in {one.card_id for one in people.present_in(row.centre_id, posts)}:
        raise RuleBroken("guidance.not_a_helper", name=card.name)
    return [card.pk]


def _unit(row: HelpRequest, unit: Any) -> list[int]:
    found = organizations.organization_by_id(unit.pk)
    if found.county_id != row.county_id or unit.pk not in dict(cobuilding.registered_units(row.county_id)):
        raise RuleBroken("guidance.not_registered", name=found.name)
    return [one.card_id for one in people.holders_of(unit.pk)]
