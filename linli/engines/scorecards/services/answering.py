"""What the rated say, and what comes of it: replies, appeals, corrections."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from linli.engines.scorecards import events, rules, selectors
from linli.engines.scorecards.kinds import RATED
from linli.engines.scorecards.models import Appeal, Item, Reply, Result, Round, Score, Subject
from linli.engines.scorecards.services import _base, evidence, items
from linli.engines.scorecards.services.counting import recount_subject
from linli.engines.scorecards.services.evidence import Photos
from linli.engines.scorecards.states import ANSWER, DECIDE, RUN, Ruling, State
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_LONG = 1000


def reply(actor: Actor, *, subject: Subject, words: str, photos: Photos = ()) -> Reply:
    """The rated says something to a published result; the newest stands beside it. Raises RuleBroken: scorecards.not_published,
    .words_needed, and as `kernel.pictures.clean_all`; OutOfScope.
    """
    pictures = evidence.cleaned(subject.county, photos)
    with transaction.atomic():
        keep_in_scope(actor, subject, ANSWER)
        _published(subject)
        made = Reply.objects.create(
            subject=subject,
            words=_base.said(words, _LONG),
            by=actor.label[:120],
            by_id=actor.account_id,
            at=clock.now(),
        )
        evidence.keep(pictures, f"reply-{made.pk}", reply=made)
        _base.tell(actor, events.Replied(), subject, subject.county_id)
    return made


def appeal(actor: Actor, *, subject: Subject, words: str, photos: Photos = ()) -> Appeal:
    """The rated calls a published result wrong, once in a round and within the card's days.

    Raises RuleBroken: scorecards.not_published, .appeal_late, .appealed_already (also where two do it at once), .words_needed,
    and as `kernel.pictures.clean_all`; OutOfScope.
    """
    pictures = evidence.cleaned(subject.county, photos)
    with transaction.atomic():
        made = _appealed(actor, subject, words)
        evidence.keep(pictures, f"appeal-{made.pk}", appeal=made)
    return made


def _appealed(actor: Actor, subject: Subject, words: str) -> Appeal:
    keep_in_scope(actor, subject, ANSWER)
    row = _published(subject)
    rule = selectors.card_of(row).appeals
    until = appeal_until(row, rule.within)
    today = clock.today()
    if today > until:
        raise RuleBroken("scorecards.appeal_late", day=until.isoformat())
    made = Appeal(
        subject=subject, words=_base.said(words, _LONG), by=actor.label[:120], by_id=actor.account_id, at=clock.now(),
        due_on=today + timedelta(days=rule.decided),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken("scorecards.appealed_already") from None
    _base.tell(actor, events.Appealed(made.due_on.isoformat()), subject, subject.county_id)
    return made


def appeal_until(round_: Round, within: int) -> date:
    """The last day for an appeal: so many days after that of publication."""
    published: Any = round_.published_at
    day: date = published.astimezone(clock.ZONE).date()
    return day + timedelta(days=within)


@transaction.atomic
def decide_appeal(
    actor: Actor, *, appeal_: Appeal, upheld: bool, words: str, values: Mapping[str, Any] | None = None,
    entries: Collection[int] = (),
) -> Appeal:  # fmt: skip
    """Uphold an appeal, with the marks that stand from now on (criterion → mark) and the entries (ids) that count no more; or reject it;
    with reasons. Whoever rated the subject,
    closed or published the round, made an entry that counted, or appealed, doesn't decide.

    Raises RuleBroken: scorecards.decided_already, .own_hand, .nothing_to_correct, .words_needed, and as `correct_mark`; OutOfScope.
    """
    held = Appeal.objects.select_for_update(of=("self",)).select_related("subject__round").get(pk=appeal_.pk)
    keep_in_scope(actor, held.subject, DECIDE)
    if held.state != Ruling.WAITING:
        raise RuleBroken("scorecards.decided_already")
    if actor.account_id is not None and actor.account_id in hands_of(held):
        raise RuleBroken("scorecards.own_hand")
    reasons = _base.said(words, _LONG)
    values = values or {}
    if upheld and not values and not entries:
        raise RuleBroken("scorecards.nothing_to_correct")
    if upheld:
        _take_back(actor, held.subject, entries, reasons)
        _rule(actor, held.subject, values, reasons)
    held.state = Ruling.UPHELD if upheld else Ruling.REJECTED
    held.answer, held.decided_at = reasons, clock.now()
    held.decided_by, held.decided_by_id = actor.label[:120], actor.account_id
    held.save(update_fields=["state", "answer", "decided_at", "decided_by", "decided_by_id"])
    event = events.AppealUpheld() if upheld else events.AppealRejected()
    _base.tell(actor, event, held.subject, held.subject.county_id)
    return held


def _take_back(actor: Actor, subject: Subject, entries: Collection[int], why: str) -> None:
    counted = Result.objects.get(subject=subject, current=True).entries
    if set(entries) - set(counted):
        raise RuleBroken("scorecards.nothing_to_correct")
    for item in Item.unscoped.select_for_update().filter(pk__in=entries, withdrawn_at=None).order_by("pk"):
        items.take_back(actor, item, why)


def hands_of(appeal_: Appeal) -> set[int]:
    """Accounts of all who had a hand in what is appealed against."""
    subject, row = appeal_.subject, appeal_.subject.round
    raters = Score.objects.filter(subject=subject).values_list("by_id", flat=True)
    entries = Result.objects.filter(subject=subject, current=True).values_list("entries", flat=True).first() or []
    bookers = Item.unscoped.filter(pk__in=entries).values_list("by_id", flat=True)
    found = {*raters, *bookers, row.closed_by_id, row.published_by_id, appeal_.by_id}
    return {one for one in found if one is not None}


@transaction.atomic
def correct_mark(actor: Actor, *, subject: Subject, values: Mapping[str, Any], why: str) -> Result:
    """Put marks in the place of what was rated, in a round that is counted: a slip of the pen, a page that was misread. The earlier marks and
    the earlier result stay.

    Raises RuleBroken: scorecards.not_yours, .not_closed, .not_rated_here, .bad_mark, .words_needed.
    """
    _base.allow(actor, RUN, subject.round.area.path)
    return _rule(actor, subject, values, _base.said(why, 300))


def _rule(actor: Actor, subject: Subject, values: Mapping[str, Any], why: str) -> Result:
    row = _base.lock_round(subject.round)
    if not _base.has_results(row):
        raise RuleBroken("scorecards.not_closed")
    card = selectors.card_of(row)
    before = {one.criterion: one for one in Score.objects.filter(subject=subject, seat=None, superseded_by=None)}
    for code, said in values.items():
        criterion = card.used().get(code)
        if criterion is None or criterion.kind not in RATED:
            raise RuleBroken("scorecards.not_rated_here")
        try:
            value = rules.ruling_of(criterion, said)
        except ValueError:
            raise RuleBroken(
                "scorecards.bad_mark", name=subject.name, criterion=criterion.label, most=str(criterion.full)
            ) from None
        Score.objects.create(
            subject=subject, seat=None, criterion=code, value=value, words=why[:300], by=actor.label[:120],
            by_id=actor.account_id, at=clock.now(), supersedes=before.get(code),
        )  # fmt: skip
        _base.tell(actor, events.ResultCorrected(criterion.label, why[:300]), subject, subject.county_id)
    return recount_subject(actor, subject=subject, why=why[:300])


def _published(subject: Subject) -> Round:
    row = Round.unscoped.select_related("county").get(pk=subject.round_id)
    if row.state != State.PUBLISHED:
        raise RuleBroken("scorecards.not_published")
    return row
