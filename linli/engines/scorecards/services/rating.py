"""Raters give their marks: one subject or all of them in one sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from django.db import transaction

from linli.engines.scorecards import rules, selectors
from linli.engines.scorecards.method import Criterion
from linli.engines.scorecards.models import Assignment, Round, Score, Seat, Subject
from linli.engines.scorecards.services import evidence
from linli.engines.scorecards.services.evidence import Pictures, Shown
from linli.engines.scorecards.states import State
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rater says to one criterion: a number (None or "": nothing yet; "-": an abstention from a vote), and the evidence in words
    and pictures (as they were sent).
    """

    value: Any
    words: str = ""
    photos: Sequence[bytes] = ()


#: Subject's id → criterion → mark.
Marks = Mapping[int, Mapping[str, Mark]]
#: What is kept of a mark.
_Kept = tuple[Decimal | None, str]


def rate(actor: Actor, *, seat: Seat, marks: Marks, seen: int | None = None, token: str = "") -> int:
    """Keep marks for one or many subjects, all or none of them; returns how many were new or changed. What is the same as before is
    written once; what differs supersedes it. `seen` is the version of the seat that the rater looked at: where another window
    has sent something else since, nothing is kept. Whoever has no account shows the `token` of a link.

    Raises RuleBroken: scorecards.not_your_seat, .vacated, .round_closed, .too_late, .not_yours_to_rate, .unknown_criterion,
    .bad_mark, .half_rated, .evidence_needed, .changed_meanwhile, .nothing_sent, and as `kernel.pictures.clean_all`.
    """
    pictures = {
        (pk, code): evidence.cleaned(seat.round.county, mark.photos)
        for pk, said in marks.items()
        for code, mark in said.items()
        if mark.photos
    }
    with transaction.atomic():
        return _rated(actor, seat, marks, seen, token, pictures)


def _rated(actor: Actor, seat: Seat, marks: Marks, seen: int | None, token: str, pictures: Pictures) -> int:
    held = _held(actor, seat, token)
    criteria = selectors.card_of(held.round).rated_by(held.group)
    subjects = _own(held, marks)
    there = evidence.of_seat(held) if pictures or _asks_for_evidence(criteria) else {}
    wanted = {
        (pk, code): kept
        for pk, said in marks.items()
        for code, kept in _checked(subjects[pk], criteria, said, there).items()
    }
    if not wanted:
        raise RuleBroken("scorecards.nothing_sent")
    before = {(one.subject_id, one.criterion): one for one in Score.objects.filter(seat=held, superseded_by=None)}
    changed = {key: kept for key, kept in wanted.items() if _differs(before.get(key), kept)}
    shown = evidence.fresh(held, pictures, there)
    if (changed or shown) and seen is not None and seen != held.version:
        raise RuleBroken("scorecards.changed_meanwhile")
    Score.objects.bulk_create(_score(actor, held, key, kept, before.get(key)) for key, kept in changed.items())
    evidence.write(shown)
    if changed or shown:
        held.version, held.sent_at = held.version + 1, clock.now()
        held.save(update_fields=["version", "sent_at"])
    return len(changed.keys() | {(row.subject_id, row.criterion) for row in shown})


def _asks_for_evidence(criteria: Mapping[str, Criterion]) -> bool:
    return any(one.evidence == "needed" for one in criteria.values())


def _held(actor: Actor, seat: Seat, token: str) -> Seat:
    """The seat, locked before its round is looked at: a round that is being closed has all its seats, or waits for this one."""
    held = Seat.objects.select_for_update().get(pk=seat.pk)
    by_account = held.account_id is not None and held.account_id == actor.account_id
    if not by_account and not (held.link and compare_digest(held.link, rules.link_digest(token))):
        raise RuleBroken("scorecards.not_your_seat")
    if held.vacated_at is not None:
        raise RuleBroken("scorecards.vacated", why=held.vacated_why)
    held.round = Round.unscoped.select_related("county").get(pk=held.round_id)
    if held.round.state != State.OPEN:
        raise RuleBroken("scorecards.round_closed")
    if clock.today() > held.round.last_on:
        raise RuleBroken("scorecards.too_late", day=held.round.last_on.isoformat())
    return held


def _own(seat: Seat, marks: Marks) -> dict[int, Subject]:
    assigned = Assignment.objects.filter(seat=seat, subject__in=list(marks)).select_related("subject")
    found = {one.subject_id: one.subject for one in assigned}
    if set(marks) - set(found):
        raise RuleBroken("scorecards.not_yours_to_rate")
    return found


def _checked(
    subject: Subject, criteria: Mapping[str, Criterion], said: Mapping[str, Mark], there: Shown
) -> dict[str, _Kept]:
    """All criteria of one subject, or none of them: what is left open altogether isn't rated yet."""
    if set(said) - set(criteria):
        raise RuleBroken("scorecards.unknown_criterion")
    if all(_is_open(mark) for mark in said.values()):
        return {}
    return {
        code: _mark(subject, criterion, said.get(code, Mark(None)), bool(there.get((subject.pk, code))))
        for code, criterion in criteria.items()
    }


def _is_open(mark: Mark) -> bool:
    return mark.value in (None, "") and not mark.words.strip() and not mark.photos


def _mark(subject: Subject, criterion: Criterion, mark: Mark, has_pictures: bool) -> _Kept:
    told = {"name": subject.name, "criterion": criterion.label}
    if mark.value in (None, ""):
        raise RuleBroken("scorecards.half_rated", **told)
    try:
        value = rules.mark_of(criterion, mark.value)
    except ValueError:
        raise RuleBroken("scorecards.bad_mark", most=str(criterion.full), **told) from None
    words = one_line(mark.words, _LONGEST)
    if criterion.evidence == "needed" and not (words or mark.photos or has_pictures):
        raise RuleBroken("scorecards.evidence_needed", **told)
    return value, words


def _differs(before: Score | None, kept: _Kept) -> bool:
    return before is None or (before.value, before.words) != kept


def _score(actor: Actor, seat: Seat, key: tuple[int, str], kept: _Kept, before: Score | None) -> Score:
    return Score(
        subject_id=key[0], seat=seat, criterion=key[1], value=kept[0], words=kept[1], by=actor.label[:120] or seat.name,
        by_id=actor.account_id, at=clock.now(), supersedes=before,
    )  # fmt: skip
