"""Rounds as the office sees them: the list, one round with its raters and results, entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.http import Http404
from django.utils.translation import gettext

from linli.engines.scorecards import registry
from linli.engines.scorecards.method import Band, Card
from linli.engines.scorecards.models import Item, Result, Round, Seat, Subject
from linli.engines.scorecards.selectors.cards import card_of, cards_at
from linli.engines.scorecards.selectors.rating import progress_of
from linli.engines.scorecards.selectors.words import named, period_name
from linli.engines.scorecards.states import GAPS, ITEMS, RUN, STATES, Gap, State
from linli.foundation.audit import selectors as audit
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.scoping import paged
from linli.kernel.standings import Standing


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in the list."""

    round: Round
    period: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject of a round with its result, where the reader may see it; `gap` says why there is none."""

    subject: Subject
    result: Result | None
    band: Band | None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A rater and how far it has come."""

    seat: Seat
    group: str
    total: int
    done: int


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round."""

    round: Round
    card: Card
    period: str
    standing: Standing
    rows: Page
    seats: tuple[SeatRow, ...]
    history: list[Any]
    may_run: bool
    may_read: bool
    may_close: bool


def county_of(actor: Actor) -> Any:
    """The actor's county; None for who has none."""
    return territory.area_by_id(actor.county_id) if actor.county_id else None


def openable(actor: Actor) -> dict[str, Card]:
    """Cards of which the actor may open a round."""
    county = county_of(actor)
    return cards_at(county) if county and actor.reaches(RUN, county.path) else {}


def period_choices(cards: dict[str, Card]) -> str:
    """What would be opened today, in words: for the form's hint."""
    names = {f"{card.label}：{named(card.rounds.cycle, clock.today())}" for card in cards.values()}
    return "；".join(sorted(names))


def rounds_page(actor: Actor, number: str | None) -> Page:
    """Rounds of the county, newest first."""
    rows = Round.scoped.visible_to(actor).select_related("county")
    found = paged(rows, number)
    found.object_list = [_row(one) for one in found.object_list]
    return found


def _row(one: Round) -> RoundRow:
    return RoundRow(one, period_name(card_of(one), one), STATES[State(one.state)])


def round_for(actor: Actor, pk: int, to: str | None = None) -> Round:
    """One round: Http404 when hidden, PermissionDenied when it may be seen but not `to`."""
    row: Round | None = Round.scoped.visible_to(actor).filter(pk=pk).select_related("county", "area").first()
    if row is None:
        raise Http404
    if to and not actor.reaches(to, row.area.path):
        raise PermissionDenied
    return row


def may_read(actor: Actor, row: Round) -> bool:
    """Whether results of a round may be read: published ones, and by whoever runs it as soon as it is counted."""
    return row.state == State.PUBLISHED or (row.state == State.CLOSED and actor.reaches(RUN, row.area.path))


def round_page(actor: Actor, row: Round, number: str | None) -> RoundPage:
    """A round that was fetched in scope: subjects of the actor's own ground, and for whoever runs it the raters."""
    card, runs, reads = card_of(row), actor.reaches(RUN, row.area.path), may_read(actor, row)
    subjects = Subject.scoped.visible_to(actor).filter(round=row).order_by("name", "id")
    found = paged(subjects, number)
    found.object_list = subject_rows(card, list(found.object_list), reads=reads)
    seats = _seats(row, card) if runs else ()
    finished = all(one.done >= one.total for one in seats if one.seat.vacated_at is None)
    return RoundPage(
        row, card, period_name(card, row), STATES[State(row.state)], found, seats, audit.timeline(row) if runs else [], runs,
        reads, runs and (finished or clock.today() > row.last_on),
    )  # fmt: skip


def sheet_rows(actor: Actor, row: Round) -> list[SubjectRow]:
    """All subjects of a round in the actor's ground, best first, for the printed sheet."""
    subjects = list(Subject.scoped.visible_to(actor).filter(round=row))
    rows = subject_rows(card_of(row), subjects, reads=may_read(actor, row))
    return sorted(rows, key=in_order)


def in_order(row: SubjectRow) -> tuple[Any, ...]:
    """The best first by the exact composite; whoever has none last."""
    value = row.result.composite if row.result else None
    return (value is None, -(value or 0), row.subject.name, row.subject.pk)


def subject_rows(card: Card, subjects: list[Subject], *, reads: bool) -> list[SubjectRow]:
    """Subjects beside their current results, in one statement; without results where they may not be read."""
    current = Result.objects.filter(subject__in=[one.pk for one in subjects], current=True) if reads else ()
    results = {one.subject_id: one for one in current}
    return [subject_row(card, one, results.get(one.pk)) for one in subjects]


def subject_row(card: Card, subject: Subject, result: Result | None) -> SubjectRow:
    """A subject beside its result, with the words of its band or of what is missing."""
    if result is None or not result.gap:
        return SubjectRow(subject, result, card.band(result.band) if result else None)
    known = card.raters if result.gap == Gap.GROUP else card.criteria
    label = known[result.missing].label if result.missing in known else ""
    return SubjectRow(subject, result, None, gettext(GAPS[Gap(result.gap)]).format(label=label))


def _seats(row: Round, card: Card) -> tuple[SeatRow, ...]:
    return tuple(SeatRow(seat, card.raters[seat.group].label, total, done) for seat, total, done in progress_of(row))


def seat_to_run(actor: Actor, pk: int) -> Seat:
    """A seat of a round that the actor may run; Http404 when the round is hidden, PermissionDenied when it isn't theirs."""
    seat = Seat.objects.filter(pk=pk).select_related("round").first()
    if seat is None:
        raise Http404
    seat.round = round_for(actor, seat.round_id, RUN)
    return seat


def items_page(actor: Actor, number: str | None) -> Page:
    """Entries on the actor's ground, newest first."""
    found = paged(Item.scoped.visible_to(actor).select_related("area"), number)
    county = county_of(actor)
    cards = cards_at(county) if county else {}
    for item in found.object_list:
        criterion = cards[item.card].criteria.get(item.criterion) if item.card in cards else None
        item.what = criterion.label if criterion else item.criterion
        item.takes = criterion is not None and criterion.kind == "deduction"
    return found


def item_for(actor: Actor, pk: int, to: str | None = None) -> Item:
    """One entry: Http404 when hidden, PermissionDenied when it may be seen but not `to`."""
    row: Item | None = Item.scoped.visible_to(actor).filter(pk=pk).select_related("area", "county").first()
    if row is None:
        raise Http404
    if to and not actor.reaches(to, row.area.path):
        raise PermissionDenied
    return row


def bookable(actor: Actor) -> dict[str, Card]:
    """Cards with entries."""
    county = county_of(actor)
    found = cards_at(county) if county else {}
    return {code: card for code, card in found.items() if card.booked()}


def card_to_book(actor: Actor, code: str) -> Card:
    """A card with entries; Http404 for any other."""
    card = bookable(actor).get(code)
    if card is None:
        raise Http404
    return card


def bookable_subjects(actor: Actor, card: Card) -> list[tuple[str, str]]:
    """Who may get an entry of the actor: key and name."""
    county, kind = county_of(actor), registry.subject_kind(card.subject)
    rated = kind.act(county, clock.today()) if kind and county else ()
    return [(one.key, one.name) for one in rated if actor.reaches(ITEMS, one.path)]
