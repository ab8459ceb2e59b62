"""What a rater has to rate, and what was given so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Exists, F, OuterRef, Q
from django.http import Http404

from linli.engines.scorecards.method import Card, Criterion
from linli.engines.scorecards.models import Assignment, Evidence, Score, Seat, Subject
from linli.engines.scorecards.rules import link_digest
from linli.engines.scorecards.selectors.cards import card_of
from linli.engines.scorecards.selectors.words import period_name
from linli.engines.scorecards.states import State
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.scoping import paged

#: So many fields a page has at most: a phone shows no more, and a form takes no more.
_FIELDS = 300


@dataclass(frozen=True, slots=True)
class Task:
    """A seat of somebody's: how many subjects there are, and how many have marks."""

    seat: Seat
    period: str
    total: int
    done: int

    @property
    def left(self) -> int:
        """Subjects without marks."""
        return self.total - self.done


@dataclass(frozen=True, slots=True)
class RatingPage:
    """One page of the subjects of a seat, with what was given: subject → criterion → (value as text, words), and how many pictures."""

    seat: Seat
    card: Card
    period: str
    criteria: Mapping[str, Criterion]
    rows: Page
    given: Mapping[int, Mapping[str, tuple[str, str]]]
    pictures: Mapping[tuple[int, str], int]
    is_open: bool


def seats_of(actor: Actor) -> Any:
    """The open seats of whoever asks, soonest first."""
    rows = Seat.objects.filter(account_id=actor.account_id, vacated_at=None, round__state=State.OPEN)
    return rows.filter(round__last_on__gte=clock.today()) if actor.account_id is not None else rows.none()


def tasks_of(actor: Actor) -> list[Task]:
    """What the actor has to rate. Two statements, however many subjects."""
    seats = {one.pk: one for one in seats_of(actor).select_related("round").order_by("round__last_on", "id")}
    return [
        Task(seats[pk], period_name(card_of(seats[pk].round), seats[pk].round), total, done)
        for pk, total, done in sorted(_progress(seats), key=lambda row: list(seats).index(row[0]))
    ]


def _progress(seats: Any) -> Any:
    marked = Score.objects.filter(seat=OuterRef("seat"), subject=OuterRef("subject"))
    rows = Assignment.objects.filter(seat__in=list(seats)).annotate(marked=Exists(marked)).order_by().values("seat")
    return rows.annotate(total=Count("pk"), done=Count("pk", filter=Q(marked=True))).values_list(
        "seat", "total", "done"
    )


def waiting_count(actor: Actor) -> int:
    """How many subjects wait for the actor's marks."""
    marked = Score.objects.filter(seat=OuterRef("seat"), subject=OuterRef("subject"))
    return Assignment.objects.filter(~Exists(marked), seat__in=seats_of(actor).order_by().values("pk")).count()


def progress_of(round_: Any) -> list[tuple[Seat, int, int]]:
    """All seats of a round with how many subjects each has, and how many of them have marks."""
    seats = {one.pk: one for one in Seat.objects.filter(round=round_)}
    counts = {pk: (total, done) for pk, total, done in _progress(seats)}
    return [(seat, *counts.get(pk, (0, 0))) for pk, seat in seats.items()]


def raters_waiting(round_id: int) -> list[int]:
    """Staff cards of raters with something left to rate in a round."""
    marked = Score.objects.filter(seat=OuterRef("seat"), subject=OuterRef("subject"))
    left = Assignment.objects.filter(~Exists(marked), seat__round=round_id, seat__vacated_at=None).order_by()
    cards = left.exclude(seat__card_id=None).values_list("seat__card_id", flat=True).distinct()
    return [card for card in cards if card is not None]


def seat_for(actor: Actor, pk: int) -> Seat:
    """One's own seat; Http404 for any other."""
    own = Seat.objects.filter(pk=pk, account_id=actor.account_id, vacated_at=None).select_related("round__county")
    seat = own.first() if actor.account_id is not None else None
    if seat is None:
        raise Http404
    return seat


def seat_by_link(token: str) -> Seat:
    """The seat of a link; Http404 for one that opens nothing (any more)."""
    known = Seat.objects.filter(link=link_digest(token), vacated_at=None).select_related("round__county").first()
    if known is None:
        raise Http404
    return known


def rating_page(seat: Seat, number: str | None) -> RatingPage:
    """The subjects of a seat that was fetched for its rater, with the marks so far."""
    card = card_of(seat.round)
    criteria = card.rated_by(seat.group)
    mine = Subject.unscoped.filter(pk__in=Assignment.objects.filter(seat=seat).values("subject")).order_by("name", "id")
    rows = paged(mine, number, max(1, _FIELDS // max(1, 2 * len(criteria))))
    given: dict[int, dict[str, tuple[str, str]]] = {}
    kept = Score.objects.filter(seat=seat, superseded_by=None, subject__in=[one.pk for one in rows.object_list])
    for subject, code, value, words in kept.values_list("subject", "criterion", "value", F("words")):
        given.setdefault(subject, {})[code] = ("-" if value is None else f"{value.normalize():f}", words)
    is_open = seat.round.state == State.OPEN and clock.today() <= seat.round.last_on
    pictures = _pictures_given(seat) if any(one.evidence != "none" for one in criteria.values()) else {}
    return RatingPage(seat, card, period_name(card, seat.round), criteria, rows, given, pictures, is_open)


def _pictures_given(seat: Seat) -> dict[tuple[int, str], int]:
    rows = Evidence.objects.filter(seat=seat).order_by().values_list("subject", "criterion").annotate(Count("pk"))
    return {(subject, code): count for subject, code, count in rows}
