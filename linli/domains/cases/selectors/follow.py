"""A reporter's own page, by the secret link: four stations, plain words, no personal data of anyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from linli.domains.cases import rules as decide
from linli.domains.cases.method import CaseRules, LegalRoute
from linli.domains.cases.models import (
    LIVE,
    Attachment,
    AttachmentKind,
    Case,
    ClockKind,
    ClockState,
    Deadline,
    Reporter,
    hash_of,
)
from linli.domains.cases.selectors import shapes
from linli.domains.cases.selectors.page import PHOTO_WORDS, Photo
from linli.domains.cases.selectors.pinned import calendar_of
from linli.domains.cases.selectors.where import place_line, with_place
from linli.domains.cases.states import STATION_LABELS, State, Station
from linli.domains.notices import selectors as notices
from linli.foundation.audit import selectors as history
from linli.foundation.audit.selectors import Line
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.kernel import clock
from linli.kernel.events import Audience
from linli.kernel.statements import Kept, hole

if TYPE_CHECKING:
    from linli.foundation.territory.models import Area

_LINE = (Station.RECEIVED, Station.WORKING, Station.ASKING, Station.SOLVED)


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four stations. `state`: done, now, next or solved; `note` a time in words."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at this reporter's number: who, when, why."""

    who: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Follow:
    """What a reporter reads. `ref` is their own number, `main_ref` the one that is worked on when theirs was joined to it."""

    ref: str
    main_ref: str
    title: str
    text: str
    place: str
    opened_at: datetime
    state: str
    steps: list[Step]
    asks_confirmation: bool
    confirm_until: datetime | None
    result: str
    question: str
    explanation: str
    legal: LegalRoute | None
    responsible: str
    promise_at: datetime | None
    promise_left: str
    promise_certain: bool
    timeline: list[shapes.Entry]
    looks: list[Look]
    has_contact: bool
    before: Photo | None
    after: Photo | None
    may_object: bool
    may_withdraw: bool
    may_say_unsolved: bool
    told: list[notices.Told]


def reporter_for(token: str) -> Reporter | None:
    """The reporter behind a secret link; None for a link that never was."""
    if not 10 <= len(token) <= 100:
        return None
    found: Reporter | None = _BY_LINK.first(hash=hash_of(token))
    return found


def waiting_reporter(case: Case) -> Reporter | None:
    """Whoever reported the case, while an answer is waited for (there, or in the case that it was joined to); else None."""
    if (case.duplicate_of or case).at is not State.WAITING:
        return None
    rows = Reporter.objects.filter(case=case).select_related("case__county", "case__duplicate_of")
    found: Reporter | None = rows.order_by("-is_first", "pk").first()
    return found


def _linked() -> QuerySet[Reporter]:
    rows = Reporter.objects.filter(token_hash=hole("hash")).select_related("case__county", "case__duplicate_of")
    return with_place(rows, "case__area").defer("case__county__boundary")


_BY_LINK = Kept(_linked)


def follow_page(reporter: Reporter, *, token: str = "") -> Follow:
    """The page of one reporter; `token` makes the addresses of its pictures."""
    own = reporter.case
    case = _worked(own)
    rules = methods.rules_for(case.release_id).cases
    lines = history.timeline(case, (Audience.PUBLIC,))
    live = {
        one.kind: one for one in Deadline.objects.filter(case=case, kind__in=(ClockKind.PROMISE, ClockKind.CONFIRM))
    }
    promise, confirm = live.get(ClockKind.PROMISE), live.get(ClockKind.CONFIRM)
    way = territory.lineage(case.area)
    before, after = _pair(case, own, token)
    return Follow(
        ref=own.ref, main_ref=case.ref if case.pk != own.pk else "", title=own.title, text=own.text,
        place=place_line(own.area, own.place_words), opened_at=own.opened_at, state=case.state, steps=_steps(case, lines),
        asks_confirmation=case.at is State.ASKING, confirm_until=confirm.due_at if confirm else None,
        result=_word(lines, "cases.resolved", "words") if case.resolved_at else "",
        question=_word(lines, "cases.asked", "question") if case.at is State.WAITING else "",
        explanation=_word(lines, "cases.explained", "reason") if case.at is State.EXPLAINED else "",
        legal=decide.legal_route_named(rules, case.legal_route) if case.at is State.REDIRECTED else None,
        responsible=_responsible(case, way) if case.is_open else "",
        promise_at=promise.due_at if promise and case.is_open else None, promise_left=_left(promise, case),
        promise_certain=promise.certain if promise else True,
        timeline=shapes.public_entries(lines, _community(way)), looks=_looks(reporter),
        has_contact=bool(reporter.phone_masked), before=before, after=after,
        may_object=case.at is State.EXPLAINED, may_withdraw=_may_withdraw(reporter, case, rules),
        may_say_unsolved=_may_still(case, rules), told=notices.told_to(Reporter._meta.label_lower, reporter.pk),
    )  # fmt: skip


