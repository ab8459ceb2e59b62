"""Votes: the roll is frozen at the opening, each unit votes once by whatever way, and nobody sees a count before the closing."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from linli.domains.deliberation import events
from linli.domains.deliberation.models import Ballot, Mark, Matter, Paper, Proxy, Voter
from linli.domains.deliberation.permissions import RUN
from linli.domains.deliberation.rules import codes
from linli.domains.deliberation.selectors.pinned import level_of, rules_of
from linli.domains.deliberation.services import _base
from linli.domains.deliberation.states import Channel, Choice
from linli.domains.selection.services.documents import Upload, clean, ending_of
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

_AT_ONCE = 2000

#: Counting waits for every vote that was let in before the closing; votes don't wait for each other.
_HOLD = "SELECT closes_at, counted_at IS NOT NULL FROM deliberation_ballot WHERE id = %s FOR SHARE"


@_base.changes
def open_ballot(actor: Actor, *, matter: Matter, code: str = "", question: str = "") -> Ballot:
    """Open the vote of a stage: everybody grown who has their main home in its area now is on the roll, whoever moves later.

    Raises RuleBroken deliberation.owners_elsewhere, .vote_there, .nobody_entitled, .not_now, .not_yours.
    """
    row = _base.lock(actor, matter)
    stage = _base.turn(actor, row, code, "vote")
    if stage.vote == "owners" or stage.vote_runs is None:
        raise RuleBroken("deliberation.owners_elsewhere")
    if Ballot.unscoped.filter(matter=row, code=stage.code).exists():
        raise RuleBroken("deliberation.vote_there")
    area, at = level_of(row, stage), clock.now()
    closes = organizations.calendar_for(county=row.county).add(at, stage.vote_runs).at
    made: Ballot = Ballot.unscoped.create(
        county_id=row.county_id, area=area, matter=row, code=stage.code, question=_base.said(question or row.title, 200),
        unit=stage.vote, secret=stage.secret, opens_at=at, closes_at=closes,
    )  # fmt: skip
    made.entitled = _freeze(made, residents.roll_in(area, _grown(rules_of(row).voting.from_age)))
    if not made.entitled:
        raise RuleBroken("deliberation.nobody_entitled")
    made.save(update_fields=["entitled"])
    record(actor, events.VoteOpened(made.entitled), subject=row, county_id=row.county_id)
    return made


def _grown(age: int) -> date:
    """Who was born by that day has the age today; somebody born on 29 February has it on 1 March."""
    today = clock.today()
    try:
        return today.replace(year=today.year - age)
    except ValueError:
        return date(today.year - age, 2, 28)


def _freeze(ballot: Ballot, people: list[tuple[int, int | None]]) -> int:
    """Write the roll; returns how many votes there are. Who keeps house alone, or isn't known to keep house with others, is a unit."""
    units = {pk: f"h{home}" if ballot.unit == "household" and home else f"p{pk}" for pk, home in people}
    Voter.unscoped.bulk_create(
        (
            Voter(county_id=ballot.county_id, area_id=ballot.area_id, ballot=ballot, person_id=pk, unit=unit)
            for pk, unit in units.items()
        ),
        batch_size=_AT_ONCE,
    )
    return len(set(units.values()))


def cast_vote(*, ballot: Ballot, person_id: int, choice: str, receipt: str, giver_id: int | None = None) -> Channel:
    """One vote. `receipt` was drawn for the form, so that the same form sent twice is one vote. `giver_id` is the voter for whom
    somebody votes by proxy. Returns the channel.

    Raises RuleBroken deliberation.unknown_choice, .bad_receipt, .not_open, .not_on_roll, .no_proxy, .voted.
    """
    if choice not in set(Choice):
        raise RuleBroken("deliberation.unknown_choice")
    if not codes.plain_receipt(receipt):
        raise RuleBroken("deliberation.bad_receipt")
    mark = codes.mark_of(receipt)
    with rls.within(_path(ballot)):
        unit, channel = _unit_of(ballot, person_id, giver_id)
        try:
            with transaction.atomic():
                _hold_open(ballot)
                _put_in(ballot, unit, channel, choice, mark)
        except IntegrityError:
            if not Paper.unscoped.filter(ballot=ballot, receipt=mark, choice=choice).exists():
                raise RuleBroken("deliberation.voted") from None
    return channel


def _path(ballot: Ballot) -> str:
    return f"{ballot.county_id}."


