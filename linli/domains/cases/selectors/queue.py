"""The queue: filters that live in the address, tabs with counts that stop at 1,000, and pages of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from linli.domains.cases.method import CaseRules
from linli.domains.cases.models import CallState, Case, Origin, Reporter, Whistle
from linli.domains.cases.selectors.categories import categories_of_card
from linli.domains.cases.selectors.finders import found_by_words
from linli.domains.cases.selectors.shapes import Badge, badge_at
from linli.domains.cases.selectors.where import place_parts
from linli.domains.cases.states import STATE_LABELS, State
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.scoping import placed_under
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.scoping import NOTHING
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area

SIZE = 50
#: Pages go so deep and no deeper: who needs more narrows the filter or exports.
DEEPEST = 20
#: An export reads so many rows at a time.
BATCH = 500
#: Counts stop here and are shown as "1000+".
COUNT_LIMIT = 1000
#: Same place and category so often in so many days: it comes back.
OFTEN, OFTEN_DAYS = 3, 90

TABS = {
    "mine": N_("In my hands"),
    "late": N_("Late"),
    "today": N_("Due today"),
    "to_dispatch": N_("To be dispatched"),
    "asking": N_("Waiting for residents"),
    "recurring": N_("Coming back"),
    "watched": N_("Under supervision"),
    "all": N_("All open"),
    "ended": N_("Ended"),
    "any": N_("All, ended too"),
}

#: Ends that came of work: what the share of confirmed ones is taken of.
FINISHED = (State.CONFIRMED, State.UNCONFIRMED, State.EXPLAINED)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a queue is narrowed to; empty fields don't narrow. Every field is a word of the address.

    `category` is a card's code or a key prefix; `due` days from now; `days` filed in so many days; `ended` ended in so many;
    `handler` is "none" (nobody has it) or a staff card; `org` the handling organization; `watched`: supervised from above;
    `tier` a rung counted from 0; `again`: opened anew by a resident; `finished`: ended by work, not joined, withdrawn or sent
    elsewhere; `sort`: due, new or best (a text in words: what fits best first).
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
        words = {key: value for key, value in asdict(replace(self, **changes)).items() if value}
        return urlencode(words)

    def number(self, name: str) -> int | None:
        """A field as a small whole number; None when it is empty or no number."""
        value: str = getattr(self, name)
        return int(value) if value.isascii() and value.isdigit() and len(value) <= 15 else None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the queue; `code` is the state's own word, `state` what it is called."""

    id: int
    ref: str
    title: str
    badge: Badge
    code: str
    state: str
    source: str
    where: str
    where_below: str
    who: str
    whistle: str
    whistle_tier: str
    due_at: datetime | None
    is_late: bool
    opened_at: datetime
    category: str
    reporters: int
    supervised: bool


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


class CountOf(Subquery):
    """How many rows a query has, as a value in another one."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"


def queue(actor: Actor, filters: Filters, *, rules: CaseRules | None = None) -> Queue:
    """A page of the cases that the actor may see, narrowed and sorted; at most 6 statements."""
    number = min(max(filters.number("page") or 1, 1), DEEPEST)
    first = (number - 1) * SIZE
    chosen = selected(actor, filters, rules=rules)
    # The page is cut before its tables are joined; one row more says whether there is a next page.
    cut = Case.unscoped.filter(pk__in=chosen.values("pk")[first : first + SIZE + 1])
    found = list(_for_rows(cut.order_by(*chosen.query.order_by)))
    return Queue(_rows(found[:SIZE]), filters, number, has_next=len(found) > SIZE and number < DEEPEST)


def rows_by_ids(actor: Actor, ids: Sequence[int]) -> list[Row]:
    """Rows of the queue's look for cases that somebody else has chosen, in the order of their ids given, without those that the actor
    doesn't see; 3 statements.
    """
    found = _for_rows(Case.scoped.visible_to(actor).filter(pk__in=ids))
    rows = {row.id: row for row in _rows(found)} if ids else {}
    return [rows[pk] for pk in ids if pk in rows]


def tab_counts(actor: Actor, filters: Filters, *, rules: CaseRules | None = None) -> dict[str, str]:
    """How many each tab holds under the same filters, in one statement; "1000+" where it is more; 0 where nothing can match."""
    tabs, held = [tab for tab in TABS if tab not in ("ended", "any")], _tabs(actor)
    rows = _in_reach(actor, filters, rules)
    counted = {tab: CountOf(rows.filter(held[tab]).order_by().values("pk")[: COUNT_LIMIT + 1]) for tab in tabs}
    row = Case.unscoped.order_by().annotate(**{f"n_{tab}": count for tab, count in counted.items()})
    values = row.values(*(f"n_{tab}" for tab in tabs))[:1]
    found: dict[str, Any] = values[0] if values else {}
    return {tab: _capped(found.get(f"n_{tab}") or 0) for tab in tabs}


def selected(actor: Actor, filters: Filters, *, rules: CaseRules | None = None) -> QuerySet[Case]:
    """The cases that a queue, a count or an export is made of: one meaning for all three."""
    rows = _in_reach(actor, filters, rules).filter(_tabs(actor)[filters.tab])
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
    found = _for_rows(selected(actor, filters, rules=rules)).iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield from _rows(batch)


def _tabs(actor: Actor) -> dict[str, Q]:
    """What each tab holds; `ended` leaves the open ones out."""
    now = clock.now()
    opened, nobody = Q(ended_at__isnull=True), Q(handler=None, handler_org=None)
    tomorrow = (now.astimezone(clock.ZONE) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "mine": opened & in_hand(actor),
        "late": opened & Q(due_at__lt=now),
        "today": opened & Q(due_at__gte=now, due_at__lt=tomorrow),
        # Both states in one condition, so that one walk through the index answers it.
        "to_dispatch": opened & Q(state__in=(State.RECEIVED, State.ASSIGNED)) & (Q(state=State.RECEIVED) | nobody),
        "asking": opened & Q(state__in=(State.ASKING, State.WAITING)),
        "recurring": opened & Q(_recurring()),
        "watched": opened & Q(supervised=True),
        "all": opened,
        "ended": Q(ended_at__isnull=False),
        "any": Q(),
    }


def in_hand(actor: Actor) -> Q:
    """Cases in the person's own hands, or in those of the organizations that they hold posts in."""
    own = Q(handler_id=actor.person_id) if actor.person_id else Q(pk__in=())
    return own | Q(handler_org_id__in=actor.organizations)


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
    wanted &= _held(filters)
    return wanted & Q(state__in=FINISHED) if filters.finished else wanted