def _worked(own: Case) -> Case:
    """The case that is worked on, with what the page needs."""
    rows = Case.unscoped.select_related("area", "county", "handler_org", "category")
    return rows.get(pk=own.duplicate_of_id or own.pk)


def _steps(case: Case, lines: Sequence[Line]) -> list[Step]:
    """Received → being worked on → your word → solved; another end takes the last place."""
    reached = {
        Station.RECEIVED: case.opened_at,
        Station.WORKING: _when(lines, "cases.accepted"),
        Station.ASKING: _when(lines, "cases.resident_asked"),
        Station.SOLVED: case.ended_at,
    }
    now = case.at.station
    line = _LINE if now is not Station.ENDED else (Station.RECEIVED, Station.WORKING, Station.ENDED)
    at = line.index(now)
    return [_step(station, place, at, reached.get(station) or case.ended_at) for place, station in enumerate(line)]


def _step(station: Station, place: int, at: int, when: datetime | None) -> Step:
    label = gettext(STATION_LABELS[station])
    if place > at:
        return Step(label, "next", gettext("You decide") if station is Station.SOLVED else "")
    state = "solved" if station is Station.SOLVED else "now" if place == at else "done"
    return Step(label, state, _day(when) if when else "")


def _day(at: datetime) -> str:
    local = at.astimezone(clock.ZONE)
    return f"{local.month}-{local.day} {local:%H:%M}"


def _when(lines: Sequence[Line], code: str) -> datetime | None:
    return next((line.at for line in lines if line.code == code), None)


def _word(lines: Sequence[Line], code: str, name: str) -> str:
    return next((str(line.data.get(name, "")) for line in lines if line.code == code), "")


def _responsible(case: Case, way: Sequence[Area]) -> str:
    return case.handler_org.label if case.handler_org else _community(way)


def _community(way: Sequence[Area]) -> str:
    """The community of the place, or the narrowest area above it that is known."""
    known = [area for area in way if RANK_OF[area.kind] in ("county", "township", "community")]
    return known[-1].label


def _left(promise: Deadline | None, case: Case) -> str:
    if promise is None or not case.is_open:
        return ""
    if promise.state == ClockState.PAUSED:
        return gettext("Waiting: the clock stands still")
    if promise.state not in LIVE:
        return ""
    span = promise.due_at - clock.now()
    words = gettext("{span} left") if span.total_seconds() > 0 else gettext("Late by {span}")
    return words.format(span=shapes.span_words(abs(span)))


def _looks(reporter: Reporter) -> list[Look]:
    lines = history.events_about(reporter.case, ["cases.contact_revealed"])
    if reporter.case.duplicate_of is not None:
        lines += history.events_about(reporter.case.duplicate_of, ["cases.contact_revealed"])
    own = [line for line in lines if line.data.get("reporter") == reporter.pk]
    return [Look(line.who, line.at, str(line.data.get("reason", ""))) for line in own]


def _pair(case: Case, own: Case, token: str) -> tuple[Photo | None, Photo | None]:
    """The reporter's own first picture and the last one of the finished work."""
    rows = list(Attachment.objects.filter(Q(case=case) | Q(case=own), public=True).order_by("id"))
    first = next((one for one in rows if one.kind == AttachmentKind.BEFORE and one.case_id == own.pk), None)
    last = next((one for one in reversed(rows) if one.kind == AttachmentKind.AFTER), None)
    return _photo(first, token), _photo(last if case.resolved_at else None, token)


def _photo(one: Attachment | None, token: str) -> Photo | None:
    if one is None or not token:
        return None
    url = reverse("cases:follow-photo", args=[token, one.pk])
    return Photo(one.pk, url, gettext(PHOTO_WORDS[AttachmentKind(one.kind)]), one.kind, one.added_at)


def _may_withdraw(reporter: Reporter, case: Case, rules: CaseRules) -> bool:
    if not reporter.is_first or reporter.case_id != case.pk or not case.is_open:
        return False
    return case.at not in (State.RESOLVED, State.ASKING) and case.reporters.count() == 1


def _may_still(case: Case, rules: CaseRules) -> bool:
    """Whether "not solved" still counts after the end."""
    if case.at not in (State.CONFIRMED, State.UNCONFIRMED) or case.ended_at is None:
        return False
    return clock.now() <= decide.due(calendar_of(case), case.ended_at, rules.closing.reopen_within).at
