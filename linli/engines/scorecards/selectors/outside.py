"""What domains ask of ratings: rounds that run, seats of their raters, and results of their subjects over the rounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from linli.engines.scorecards.models import Assignment, Result, Round, Seat, Subject
from linli.engines.scorecards.selectors.cards import card_of
from linli.engines.scorecards.selectors.results import Stripe
from linli.engines.scorecards.selectors.words import period_name
from linli.engines.scorecards.states import State


def open_rounds(county: Any, kind: str) -> list[int]:
    """Rounds in which subjects of a kind are being rated, the newest first."""
    rows = Round.unscoped.filter(county=county, state=State.OPEN).select_related("county").order_by("-pk")
    return [row.pk for row in rows if card_of(row).subject == kind]


def seats_with(rounds: Collection[int], keys: Collection[str]) -> list[Seat]:
    """Seats of raters by their keys who haven't left, in open rounds among these."""
    there = Seat.objects.filter(round__in=list(rounds), round__state=State.OPEN, key__in=list(keys), vacated_at=None)
    return list(there.select_related("round").order_by("pk"))


def seats_of_round(round_: Round) -> list[tuple[Seat, list[Subject]]]:
    """Everybody who rates in a round with what is theirs to rate, without those who left. One statement."""
    rows = Assignment.objects.filter(seat__round=round_, seat__vacated_at=None).select_related("seat", "subject")
    found: dict[int, tuple[Seat, list[Subject]]] = {}
    for one in rows.order_by("seat", "subject"):
        found.setdefault(one.seat_id, (one.seat, []))[1].append(one.subject)
    for seat, _ in found.values():
        seat.round = round_
    return list(found.values())


def strips(county: Any, keys: Collection[str], *, public: bool, most: int) -> Mapping[str, tuple[Stripe, ...]]:
    """The newest `most` published results of subjects by their keys, oldest first: those that everybody may read, or all. One statement,
    however many subjects; a key without results isn't there.
    """
    rounds = Round.unscoped.filter(county=county, state=State.PUBLISHED)
    rounds = rounds.filter(public=True) if public else rounds
    found = Result.objects.filter(
        current=True, subject__round__in=rounds.order_by().values("pk"), subject__key__in=list(keys)
    )
    rows: dict[str, list[Stripe]] = {}
    for one in found.select_related("subject__round").order_by("-subject__round__ends", "-subject__round"):
        strip = rows.setdefault(one.subject.key, [])
        if len(strip) < most:
            strip.insert(0, _stripe(one))
    return {key: tuple(strip) for key, strip in rows.items()}


def _stripe(one: Result) -> Stripe:
    row = one.subject.round
    card = card_of(row)
    return Stripe(one.subject_id, period_name(card, row), one.shown, card.band(one.band), is_this=False)
