"""Numbers from which cases came again and again. The number itself is never read: cases are put together by its blind index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from linli.domains.cases.models import Reporter
from linli.domains.cases.selectors.facts import cases_under
from linli.kernel.actor import Actor

#: So many are listed, the most cases first.
MOST = 100


@dataclass(frozen=True, slots=True)
class Caller:
    """A number from which `cases` came (`open` of them not ended yet), the last one at `last`. `reporter` is a row of it, by which it is
    asked for: neither name nor number.
    """

    reporter: int
    cases: int
    open: int
    last: datetime


def callers_of(actor: Actor, permission: str, path: str, *, since: datetime, least: int) -> list[Caller]:
    """Numbers with at least so many cases since then, of the cases below a path on which the actor holds `permission`."""
    own = cases_under(actor, permission, path).filter(opened_at__gte=since).values("pk")
    rows = Reporter.objects.filter(case__in=own).exclude(phone_index="").order_by().values("phone_index")
    found = rows.annotate(
        row=Min("pk"), n=Count("case", distinct=True), last=Max("case__opened_at"),
        open=Count("case", filter=Q(case__ended_at=None), distinct=True),
    )  # fmt: skip
    often = found.filter(n__gte=least).order_by("-n", "-last", "row")[:MOST]
    return [Caller(one["row"], one["n"], one["open"], one["last"]) for one in often]


def cases_of_caller(actor: Actor, permission: str, path: str, *, reporter: Reporter, since: datetime) -> list[int]:
    """Ids of the cases from a reporter's number since then, newest first, of those below a path that the actor may ask about."""
    own = cases_under(actor, permission, path).filter(opened_at__gte=since)
    same = Reporter.objects.filter(phone_index=reporter.phone_index).exclude(phone_index="").values("case_id")
    return list(own.filter(pk__in=same).order_by("-opened_at", "-pk").values_list("pk", flat=True)[:MOST])
