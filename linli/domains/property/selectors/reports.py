"""Monthly reports (Q48): what is there, what is missing, what is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Q
from django.http import Http404

from linli.domains.property import rules
from linli.domains.property.method import PropertyRules
from linli.domains.property.models import Contract, Report
from linli.domains.property.selectors._rules import asked_once, rules_at
from linli.domains.property.selectors.contracts import contract_for, county_of, with_places
from linli.domains.property.states import MANAGE, REPORT
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A contract in a month: its report, or none; `is_late` where it is missing after its last day, or came after it."""

    contract: Contract
    month: date
    due_on: date | None
    report: Report | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class MonthPage:
    """All contracts of one's ground in a month, with how many reported, in time, late, not at all."""

    month: date
    due_on: date | None
    rows: Page[Any]
    total: int
    there: int
    read: int
    before: date
    after: date | None


def served_q(month: date) -> Q:
    """Contracts under which there was service in a month."""
    last = rules.due_of(month, 1) - timedelta(days=1)
    return Q(starts_on__lte=last) & (Q(ended_on=None) | Q(ended_on__gte=month))


def due_on(area: Any, month: date) -> date | None:
    """The last day for the report on a month; None where the county asks for none."""
    return _due(rules_at(area), month)


def _due(found: PropertyRules, month: date) -> date | None:
    rule = found.report
    return rules.due_of(month, rule.due_day) if rule else None


def months_open(contract: Contract) -> list[date]:
    """Months of a contract that are over and have no report, the newest first; none where the county asks for none."""
    if rules_at(contract.county).report is None:
        return []
    last = rules.month_before(clock.today())
    end = min(contract.ended_on, last) if contract.ended_on else last
    there = set(Report.objects.filter(contract=contract).values_list("month", flat=True))
    months = [month for month in rules.months_between(contract.starts_on, end) if month not in there]
    return months[::-1][:_SHOWN]


def reports_of(contract: Contract) -> list[MonthRow]:
    """The newest reports of a contract that was fetched in scope, with the missing ones between them."""
    rows = {one.month: one for one in Report.objects.filter(contract=contract)[: _SHOWN * 2]}
    months = sorted({*rows, *months_open(contract)}, reverse=True)[:_SHOWN]
    found = rules_at(contract.county)
    return [_row(contract, month, rows.get(month), _due(found, month)) for month in months]


def _row(contract: Contract, month: date, report: Report | None, last: date | None) -> MonthRow:
    came = report.at.astimezone(clock.ZONE).date() if report else clock.today()
    return MonthRow(contract, month, last, report, last is not None and came > last)


def month_page(actor: Actor, month: date | None = None, *, missing: bool = False, number: Any = 1) -> MonthPage:
    """Contracts that served in a month (default: the last one that is over); `missing`: only those without a report."""
    newest = rules.month_before(clock.today())
    month = min(rules.month_of(month), newest) if month else newest
    seen = Contract.scoped.visible_to(actor).filter(served_q(month))
    there = Report.objects.filter(month=month, contract__in=seen.order_by().values("pk"))
    wanted = seen.exclude(pk__in=there.order_by().values("contract")) if missing else seen
    page = paged(with_places(wanted).order_by("compound__name", "pk"), number)
    page.object_list = _beside(page.object_list, month)
    county = county_of(actor)
    return MonthPage(
        month, due_on(county, month) if county else None, page, seen.count(), there.count(),
        there.filter(read_at__isnull=False).count(), rules.month_before(month),
        rules.due_of(month, 1) if month < newest else None,
    )  # fmt: skip


def _beside(contracts: Iterable[Contract], month: date) -> list[MonthRow]:
    rows = list(contracts)
    reports = {one.contract_id: one for one in Report.objects.filter(contract__in=rows, month=month)}
    ask = asked_once()
    return [_row(one, month, reports.get(one.pk), _due(ask(one.county), month)) for one in rows]


def report_for(actor: Actor, pk: int, to: str = MANAGE) -> Report:
    """One report to mark: Http404 when hidden, PermissionDenied when it may be seen but not marked."""
    found = Report.objects.filter(pk=pk).select_related("contract").first()
    if found is None:
        raise Http404
    found.contract = contract_for(actor, found.contract_id, to)
    return found


def may_report(actor: Actor, contract: Contract) -> bool:
    """Whether the actor reports on this service."""
    return bool(Contract.scoped.visible_to(actor, REPORT).filter(pk=contract.pk).exists())


def contract_to_report(actor: Actor, pk: int) -> Contract:
    """A contract on which the actor reports; Http404 when hidden, PermissionDenied else."""
    return contract_for(actor, pk, REPORT)


def to_remind(day: date) -> list[tuple[Contract, date, date]]:
    """(contract, month, last day) of reports that are missing and due within the method's days of reminding, or over since yesterday."""
    month = rules.month_before(day)
    found = []
    for county in territory.counties():
        rule = rules_at(county).report
        last = rules.due_of(month, rule.due_day) if rule else None
        if rule is None or last is None or not last - timedelta(days=rule.remind) <= day <= last + timedelta(days=1):
            continue
        rows = with_places(Contract.unscoped.filter(served_q(month), county=county))
        there = Report.objects.filter(month=month, contract__county=county).order_by().values("contract")
        found += [(one, month, last) for one in rows.exclude(pk__in=there)]
    return found
