"""The queue: filters that live in the address, tabs with counts that stop at 1,000, and pages of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext

from linli.domains.cases.method import CaseRules
from linli.domains.cases.models import Case, Origin, Reporter
from linli.domains.cases.selectors.categories import categories_of_card
from linli.domains.cases.selectors.finders import found_by_words
from linli.domains.cases.selectors.rows import Row, columns_for_rows, rows_of
from linli.domains.cases.selectors.tabs import FINISHED, TABS, CountOf, Moments, first_day, moments, tabs_of
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import placed_under
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.scoping import NOTHING
from linli.kernel.statements import KeptBy, hole

SIZE = 50
#: Pages go so deep and no deeper: who needs more narrows the filter or exports.
DEEPEST = 20
#: An export reads so many rows at a time.
BATCH = 500
#: Counts stop here and are shown as "1000+".
COUNT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a queue is narrowed to; empty fields don't narrow. Every field is a word of the address.

    `category` is a card's code or a key prefix; `due` days from now; `days` filed in so many days; `ended` ended in so many;
    `handler` is "none" (nobody has it) or a staff card; `org` the handling organization; `watched`: supervised from above;
    `tier` a rung counted from 0; `again`: opened anew by a resident; `finished`: ended by work, not joined, withdrawn or sent
    elsewhere; `reporter`: whom a reporter speaks as (a kind of the direct line, "any" of them, or "claimed": not confirmed yet);
    `sort`: due, new or best (a text in words: what fits best first).
    """

    tab: str = "all"
    area: str = ""
    category: str = ""
    source: str = ""
    state: str = ""
    handler: str = ""
    org: str = ""
    watched: str = ""
    due: str = ""
    days: str = ""
    ended: str = ""
    tier: str = ""
    again: str = ""
    finished: str = ""
    reporter: str = ""
    text: str = ""
    sort: str = ""
    page: str = ""

    @classmethod
    def of(cls, params: Mapping[str, str]) -> Filters:
        """From an address: unknown words are left out, long ones cut, an unknown tab is "all"."""
        known = {field.name: str(params.get(field.name, ""))[:60].strip() for field in fields(cls)}
        known["tab"] = known["tab"] if known["tab"] in TABS else "all"
        return cls(**{name: value.replace("\x00", "") for name, value in known.items()})

    def query(self, **changes: str) -> str:
        """The address's words with changes; what is empty is left out."""
        words = {name: changes.get(name, getattr(self, name)) for name in _NAMES}
        return urlencode({name: value for name, value in words.items() if value})

    def number(self, name: str) -> int | None:
        """A field as a small whole number; None when it is empty or no number."""
        value: str = getattr(self, name)
        return int(value) if value.isascii() and value.isdigit() and len(value) <= 15 else None


