"""What is known of each case, as columns of a query: for apps above that count cases without knowing their tables."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models import Case as Choice
from django.db.models.functions import Coalesce, Concat

from linli.domains.cases.models import LIVE, Case, ClockKind, ClockState, Deadline, Reporter, Whistle
from linli.domains.cases.states import State
from linli.foundation.audit import selectors as history
from linli.foundation.territory.scoping import placed_under
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.scoping import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

#: How a clock stands, the worst of its kind: none (or it no longer matters), kept, running in time, missed.
NONE, MET, RUNNING, MISSED = 0, 1, 2, 3

#: Clocks of the case itself, by the name of the fact.
_CLOCKS = ("promise", "contact", "answer", "resolve")


def cases_under(actor: Actor, permission: str, path: str) -> QuerySet[Case]:
    """Cases that lie at or below a path, of those on which the actor holds `permission`; without an order."""
    found: QuerySet[Case] = Case.scoped.visible_to(actor, permission).filter(placed_under([path])).order_by()
    return found


def reported_between(rows: QuerySet[Case], categories: Iterable[str], first: date, last: date) -> QuerySet[Case]:
    """Of these rows the cases that were opened from a day to a day (both included, by the county's own midnight), whose category is one of
    `categories` ("standard/kind/code", with all whose code begins so). What was joined to another case isn't there.
    """
    wanted = NOTHING
    for key in categories:
        standard, kind, code = key.split("/")
        wanted |= Q(category__standard=standard, category__kind=kind, category__code__startswith=code)
    begins, ends = (datetime.combine(day, time(), clock.ZONE) for day in (first, last + timedelta(days=1)))
    return rows.filter(wanted, opened_at__gte=begins, opened_at__lt=ends).exclude(state=State.DUPLICATE)


def columns_of(at: str = "") -> dict[str, Any]:
    """Where a case belongs: its place's `path`, and the ids of `organization` and `category`, and its `source`. `at` is the way to
    the case from the rows that are counted ("worked__").
    """
    return {
        "path": F(f"{at}area__path"), "organization": F(f"{at}handler_org_id"), "category": F(f"{at}category_id"),
        "source": F(f"{at}source"),
    }  # fmt: skip


def facts_of(at: str = "") -> dict[str, Any]:
    """Everything that is known of a case, by name, at this moment. A clock is a whole number, the worst of its kind: 0 none, 1 kept,
    2 running in time, 3 missed (also one that runs and is over, or was over when it was paused).
    """
    pk = f"{at}pk"
    plain = {name: F(f"{at}{name}") for name in ("urgency", "state", "source", "found_by_staff", "reopened")}
    return {
        **plain,
        "kind": F(f"{at}request_kind"),
        "category": Concat(
            f"{at}category__standard", Value("/"), f"{at}category__kind", Value("/"), f"{at}category__code",
            output_field=CharField(),
        ),
        "ended": _is(Q(**{f"{at}ended_at__isnull": False})),
        "fixed": _is(_fixed(at)),
        "untrue": _is(Q(**{f"{at}true_on_site": False})),
        "reachable": Exists(Reporter.objects.filter(case=OuterRef(pk)).exclude(phone_index="")),
        "delegate": Exists(
            Reporter.objects.filter(case=OuterRef(pk), kind_confirmed_at__isnull=False).exclude(kind="")
        ),
        "top_tier": F(f"{at}top_tier_no"),
        "stars": Coalesce(F(f"{at}stars"), Value(0)),
        "supervised": F(f"{at}supervised"),
        "whistled": Exists(Whistle.objects.filter(case=OuterRef(pk))),
        "urged": history.happened("cases.case", ["cases.urged"], pk),
        "objected": history.happened("cases.case", ["cases.objected"], pk),
        **{name: _clock(ClockKind(name), pk) for name in _CLOCKS},
    }  # fmt: skip


def _fixed(at: str) -> Q:
    """Solved, and not by the office's word alone: the resident said so; or staff had found it, and somebody else verified the result.

    What was explained, sent elsewhere or met with silence is over, not solved (peers, no. 16).
    """
    return Q(**{f"{at}state": State.CONFIRMED}) | Q(**{f"{at}state": State.UNCONFIRMED, f"{at}found_by_staff": True})


def _clock(kind: ClockKind, pk: str) -> Any:
    over = Q(state=ClockState.LATE) | Q(state=ClockState.RUNNING, due_at__lt=clock.now())
    over |= Q(state=ClockState.PAUSED, paused_at__gt=F("due_at"))
    rank = Choice(
        When(over, then=Value(MISSED)),
        When(state__in=LIVE, then=Value(RUNNING)),
        When(state=ClockState.MET, then=Value(MET)),
        default=Value(NONE),
    )
    own = Deadline.objects.filter(case=OuterRef(pk), kind=kind, call=None).order_by().values("case")
    return Coalesce(Subquery(own.annotate(worst=Max(rank)).values("worst")), Value(NONE), output_field=IntegerField())


def _is(condition: Q) -> Any:
    return ExpressionWrapper(condition, output_field=BooleanField())
