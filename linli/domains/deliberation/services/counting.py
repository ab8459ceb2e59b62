"""Papers typed in by two people, and the count after the closing. A recount from the papers must come to the same."""

from __future__ import annotations

import hashlib
from functools import partial

from django.db.models import F, Q, QuerySet

from linli.domains.deliberation import events
from linli.domains.deliberation.models import Ballot, Mark, Paper, Sheet
from linli.domains.deliberation.permissions import RUN
from linli.domains.deliberation.rules import codes, engine
from linli.domains.deliberation.selectors.pinned import form_of
from linli.domains.deliberation.services import _base
from linli.domains.deliberation.states import Channel, Choice
from linli.foundation.audit.services import record
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

_AT_ONCE = 2000


@_base.changes
def type_sheet(actor: Actor, *, ballot: Ballot, number: str, choice: str) -> Sheet:
    """Type in a paper by its printed number. The second person doesn't see what the first typed; it counts once both say the same.
    Whoever mistyped types it again.

    Raises RuleBroken deliberation.bad_receipt, .unknown_choice, .third_typist, .sheet_counted, .same_person, .not_open.
    """
    keep_in_scope(actor, ballot, RUN)
    plain = codes.plain_receipt(number)
    if not plain:
        raise RuleBroken("deliberation.bad_receipt")
    if choice not in set(Choice):
        raise RuleBroken("deliberation.unknown_choice")
    held: Ballot = Ballot.unscoped.select_for_update().get(pk=ballot.pk)
    if held.counted_at is not None:
        raise RuleBroken("deliberation.not_open")
    if actor.account_id is None:
        raise RuleBroken("deliberation.same_person")
    if Paper.unscoped.filter(ballot=held, receipt=codes.mark_of(plain)).exists():
        raise RuleBroken("deliberation.sheet_counted")
    sheet, _ = Sheet.unscoped.get_or_create(
        ballot=held, number=plain, defaults={"county_id": held.county_id, "area_id": held.area_id}
    )
    _type(sheet, actor.account_id, choice)
    if sheet.first and sheet.first == sheet.second:
        _accept(held, sheet)
    return sheet


def _type(sheet: Sheet, account_id: int, choice: str) -> None:
    if sheet.first_id in (None, account_id):
        sheet.first, sheet.first_id = choice, account_id
    elif sheet.second_id in (None, account_id):
        sheet.second, sheet.second_id = choice, account_id
    else:
        raise RuleBroken("deliberation.third_typist")
    sheet.save(update_fields=["first", "first_id", "second", "second_id"])


def _accept(ballot: Ballot, sheet: Sheet) -> None:
    Paper.unscoped.create(
        county_id=ballot.county_id, area_id=ballot.area_id, ballot=ballot, secret=ballot.secret, choice=sheet.first,
        receipt=codes.mark_of(sheet.number),
    )  # fmt: skip


def count_ballot(actor: Actor, *, ballot: Ballot) -> Ballot:
    """Count after the closing, once. Of a secret vote, the papers are written anew in the order of their receipts.

    Raises RuleBroken deliberation.vote_runs, .sheets_differ, .more_sheets, .count_differs; OutOfScope.
    """
    keep_in_scope(actor, ballot, RUN)
    return _count(actor, ballot)


@rls.changing(lambda actor: rls.reaching(actor, RUN))
def _count(actor: Actor, ballot: Ballot) -> Ballot:
    held = Ballot.unscoped.select_for_update(of=("self",)).select_related("matter__area", "matter__county")
    row: Ballot = held.get(pk=ballot.pk)
    if row.counted_at is not None:
        return row
    if clock.now() < row.closes_at:
        raise RuleBroken("deliberation.vote_runs")
    if wrong := differing(row).count():
        raise RuleBroken("deliberation.sheets_differ", count=wrong)
    count = recounted(row)
    _check_against_marks(row, count)
    if row.secret:
        _shuffle(row)
    row.yes, row.no, row.abstain = count.yes, count.no, count.abstain
    row.passed = engine.outcome(form_of(row.matter).stage(row.code), count)
    row.counted_at, row.digest = clock.now(), digest_of(row)
    row.save(update_fields=["yes", "no", "abstain", "passed", "counted_at", "digest"])
    line = events.VoteCounted(count.yes, count.no, count.abstain)
    record(actor, line, subject=row.matter, county_id=row.county_id)
    return row


def differing(ballot: Ballot) -> QuerySet[Sheet]:
    """Sheets that one person typed in only, or two differently."""
    return Sheet.unscoped.filter(ballot=ballot).filter(Q(first="") | Q(second="") | ~Q(first=F("second")))


def recounted(ballot: Ballot) -> engine.Count:
    """Count the papers as they lie there; within the reach."""
    choices = Paper.unscoped.filter(ballot=ballot).order_by().values_list("choice", flat=True)
    return engine.tally(choices.iterator(chunk_size=_AT_ONCE), ballot.entitled)


def digest_of(ballot: Ballot) -> str:
    """A mark of all papers: nobody changes one later unseen."""
    found = Paper.unscoped.filter(ballot=ballot).order_by("receipt").values_list("receipt", "choice")
    mark = hashlib.sha256()
    for receipt, choice in found.iterator(chunk_size=_AT_ONCE):
        mark.update(f"{receipt}:{choice}\n".encode())
    return mark.hexdigest()


def _check_against_marks(row: Ballot, count: engine.Count) -> None:
    """Papers are the votes given by phone and proxy, and the sheets; no more sheets than were handed out."""
    marks = Mark.unscoped.filter(ballot=row)
    handed, sheets = marks.filter(channel=Channel.PAPER).count(), Sheet.unscoped.filter(ballot=row).count()
    if sheets > handed:
        raise RuleBroken("deliberation.more_sheets")
    if count.cast != marks.count() - handed + sheets:
        raise RuleBroken("deliberation.count_differs")


def _shuffle(row: Ballot) -> None:
    """Write all papers of a secret vote anew, ordered by receipt: their order on disk and the transactions that wrote them say
    nothing any more of who voted when.
    """
    found = Paper.unscoped.filter(ballot=row)
    kept = list(found.order_by("receipt").values_list("choice", "receipt"))
    found.delete()
    paper = partial(Paper, county_id=row.county_id, area_id=row.area_id, ballot=row, secret=True)
    Paper.unscoped.bulk_create((paper(choice=choice, receipt=mark) for choice, mark in kept), batch_size=_AT_ONCE)


def recount(ballot: Ballot) -> bool:
    """Whether the papers still come to what was counted, one by one."""
    with rls.within(f"{ballot.county_id}."):
        count = recounted(ballot)
        same = (count.yes, count.no, count.abstain) == (ballot.yes, ballot.no, ballot.abstain)
        return same and digest_of(ballot) == ballot.digest


def count_due() -> int:
    """Count all votes that have closed and whose papers are typed in; returns how many. For the worker."""
    system, done = Actor.system(), 0
    for row in Ballot.unscoped.filter(counted_at=None, closes_at__lte=clock.now()).order_by("closes_at")[:100]:
        try:
            done += _count(system, row).counted_at is not None
        except RuleBroken:
            continue  # papers differ still: people look at it, and the page says so
    return done
