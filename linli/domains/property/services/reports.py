"""Monthly reports: written once, marked as read, asked for in time (Q48)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse

from linli.domains.notices import services as notices
from linli.domains.property import events, selectors
from linli.domains.property.models import Contract, Report
from linli.domains.property.services import _base
from linli.domains.property.states import MANAGE, REPORT
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.scoping import keep_in_scope
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_WANTED = N_("{name}: the report on the property service of {month} is due by {day}")


@transaction.atomic
def write_report(actor: Actor, *, contract: Contract, month: date, done: str, promised: str = "") -> Report:
    """The branch reports on the service of a month that is over; once.

    Raises RuleBroken: property.no_reports, .month_ahead, .month_not_served, .reported_already (also where two do it at once),
    .words_needed; OutOfScope.
    """
    keep_in_scope(actor, contract, REPORT)
    _check_month(contract, month)
    made = Report(
        contract=contract, month=month, done=_base.said(done), promised=one_line(promised, _base.LONG), at=clock.now(),
        by=actor.label[:120], by_id=actor.account_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("property.reported_already") from None
    _base.tell(actor, events.Reported(f"{month:%Y-%m}"), contract, contract.county_id)
    return made


def _check_month(contract: Contract, month: date) -> None:
    if selectors.due_on(contract.county, month) is None:
        raise RuleBroken("property.no_reports")
    if month.day != 1 or month >= clock.today().replace(day=1):
        raise RuleBroken("property.month_ahead")
    if month < contract.starts_on.replace(day=1) or (contract.ended_on is not None and month > contract.ended_on):
        raise RuleBroken("property.month_not_served")


@transaction.atomic
def mark_read(actor: Actor, *, report: Report) -> Report:
    """The community has read it. Raises RuleBroken property.read_already; OutOfScope."""
    keep_in_scope(actor, report.contract, MANAGE)
    held = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if held.read_at is not None:
        raise RuleBroken("property.read_already")
    held.read_at, held.read_by = clock.now(), actor.label[:120]
    held.save(update_fields=["read_at", "read_by"])
    _base.tell(actor, events.ReportRead(f"{held.month:%Y-%m}"), report.contract, report.contract.county_id)
    return held


@transaction.atomic
def remind() -> int:
    """Ask for reports that are due: once when the days of reminding begin, once when the last day is over; returns how many are missing."""
    missing = selectors.to_remind(clock.today())
    for contract, month, last in missing:
        over = "late" if clock.today() > last else "soon"
        notices.tell(
            person_ids=_reporters(contract), text=_WANTED, url=reverse("property:contract", args=[contract.pk]),
            params={"name": contract.compound.name, "month": f"{month:%Y-%m}", "day": last.isoformat()},
            key=f"property:report:{contract.pk}:{month:%Y%m}:{over}",
        )  # fmt: skip
    return len(missing)


def _reporters(contract: Contract) -> list[int]:
    """Who holds the method's posts in the grids of the compound; where nobody does, in its community."""
    rule = selectors.rules_at(contract.county).report
    posts = rule.posts if rule else ()
    found = people.holders_in(posts, [one.pk for one in territory.grids_of(contract.compound)])
    return [one.card_id for one in found or people.holders_in(posts, [contract.area_id])]
