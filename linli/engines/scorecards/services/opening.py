"""A round is opened, its raters are found, found again, and leave."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from linli.engines.scorecards import events, registry, rules, selectors
from linli.engines.scorecards.method import Card
from linli.engines.scorecards.models import Assignment, Round, Seat, Subject
from linli.engines.scorecards.registry import Period, Rated, Rater
from linli.engines.scorecards.services import _base
from linli.engines.scorecards.states import RUN, State
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

LEFT = N_("holds the post no more")


@dataclass(frozen=True, slots=True)
class _Place:
    """A rater in a group, and the keys of the subjects to rate."""

    group: str
    rater: Rater
    keys: frozenset[str]

    @property
    def key(self) -> tuple[str, str]:
        return self.group, self.rater.key or f"account:{self.rater.account_id}"


@transaction.atomic
def open_round(actor: Actor, *, county: Any, card: str, on: date | None = None) -> Round:
    """Open a round of a card for the period around `on` (default: today); its raters have the card's days from today on.

    Raises RuleBroken: scorecards.not_yours, .unknown_card, .day_ahead, .round_there, .nobody_to_rate.
    """
    _base.allow(actor, RUN, county.path)
    found = selectors.cards_at(county).get(card)
    if found is None:
        raise RuleBroken("scorecards.unknown_card")
    today = clock.today()
    if (on or today) > today:
        raise RuleBroken("scorecards.day_ahead")
    row = _made(actor, county, card, found, rules.period_of(found.rounds.cycle, on or today))
    kind: Any = registry.subject_kind(found.subject)  # there: checked by the method
    rated = kind.act(county, today)
    if not rated:
        raise RuleBroken("scorecards.nobody_to_rate")
    subjects = Subject.unscoped.bulk_create([_subject(row, one, kind.personal) for one in rated])
    places = _places(county, found, rated, today)
    _seat(row, found, places, {one.key: one.pk for one in subjects})
    opened = events.RoundOpened(found.label, row.last_on.isoformat(), len(subjects), len(places))
    _base.tell(actor, opened, row, county.pk)
    return row


def _made(actor: Actor, county: Any, code: str, card: Card, period: Period) -> Round:
    release: Any = territory.rules_of(county).release_id
    row = Round(
        county=county, area=county, card=code, label=card.label, release_id=release,
        starts=period.starts, ends=period.ends, last_on=rules.last_day(clock.today(), card.rounds.days), public=card.public,
        opened_at=clock.now(), opened_by=actor.label[:120],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("scorecards.round_there") from None
    return row


def _subject(row: Round, one: Rated, personal: bool) -> Subject:
    return Subject(
        county_id=row.county_id, area_id=one.area_id, round=row, key=one.key, name=one.name[:120],
        organization_id=one.organization_id, card_id=one.card_id, personal=personal,
    )  # fmt: skip


def _places(county: Any, card: Card, rated: Sequence[Rated], day: date) -> list[_Place]:
    """Every rater of every group with all that is theirs to rate."""
    found = []
    for group, raters in card.raters.items():
        if not card.rated_by(group):
            continue
        by_rater: dict[Rater, set[str]] = {}
        ways = registry.resolver(raters.who)
        for key, people in ways.act(county, rated, raters.posts, day).items():  # type: ignore[union-attr]  # as above
            for one in people:
                by_rater.setdefault(one, set()).add(key)
        found += [_Place(group, rater, frozenset(keys)) for rater, keys in by_rater.items()]
    return found


def _seat(
    row: Round, card: Card, places: Iterable[_Place], ids: dict[str, int], there: Iterable[Seat] = ()
) -> list[Seat]:
    """Write seats beside those that are `there`, and what each has to rate, in two statements."""
    places = list(places)
    numbers = Counter(one.group for one in there if one.account_id is None)
    seats = [
        Seat(
            round=row, group=one.group, key=one.key[1], name=_called(card, one, numbers), account_id=one.rater.account_id,
            card_id=one.rater.card_id,
        )
        for one in places
    ]  # fmt: skip
    Seat.objects.bulk_create(seats)
    Assignment.objects.bulk_create(
        Assignment(seat=seat, subject_id=ids[key])
        for seat, one in zip(seats, places, strict=True)
        for key in sorted(one.keys)
    )
    return seats


def _called(card: Card, place: _Place, numbers: Counter[str]) -> str:
    """What a seat is called: whoever has an account, by name; of anybody else no name is kept."""
    rater = place.rater
    if rater.account_id is not None:
        return rater.name[:120]
    numbers[place.group] += 1
    return rater.label[:120] or f"{card.raters[place.group].label} {numbers[place.group]}"


@transaction.atomic
def look_for_raters(actor: Actor, *, round_: Round) -> tuple[int, int]:
    """Look for the raters again, as people come and go: whoever is found no more leaves the round, whoever is new gets a seat. Returns how
    many left and came. Raises RuleBroken: scorecards.not_yours, .round_closed.
    """
    row = _open(_base.to_run(actor, round_))
    card = selectors.card_of(row)
    subjects = list(Subject.unscoped.filter(round=row).select_related("area"))
    rated = [Rated(one.key, one.name, one.area_id, one.area.path, one.organization_id, one.card_id) for one in subjects]
    places = {one.key: one for one in _places(row.county, card, rated, clock.today())}
    seats = {(one.group, one.key): one for one in Seat.objects.filter(round=row).select_for_update()}
    gone = [seat for key, seat in seats.items() if key not in places and seat.vacated_at is None]
    Seat.objects.filter(pk__in=[seat.pk for seat in gone]).update(vacated_at=clock.now(), vacated_why=LEFT)
    back = [seat.pk for key, seat in seats.items() if key in places and seat.vacated_why == LEFT]
    Seat.objects.filter(pk__in=back).update(vacated_at=None, vacated_why="")
    ids = {one.key: one.pk for one in subjects}
    new = _seat(row, card, [one for key, one in places.items() if key not in seats], ids, seats.values())
    known = [
        Assignment(seat=seats[key], subject_id=ids[name])
        for key, one in places.items()
        if key in seats
        for name in one.keys
    ]
    Assignment.objects.bulk_create(known, ignore_conflicts=True)
    if gone or new or back:
        _base.tell(actor, events.RatersChanged(len(gone), len(new) + len(back)), row, row.county_id)
    return len(gone), len(new) + len(back)


@transaction.atomic
def vacate_seat(actor: Actor, *, seat: Seat, why: str) -> Seat:
    """A rater leaves the round. What was given is kept or dropped when the round is counted, as the card says.

    Raises RuleBroken: scorecards.not_yours, .round_closed, .vacated_already, .words_needed.
    """
    words = _base.said(why, 200)
    row = _open(_base.to_run(actor, seat.round))
    held = Seat.objects.select_for_update().get(pk=seat.pk)
    if held.vacated_at is not None:
        raise RuleBroken("scorecards.vacated_already")
    held.vacated_at, held.vacated_why = clock.now(), words
    held.save(update_fields=["vacated_at", "vacated_why"])
    _base.tell(actor, events.SeatVacated(held.name, words), row, row.county_id)
    return held


@transaction.atomic
def give_link(actor: Actor, *, seat: Seat) -> str:
    """A link for a rater without an account (a resident who was drawn): its secret part, which is kept nowhere. A link that was given
    before opens nothing any more. Raises RuleBroken: scorecards.not_yours, .round_closed, .vacated_already, .has_an_account.
    """
    row = _open(_base.to_run(actor, seat.round))
    held = Seat.objects.select_for_update().get(pk=seat.pk)
    if held.vacated_at is not None:
        raise RuleBroken("scorecards.vacated_already")
    if held.account_id is not None:
        raise RuleBroken("scorecards.has_an_account")
    token = secrets.token_urlsafe(24)
    held.link = rules.link_digest(token)
    held.save(update_fields=["link"])
    _base.tell(actor, events.LinkGiven(held.name), row, row.county_id)
    return token


def _open(row: Round) -> Round:
    if row.state != State.OPEN:
        raise RuleBroken("scorecards.round_closed")
    return row
