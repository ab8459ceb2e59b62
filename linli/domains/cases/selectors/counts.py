"""Counts over many cases: lines of one statement, each read from one index and nothing else.

A condition that mixes opened, ended and open cases would read every row of three indexes from the table; a line asks one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Func, IntegerField, Value, Window
from django.db.models.functions import Cast, NullIf

from linli.domains.cases.models import Case, ClockState, Deadline
from linli.domains.cases.selectors.tabs import OFTEN, OFTEN_DAYS
from linli.domains.cases.states import State
from linli.foundation.territory.scoping import ids_of, placed_under
from linli.kernel import clock
from linli.kernel.statements import KeptBy, hole

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area
    from linli.kernel.actor import Actor

#: Counts of a line by its key: a child area, a week from 1, a category, or how a case ended.
Lines = dict[str, Counter[int | None]]


def counted(*lines: Any) -> Lines:
    """Lines made by `line`, in one statement; a key that isn't there counts 0."""
    return lines_of(together(*lines))


def together(first: Any, *others: Any) -> Any:
    """Lines as one queryset."""
    return first.union(*others, all=True)


def lines_of(rows: Iterable[tuple[str, int | None, int]]) -> Lines:
    """Rows of lines by their names and keys."""
    found: Lines = defaultdict(Counter)
    for name, key, count in rows:
        found[name][key] = count
    return found


def line(rows: Any, name: str, key: Any = None) -> Any:
    """Rows counted by a key (an expression of whole numbers; without one, all under 0)."""
    keyed = rows.order_by().annotate(line=Value(name), key=Value(0) if key is None else key)
    return keyed.values("line", "key").annotate(n=Count("*")).values_list("line", "key", "n")


def lines_of_board(actor: Actor, area: Area) -> Lines:
    """What the board of an area counts of the rows themselves, of the cases that the actor sees: what depends on the moment at which it
    is asked, and only open or recent cases.

    late and flag (by child, None: the area itself), today, waiting, recurring (places by category).
    """
    now = clock.now()
    midnight = now.astimezone(clock.ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = _BOARD(actor, area.path).rows(
        now=now, tomorrow=midnight + timedelta(days=1), often_since=now - timedelta(days=OFTEN_DAYS)
    )
    return lines_of(rows)


def _board(actor: Actor, path: str) -> Any:
    rows = Case.scoped.visible_to(actor, "cases.board").filter(placed_under([path]))
    is_open, now = rows.filter(ended_at__isnull=True), hole("now")
    return together(
        line(is_open.filter(due_at__lt=now), "late", _child(path, "area__path")),
        line(is_open.filter(due_at__gte=now, due_at__lt=hole("tomorrow")), "today"),
        line(is_open.filter(state=State.RECEIVED), "waiting"),
        _recurring(rows),
        _flags(path),
    )


#: Five counts of one scope: compiling them costs more than counting.
_BOARD = KeptBy(_board)


def _child(within: str, path: str) -> Any:
    """The child of the area with the path `within` that a row lies in (the path's next part); None on the area itself."""
    part = Func(F(path), Value("."), Value(len(ids_of(within)) + 1), function="split_part")
    return Cast(NullIf(part, Value("")), IntegerField())


def _recurring(rows: Any) -> Any:
    """Places at which a kind of thing came back three times in ninety days, by category."""
    places = rows.filter(opened_at__gte=hole("often_since")).order_by().values("area_id", "category_id")
    often = places.annotate(times=Count("*")).filter(times__gte=OFTEN)
    groups = often.annotate(line=Value("recurring"), key=F("category_id"))
    return (
        groups.annotate(n=Window(Count("*"), partition_by=["category_id"])).values_list("line", "key", "n").distinct()
    )


def _flags(path: str) -> Any:
    """Whistles with a call that nobody answered in time, by child. The area lies in the reader's reach: the place says all.

    Asked from the late clocks of calls, which are few and have an index: whistles have many clocks behind them.
    """
    below = placed_under([path], county="case__county_id", area="case__area_id")
    late = Deadline.objects.filter(call__isnull=False, state=ClockState.RUNNING, due_at__lt=hole("now"))
    ringing = late.filter(below, call__whistle__ended_at=None).order_by()
    keyed = ringing.annotate(line=Value("flag"), key=_child(path, "case__area__path")).values("line", "key")
    return keyed.annotate(n=Count("call__whistle", distinct=True)).values_list("line", "key", "n")