def _hold_open(ballot: Ballot) -> None:
    """Let nobody count while this transaction runs. The clock is asked after that: a vote at the closing second is too late."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [ballot.pk])
        closes_at, counted = cursor.fetchone()
    if counted or clock.now() >= closes_at:
        raise RuleBroken("deliberation.not_open")


def _unit_of(ballot: Ballot, person_id: int, giver_id: int | None) -> tuple[str, Channel]:
    """Whose vote it is, and the way. Raises RuleBroken deliberation.not_on_roll, .no_proxy."""
    if giver_id is not None:
        held = Proxy.unscoped.filter(ballot=ballot, giver_id=giver_id, holder__person_id=person_id)
        unit = held.values_list("giver__unit", flat=True).first()
        if unit is None:
            raise RuleBroken("deliberation.no_proxy")
        return unit, Channel.PROXY
    unit = Voter.unscoped.filter(ballot=ballot, person_id=person_id).order_by().values_list("unit", flat=True).first()
    if unit is None:
        raise RuleBroken("deliberation.not_on_roll")
    return unit, Channel.ONLINE


def _put_in(ballot: Ballot, unit: str, channel: str, choice: str, mark: str) -> None:
    place = {"county_id": ballot.county_id, "area_id": ballot.area_id, "ballot": ballot}
    Mark.unscoped.create(**place, unit=unit, channel=channel, on=clock.today())
    Paper.unscoped.create(
        **place, secret=ballot.secret, unit="" if ballot.secret else unit, choice=choice, receipt=mark
    )


@_base.changes
def hand_out(actor: Actor, *, ballot: Ballot, person: Any) -> Mark:
    """Somebody takes a voting paper: from now on they can't vote any other way. Which paper it is isn't written down.

    Raises RuleBroken deliberation.not_open, .not_on_roll, .voted; OutOfScope.
    """
    keep_in_scope(actor, ballot, RUN)
    _hold_open(ballot)
    unit, _ = _unit_of(ballot, person.pk, None)
    try:
        with transaction.atomic():
            made: Mark = Mark.unscoped.create(
                county_id=ballot.county_id, area_id=ballot.area_id, ballot=ballot, unit=unit, channel=Channel.PAPER,
                on=clock.today(),
            )  # fmt: skip
    except IntegrityError:
        raise RuleBroken("deliberation.voted") from None
    return made


@_base.changes
def add_proxy(actor: Actor, *, ballot: Ballot, giver: Any, holder: Any, file: Upload) -> Proxy:
    """`giver` (a person on the roll) lets `holder` vote for them, by a document. Who votes first, counts.

    Raises RuleBroken deliberation.not_open, .not_on_roll, .proxy_same, .proxy_many, .voted, and what the document is refused for.
    """
    keep_in_scope(actor, ballot, RUN)
    _hold_open(ballot)
    rows = {one.person_id: one for one in Voter.unscoped.filter(ballot=ballot, person__in=[giver.pk, holder.pk])}
    if len(rows) < len({giver.pk, holder.pk}):
        raise RuleBroken("deliberation.not_on_roll")
    one, other = rows[giver.pk], rows[holder.pk]
    if one.unit == other.unit:
        raise RuleBroken("deliberation.proxy_same")
    most = rules_of(ballot.matter).voting.proxies
    if Proxy.unscoped.filter(ballot=ballot, holder=other).count() >= most:
        raise RuleBroken("deliberation.proxy_many", most=most)
    taken = Proxy.unscoped.filter(ballot=ballot, giver=one) | Proxy.unscoped.filter(ballot=ballot, giver__unit=one.unit)
    if taken.exists() or Mark.unscoped.filter(ballot=ballot, unit=one.unit).exists():
        raise RuleBroken("deliberation.voted")
    data, kind = clean(file.read())
    return _kept_proxy(actor, ballot, one, other, data, ending_of(kind))


def _kept_proxy(actor: Actor, ballot: Ballot, giver: Voter, holder: Voter, data: bytes, ending: str) -> Proxy:
    digest, at = hashlib.sha256(data).hexdigest(), clock.now()
    path = default_storage.save(f"deliberation/{at:%Y/%m}/{ballot.pk}-{digest[:32]}.{ending}", ContentFile(data))
    made: Proxy = Proxy.unscoped.create(
        county_id=ballot.county_id, area_id=ballot.area_id, ballot=ballot, giver=giver, holder=holder, path=path,
        sha256=digest, by=actor.label[:120], at=at,
    )  # fmt: skip
    record(actor, events.ProxyAdded(), subject=ballot.matter, county_id=ballot.county_id)
    return made