def _within(filters: Filters) -> Q:
    """Due in so many days, filed or ended in the last so many days."""
    wanted, now = Q(), clock.now()
    for name, condition in (("due", "due_at__lt"), ("days", "opened_at__gte"), ("ended", "ended_at__gte")):
        number = filters.number(name)
        if number is not None:
            span = timedelta(days=min(number, 4000))
            wanted &= Q(**{condition: now + span if name == "due" else now - span})
    return wanted


def _held(filters: Filters) -> Q:
    """Who has it: nobody, a person or an organization."""
    if filters.handler == "none":
        return Q(handler=None, handler_org=None)
    person, org = filters.number("handler"), filters.number("org")
    wanted = Q(handler_id=person) if person is not None else Q()
    return wanted & Q(handler_org_id=org) if org is not None else wanted


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


def _recurring() -> Exists:
    """Whether there are three of the kind at the place within ninety days: a third row is looked for, then counting stops."""
    since = clock.now() - timedelta(days=OFTEN_DAYS)
    same = Case.unscoped.filter(area_id=OuterRef("area_id"), category_id=OuterRef("category_id"), opened_at__gte=since)
    return Exists(same.order_by()[OFTEN - 1 : OFTEN])


class _Read(NamedTuple):
    """The columns that a row is made of, as `_for_rows` reads them: whole models of six tables cost more than the page."""

    pk: int
    ref: str
    title: str
    state: str
    source: str
    supervised: bool
    due_at: datetime | None
    opened_at: datetime
    area: int
    path: str
    category: str
    person: str | None
    org_short: str | None
    org: str | None
    reporters: int


def _for_rows(rows: QuerySet[Case]) -> QuerySet[Case, tuple[Any, ...]]:
    reporters = CountOf(Reporter.objects.filter(case=OuterRef("pk")).order_by().values("pk"))
    return rows.values_list(
        "pk", "ref", "title", "state", "source", "supervised", "due_at", "opened_at", "area_id", "area__path", "category__name",
        "handler__name", "handler_org__short_name", "handler_org__name", reporters,
    )  # fmt: skip


def _rows(found: Iterable[tuple[Any, ...]]) -> list[Row]:
    """Rows of columns; two statements more, for names of places and for whistles."""
    read = [_Read(*columns) for columns in found]
    places = territory.areas_on(row.path for row in read)
    whistles = _whistles([row.pk for row in read]) if read else {}
    labels = {state: gettext(label) for state, label in STATE_LABELS.items()}
    return [_row(row, places[row.area], whistles.get(row.pk, ("", "")), labels) for row in read]


def _row(row: _Read, area: Area, whistle: tuple[str, str], labels: Mapping[State, str]) -> Row:
    state = State(row.state)
    where, below = _where(area)
    badge = badge_at(state, row.due_at, labels[state])
    return Row(
        id=row.pk, ref=row.ref, title=row.title, badge=badge, code=row.state, state=labels[state], source=row.source,
        where=where, where_below=below, who=row.person or row.org_short or row.org or "",
        whistle=whistle[1], whistle_tier=whistle[0], due_at=row.due_at, opened_at=row.opened_at,
        is_late=badge.kind == "late", category=row.category, reporters=row.reporters, supervised=row.supervised,
    )  # fmt: skip


#: A building whose name begins with so many signs of its grid's isn't said twice ("和美小区网格 2号楼").
_SAID_TWICE = 3


def _where(area: Area) -> tuple[str, str]:
    """The community (or whatever stands directly under the county), and the places below it down to the case's own."""
    community, below = place_parts(area)
    said: list[str] = []
    for name, _rank in below:
        same = sum(takewhile(bool, map(str.__eq__, said[-1] if said else "", name)))
        said.append(name if same < _SAID_TWICE else name[same:])
    return community, " ".join(said)


def _whistles(cases: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The whistle that is out on each case: its tier, and how many of the called organizations have answered, as "2 / 3"."""
    called = Count("calls", filter=~Q(calls__state=CallState.RELEASED))
    silent = (CallState.RELEASED, CallState.CALLED, CallState.RETURNING)
    come = Count("calls", filter=~Q(calls__state__in=silent))
    out = Whistle.objects.filter(case__in=cases, ended_at=None).annotate(come=come, called=called)
    rows = out.values_list("case_id", "tier", "come", "called")
    return {case: (tier, f"{n_come} / {n_called}") for case, tier, n_come, n_called in rows}


def _capped(number: int) -> str:
    return f"{COUNT_LIMIT}+" if number > COUNT_LIMIT else str(number)
