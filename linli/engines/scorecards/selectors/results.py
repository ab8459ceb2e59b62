"""One result with its formula, what was said to it, and the rounds before; and what strangers may read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import F
from django.http import Http404

from linli.engines.scorecards import rules
from linli.engines.scorecards.kinds import BOOKED, RATED, Kind
from linli.engines.scorecards.method import Band, Card, Criterion
from linli.engines.scorecards.models import Appeal, Item, Reply, Result, Round, Subject
from linli.engines.scorecards.selectors.cards import card_of
from linli.engines.scorecards.selectors.rounds import SubjectRow, may_read, subject_row, subject_rows
from linli.engines.scorecards.selectors.words import period_name
from linli.engines.scorecards.states import ANSWER, DECIDE, KINDS, RULINGS, RUN, Ruling, State
from linli.foundation.audit import selectors as audit
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.scoping import paged
from linli.kernel.standings import Standing

_PER_PAGE = 50
_STRIP = 8


@dataclass(frozen=True, slots=True)
class Mean:
    """What a group gave on average: the mark, and the share of the group."""

    group: str
    mark: Decimal | None
    share: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of the formula; `points` is what it brought, None where nothing is known; `ruled`: a correction stands for all marks."""

    code: str
    criterion: Criterion
    kind: str
    percent: Decimal | None
    points: Decimal | None
    means: tuple[Mean, ...]
    entries: int
    capped: bool
    booked: bool
    ruled: bool


@dataclass(frozen=True, slots=True)
class Stripe:
    """A round of the same subject in the strip."""

    subject_id: int
    period: str
    shown: Decimal | None
    band: Band | None
    is_this: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One subject's round."""

    row: SubjectRow
    round: Round
    card: Card
    period: str
    lines: tuple[Line, ...]
    entries: list[Item]
    runs: tuple[tuple[str, int], ...]
    strip: tuple[Stripe, ...]
    earlier: list[Result]
    reply: Reply | None
    appeal: Appeal | None
    ruling: Standing | None
    is_late: bool
    appeal_until: Any
    history: list[Any]
    may_answer: bool
    may_appeal: bool
    may_correct: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal in the list."""

    appeal: Appeal
    period: str
    standing: Standing
    is_late: bool


def subject_for(actor: Actor, pk: int, to: str | None = None) -> Subject:
    """A subject whose result may be read: Http404 when hidden, PermissionDenied when it may be read but not `to`."""
    row: Subject | None = (
        Subject.scoped.visible_to(actor).filter(pk=pk).select_related("round__area", "round__county", "area").first()
    )
    if row is None or not may_read(actor, row.round):
        raise Http404
    if to and not Subject.scoped.visible_to(actor, to).filter(pk=pk).exists():
        raise PermissionDenied
    return row


def result_page(actor: Actor, subject: Subject) -> ResultPage:
    """A subject that was fetched in scope: the formula with its parts, replies, appeal, and the rounds before."""
    row = subject.round
    results = list(Result.objects.filter(subject=subject))
    current = next(one for one in results if one.current)
    appeal = Appeal.objects.filter(subject=subject).first()
    is_public = row.state == State.PUBLISHED
    answers = is_public and Subject.scoped.visible_to(actor, ANSWER).filter(pk=subject.pk).exists()
    decides = appeal is not None and appeal.state == Ruling.WAITING and actor.reaches(DECIDE, subject.area.path)
    return _page(
        subject, current, earlier=[one for one in results if not one.current], appeal=appeal,
        history=audit.timeline(subject), may_answer=answers,
        may_appeal=answers and appeal is None and clock.today() <= (_appeal_until(row) or clock.today()),
        may_correct=actor.reaches(RUN, row.area.path), may_decide=decides,
    )  # fmt: skip


def _page(subject: Subject, current: Result, **more: Any) -> ResultPage:
    row, card = subject.round, card_of(subject.round)
    appeal: Appeal | None = more["appeal"]
    return ResultPage(
        row=subject_row(card, subject, current), round=row, card=card, period=period_name(card, row),
        lines=tuple(_line(card, part) for part in current.parts),
        entries=list(Item.unscoped.filter(pk__in=current.entries)) if current.entries else [],
        runs=tuple((one.label, current.runs[one.code]) for one in card.runs if one.code in current.runs),
        strip=_strip(subject), reply=Reply.objects.filter(subject=subject).first(),
        ruling=RULINGS[Ruling(appeal.state)] if appeal else None,
        is_late=appeal is not None and is_late(appeal), appeal_until=_appeal_until(row), **more,
    )  # fmt: skip


def _appeal_until(row: Round) -> Any:
    if row.published_at is None:
        return None
    return rules.last_day(row.published_at.astimezone(clock.ZONE).date(), card_of(row).appeals.within + 1)


def _line(card: Card, part: dict[str, Any]) -> Line:
    criterion = card.criteria[part["code"]]
    share = None if part["share"] is None else Fraction(part["share"]) * rules.FULL
    means = tuple(
        Mean(raters.label, rules.shown(Fraction(part["groups"][group])), raters.share)
        for group, raters in card.raters.items()
        if group in part["groups"]
    )
    points = None if part["points"] is None else rules.shown(Fraction(part["points"]))
    return Line(
        part["code"], criterion, KINDS[Kind(criterion.kind)], rules.shown(share), points, means, part["entries"],
        part["capped"], criterion.kind in BOOKED, share is not None and criterion.kind in RATED and not means,
    )  # fmt: skip


def _strip(subject: Subject) -> tuple[Stripe, ...]:
    """The last rounds of the same subject that are published, and this one; oldest first."""
    same = Result.objects.filter(
        current=True, subject__round__county=subject.county_id, subject__round__card=subject.round.card,
        subject__key=subject.key, subject__round__ends__lte=subject.round.ends,
    )  # fmt: skip
    found = same.exclude(subject__round__state=State.OPEN).select_related("subject__round")
    rows = list(found.order_by("-subject__round__ends", "-subject__round")[:_STRIP])
    shown = [one for one in rows if one.subject_id == subject.pk or one.subject.round.state == State.PUBLISHED]
    return tuple(_stripe(one, subject) for one in reversed(shown))


def _stripe(one: Result, subject: Subject) -> Stripe:
    row = one.subject.round
    card = card_of(row)
    return Stripe(one.subject_id, period_name(card, row), one.shown, card.band(one.band), one.subject_id == subject.pk)


def appeals_page(actor: Actor, number: str | None, *, late: bool = False) -> tuple[Page, int]:
    """Appeals on the actor's ground, what is due first (`late`: those alone that should have been decided), and how many are late."""
    seen = Subject.scoped.visible_to(actor).values("pk")
    rows = Appeal.objects.filter(subject__in=seen).select_related("subject__round")
    overdue = rows.filter(state=Ruling.WAITING, due_on__lt=clock.today())
    ordered = (overdue if late else rows).order_by(F("decided_at").desc(nulls_first=True), "due_on", "id")
    found: Page = paged(ordered, number)
    found.object_list = [_appeal(one) for one in found.object_list]
    return found, overdue.count()