#: The words of an address, in their order.
_NAMES = tuple(field.name for field in fields(Filters))


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of rows with the addresses of its neighbours (the pager's names)."""

    rows: list[Row]
    filters: Filters
    number: int
    has_next: bool

    @property
    def previous_url(self) -> str:
        """The page before; "" on the first."""
        return f"?{self.filters.query(page=str(self.number - 1))}" if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """The next page; "" on the last."""
        return f"?{self.filters.query(page=str(self.number + 1))}" if self.has_next else ""

    @property
    def text(self) -> str:
        """Which rows these are."""
        first = (self.number - 1) * SIZE + 1
        if not self.rows:
            return ""
        return gettext("{first}–{last}").format(first=first, last=first + len(self.rows) - 1)


def queue(actor: Actor, filters: Filters, *, rules: CaseRules | None = None) -> Queue:
    """A page of the cases that the actor may see, narrowed and sorted; at most 6 statements."""
    number = min(max(filters.number("page") or 1, 1), DEEPEST)
    first = (number - 1) * SIZE
    if filters.tab in _TIMELESS and replace(filters, tab="all", sort="", page="") == _UNFILTERED:
        found = _PAGES(actor, filters.tab, filters.sort == "new", first).rows()
    else:
        found = list(_page(selected(actor, filters, rules=rules), first))
    return Queue(rows_of(found[:SIZE]), filters, number, has_next=len(found) > SIZE and number < DEEPEST)


def _page(chosen: QuerySet[Case], first: int) -> QuerySet[Case, tuple[Any, ...]]:
    """Columns of a page that is cut before its tables are joined; one row more says whether there is a next page."""
    cut = Case.unscoped.filter(pk__in=chosen.values("pk")[first : first + SIZE + 1])
    return columns_for_rows(cut.order_by(*chosen.query.order_by))


def rows_by_ids(actor: Actor, ids: Sequence[int]) -> list[Row]:
    """Rows of the queue's look for cases that somebody else has chosen, in the order of their ids given, without those that the actor
    doesn't see; 3 statements.
    """
    found = columns_for_rows(Case.scoped.visible_to(actor).filter(pk__in=ids))
    rows = {row.id: row for row in rows_of(found)} if ids else {}
    return [rows[pk] for pk in ids if pk in rows]


def tab_counts(actor: Actor, filters: Filters, *, rules: CaseRules | None = None) -> dict[str, str]:
    """How many each tab holds under the same filters, in one statement; "1000+" where it is more; 0 where nothing can match."""
    if replace(filters, tab="all", sort="", page="") == _UNFILTERED:
        found = _ALL_COUNTS(actor).first(**moments()._asdict())
    else:
        found = next(iter(_counts(_in_reach(actor, filters, rules), tabs_of(actor, moments()))), None)
    return {tab: _capped(count or 0) for tab, count in zip(_COUNTED, found or [0] * len(_COUNTED), strict=True)}


def _counts(rows: Any, held: Mapping[str, Q]) -> QuerySet[Case, tuple[int | None, ...]]:
    """One row: how many of `rows` each counted tab holds, None where nothing can match."""
    counted = {
        f"n_{tab}": CountOf(rows.filter(held[tab]).order_by().values("pk")[: COUNT_LIMIT + 1]) for tab in _COUNTED
    }
    return Case.unscoped.order_by().annotate(**counted).values_list(*counted)[:1]


def selected(actor: Actor, filters: Filters, *, rules: CaseRules | None = None) -> QuerySet[Case]:
    """The cases that a queue, a count or an export is made of: one meaning for all three."""
    rows = _in_reach(actor, filters, rules).filter(tabs_of(actor, moments())[filters.tab])
    if filters.sort == "best" and (found := found_by_words(actor, filters.text)):
        return rows.order_by(found.fit.desc(nulls_last=True), "-id")
    if filters.sort == "new" or filters.tab in ("ended", "any") or filters.number("ended"):
        return rows.order_by("-opened_at", "-id")
    return rows.order_by(F("due_at").asc(nulls_last=True), "id")


def _in_reach(actor: Actor, filters: Filters, rules: CaseRules | None) -> QuerySet[Case]:
    """What the actor sees under the filters, whatever the tab."""
    return _placed(Case.scoped.visible_to(actor).filter(_narrowed(actor, filters, rules)), filters)


def export_rows(actor: Actor, filters: Filters, *, rules: CaseRules | None = None) -> Iterator[Row]:
    """All rows of a queue, in its order, read in batches."""
    found = columns_for_rows(selected(actor, filters, rules=rules)).iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield from rows_of(batch)


_UNFILTERED = Filters()
_COUNTED = tuple(tab for tab in TABS if tab not in ("ended", "any"))
#: What every queue is opened with: nine counts of scopes, whose compiling costs more than the counting.
_ALL_COUNTS = KeptBy(
    lambda actor: _counts(
        Case.scoped.visible_to(actor), tabs_of(actor, Moments(*(hole(name) for name in Moments._fields)))
    )
)


#: Tabs that don't ask what time it is: their statement is the same tomorrow.
_TIMELESS = frozenset(TABS) - {"late", "today", "recurring"}
#: Pages of whoever has chosen a tab and nothing else.
_PAGES = KeptBy(
    lambda actor, tab, newest, first: _page(selected(actor, Filters(tab=tab, sort="new" if newest else "")), first)
)


def _narrowed(actor: Actor, filters: Filters, rules: CaseRules | None) -> Q:
    wanted = _words(actor, filters.text) & _within(filters)
    for name in ("source", "state"):
        if value := getattr(filters, name):
            wanted &= Q(**{name: value})
    if filters.category:
        wanted &= _category(filters.category, rules)
    if (tier := filters.number("tier")) is not None:
        wanted &= Q(top_tier_no=min(tier, 99))
    if filters.again:
        wanted &= Q(reopened__gt=0)
    if filters.watched:
        wanted &= Q(supervised=True)
    wanted &= _held(filters) & _spoken(filters.reporter)
    return wanted & Q(state__in=FINISHED) if filters.finished else wanted


def _within(filters: Filters) -> Q:
    """Due in so many days; filed or ended in the last so many days in China, today being the last of them (0: today), as the rollups count."""
    wanted, due = Q(), filters.number("due")
    if due is not None:
        wanted &= Q(due_at__lt=clock.now() + timedelta(days=min(due, 4000)))
    for name, column in (("days", "opened_at__gte"), ("ended", "ended_at__gte")):
        number = filters.number(name)
        if number is not None:
            wanted &= Q(**{column: datetime.combine(first_day(min(max(number, 1), 4000)), time(), clock.ZONE)})
    return wanted


def _held(filters: Filters) -> Q:
    """Who has it: nobody, a person or an organization."""
    if filters.handler == "none":
        return Q(handler=None, handler_org=None)
    person, org = filters.number("handler"), filters.number("org")
    wanted = Q(handler_id=person) if person is not None else Q()
    return wanted & Q(handler_org_id=org) if org is not None else wanted


def _spoken(word: str) -> Q:
    """Whom a reporter speaks as: confirmed, or only claimed (X40)."""
    if not word:
        return Q()
    said = Reporter.objects.exclude(kind="")
    if word == "claimed":
        said = said.filter(kind_confirmed_at=None)
    else:
        said = said.filter(kind_confirmed_at__isnull=False)
        said = said if word == "any" else said.filter(kind=word)
    return Q(pk__in=said.order_by().values("case"))


def _category(word: str, rules: CaseRules | None) -> Q:
    if "/" not in word:
        return categories_of_card(rules, word) if rules else Q(pk__in=())
    standard, kind, code = (*word.split("/", 2), "")[:3]
    return Q(category__standard=standard, category__kind=kind, category__code__startswith=code)


def _words(actor: Actor, text: str) -> Q:
    """Words that a floor above finds; else a number or its end, four digits of a phone, or a piece of the title."""
    if not text:
        return Q()
    if (found := found_by_words(actor, text)) is not None:
        return found.where | _called_before(actor, text)
    wanted = (
        _called_before(actor, text)
        | Q(title__icontains=text)
        | Q(ref__istartswith=text)
        | Q(place_words__icontains=text)
    )
    if text.isascii() and text.isdigit() and len(text) == 4:
        wanted |= Q(pk__in=Case.unscoped.filter(reporters__phone_masked__endswith=text).values("pk"))
    return wanted


def _called_before(actor: Actor, text: str) -> Q:
    """The case that had this number in an earlier system of the county; asked beforehand, so that no other search becomes slower."""
    if actor.county_id is None or not any(sign.isdigit() for sign in text):
        return NOTHING
    known = Origin.objects.filter(county_id=actor.county_id, number__in={text, text.upper(), text.lower()})
    ids = [pk for pk, number in known.values_list("pk", "number") if not number.startswith("~")]
    return Q(pk__in=ids) if ids else NOTHING


def _placed(rows: Any, filters: Filters) -> Any:
    pk = filters.number("area")
    if pk is None:
        return rows
    return rows.filter(placed_under([territory.area_by_id(pk).path]))


def _capped(number: int) -> str:
    return f"{COUNT_LIMIT}+" if number > COUNT_LIMIT else str(number)