def _appeal(one: Appeal) -> AppealRow:
    row = one.subject.round
    return AppealRow(one, period_name(card_of(row), row), RULINGS[Ruling(one.state)], is_late(one))


def is_late(one: Appeal) -> bool:
    """Whether an appeal should have been decided by now; it stays open until somebody does."""
    return one.state == Ruling.WAITING and one.due_on < clock.today()


def appeal_for(actor: Actor, pk: int, to: str = DECIDE) -> Appeal:
    """One appeal: Http404 when hidden, PermissionDenied when it may be read but not decided."""
    row = Appeal.objects.filter(pk=pk).select_related("subject").first()
    if row is None:
        raise Http404
    row.subject = subject_for(actor, row.subject_id)
    if not actor.reaches(to, row.subject.area.path):
        raise PermissionDenied
    return row


def rulable(subject: Subject) -> dict[str, Criterion]:
    """Criteria whose mark may be put right."""
    return card_of(subject.round).rated()


def counted_items(subject: Subject) -> list[Item]:
    """Entries that count in the current result."""
    entries = Result.objects.filter(subject=subject, current=True).values_list("entries", flat=True).first()
    return list(Item.unscoped.filter(pk__in=entries or []))


# ── For everybody ────────────────────────────────────────────────────────────────────────────────


def public_rounds(slug: str) -> tuple[Any, list[tuple[Round, str]]]:
    """A county and its newest published rounds that everybody may read, with their periods."""
    county = territory.county_by_slug(slug)
    rows = Round.unscoped.filter(county=county, state=State.PUBLISHED, public=True)[:_PER_PAGE]
    return county, [(one, period_name(card_of(one), one)) for one in rows]


def public_round(pk: int, number: str | None) -> tuple[Round, Card, str, Page]:
    """A published round that everybody may read, with its subjects; Http404 for any other."""
    row: Round | None = (
        Round.unscoped.filter(pk=pk, state=State.PUBLISHED, public=True).select_related("county").first()
    )
    if row is None:
        raise Http404
    card = card_of(row)
    found = paged(Subject.unscoped.filter(round=row).order_by("name", "id"), number)
    found.object_list = subject_rows(card, list(found.object_list), reads=True)
    return row, card, period_name(card, row), found


def public_result(pk: int) -> ResultPage:
    """A result that everybody may read: the formula, the newest reply beside it, no history and no names of raters. Http404 for any other."""
    open_to_all = Subject.unscoped.filter(pk=pk, round__state=State.PUBLISHED, round__public=True)
    subject: Subject | None = open_to_all.select_related("round__county").first()
    if subject is None:
        raise Http404
    return _page(
        subject, Result.objects.get(subject=subject, current=True), earlier=[], history=[],
        appeal=Appeal.objects.filter(subject=subject).first(), may_answer=False, may_appeal=False, may_correct=False,
        may_decide=False,
    )  # fmt: skip
