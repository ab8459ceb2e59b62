"""Taking reports in: a case with its number, its first clocks and, where somebody is there, its handler at once.

The hot path: at most 11 statements (a test counts them), so the case is planned in memory and written once.
"""

from __future__ import annotations

import math
import re
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction

from linli.domains.cases import events
from linli.domains.cases import rules as decide
from linli.domains.cases.models import AttachmentKind, Case, Category, Deadline, Reporter, Urgency, hash_of
from linli.domains.cases.selectors.pinned import calendar_of
from linli.domains.cases.services import clocks, moves, pictures, route, telling
from linli.domains.cases.services.texts import words_within
from linli.domains.cases.states import State
from linli.domains.notices import selectors as notices
from linli.foundation.methods import selectors as methods
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.lines import one_line
from linli.kernel.pictures import clean_all
from linli.kernel.scoping import keep_in_scope
from linli.kernel.writes import Computed, insert, together

if TYPE_CHECKING:
    from linli.foundation.methods.loader import Rules
    from linli.foundation.territory.models import Area

#: Ways in that staff use; a picture may stand for the words there.
STAFF_SOURCES = frozenset({"field", "patrol", "console", "hotline"})

_PHONE = re.compile(r"^\+?[0-9]{5,15}$")


@dataclass(frozen=True, slots=True)
class Report:
    """What came in. `area` is the narrowest area known, `lat`/`lng` WGS 84; `photos` are the sent bytes, not yet cleaned.

    `request_kind` is what the sender says it is ("" leaves it to the category); `for_desk` leaves it to the office whoever the
    method would name, since somebody must look at it first. `reporter_kind` is whom the reporter speaks as (X40).
    """

    county: Area
    area: Area
    category: Category
    text: str = ""
    title: str = ""
    source: str = "portal"
    urgency: str = Urgency.NORMAL
    place_words: str = ""
    lat: float | None = None
    lng: float | None = None
    contact_name: str = ""
    contact_phone: str = ""
    called: str = ""
    photos: tuple[bytes, ...] = ()
    found_by_staff: bool = False
    request_kind: str = ""
    for_desk: bool = False
    reporter_kind: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The new case, and the secret of the reporter's link with its reporter ("" and None when staff found it and nobody is to be
    asked).
    """

    case: Case
    token: str
    reporter: Reporter | None = None


def open_case(actor: Actor, *, report: Report, rules: Rules | None = None) -> Opened:
    """File a report and give it to whoever the county's method names, in one transaction.

    Anybody may report from the portal; staff need `cases.open` where it lies. Raises `cases.text_too_short/_too_long`,
    `cases.bad_phone`, `cases.bad_place`, `cases.source_off`, `cases.category_gone`, `cases.other_county`,
    `cases.unknown_reporter_kind`, and what `kernel.pictures.clean` refuses. `rules` are the county's, where the caller has them at
    hand.
    """
    rules = rules or methods.current_rules(report.county.method_slug)
    release_id = cast("int", rules.release_id)
    report = checked(report, rules.cases)
    _allow(actor, report)
    photos = clean_all(report.photos, rules.cases.limits)
    target = _target(rules, report)
    with transaction.atomic(savepoint=target.call is not None):  # once filed, only a whistle may still be refused
        opened = _file(actor, report, release_id, rules, target)
        pictures.attach(opened.case, photos, kind=AttachmentKind.BEFORE, by=actor.label)
        if target.call is not None:
            _call_department(opened.case, target)
    return opened


def _target(rules: Any, report: Report) -> route.Target:
    if report.for_desk:
        return route.desk_target(rules, report.area)
    return route.find_target(rules, county=report.county, area=report.area, category=report.category)


def checked(report: Report, rules: Any) -> Report:
    """The report with its words cleaned and its facts checked; raises `RuleBroken` for what can't be taken."""
    if report.area.county_id != report.county.pk:
        raise RuleBroken("cases.other_county")
    if report.category.retired:
        raise RuleBroken("cases.category_gone", name=report.category.name)
    source = rules.sources.get(report.source)
    if source is None or not source.enabled:
        raise RuleBroken("cases.source_off")
    check_place(report.lat, report.lng)
    check_reporter_kind(rules, report.reporter_kind)
    least = 0 if report.source in STAFF_SOURCES and (report.photos or report.title) else rules.limits.text_min
    text = words_within(report.text, rules.limits, least=least)
    title = (one_line(report.title) or decide.title_from(text) or report.category.name)[:80]
    return replace(
        report, text=text, title=title, place_words=one_line(report.place_words, 120),
        contact_phone=phone_of(report.contact_phone), contact_name=one_line(report.contact_name, 40),
        called=one_line(report.called, 20),
    )  # fmt: skip


def phone_of(text: str) -> str:
    """A phone number without spaces and dashes; "" where none is given."""
    number = re.sub(r"[\s\-()（）]", "", text)
    if number and not _PHONE.match(number):
        raise RuleBroken("cases.bad_phone")
    return number


def check_reporter_kind(rules: Any, kind: str) -> None:
    """One of the county's direct line, or none."""
    if kind and (rules.direct_line is None or kind not in rules.direct_line.kinds):
        raise RuleBroken("cases.unknown_reporter_kind")


def check_place(lat: float | None, lng: float | None) -> None:
    """Both or none, finite, on this planet."""
    if lat is None and lng is None:
        return
    if lat is None or lng is None or not (math.isfinite(lat) and math.isfinite(lng)):
        raise RuleBroken("cases.bad_place")
    if abs(lat) > 90 or abs(lng) > 180:
        raise RuleBroken("cases.bad_place")


@transaction.atomic
def join_case(
    actor: Actor,
    *,
    case: Case,
    contact_name: str = "",
    contact_phone: str = "",
    called: str = "",
    source: str = "portal",
) -> str:
    """Become a follower of an open case ("me too"); returns the secret of the follower's own link.

    Raises `cases.joins_ended` when the case has ended meanwhile.
    """
    case = moves.locked(case)
    if not case.is_open:
        raise RuleBroken("cases.joins_ended", ref=case.ref)
    token, _ = add_reporter(
        case, contact_name, phone_of(contact_phone), one_line(called), source=source, is_first=False
    )
    moves.record(actor, case, events.CaseJoined(source=source))
    return token


def add_reporter(
    case: Case,
    name: str,
    phone: str,
    called: str,
    *,
    source: str,
    is_first: bool,
    kind: str = "",
    is_sure: bool = False,
) -> tuple[str, Reporter]:
    """Write a reporter with sealed contact; returns the secret of the link, which is kept nowhere, and the row. `is_sure`: a desk
    says whom they speak as.
    """
    token = secrets.token_urlsafe(18)
    reporter = Reporter(
        case=case, token_hash=hash_of(token), source=source, is_first=is_first, joined_at=clock.now(), called=called,
        name_sealed=crypto.seal(name, purpose="name"), phone_sealed=crypto.seal(phone, purpose="phone"),
        phone_index=crypto.blind_index(phone, purpose="phone"), phone_masked=crypto.mask_phone(phone) if phone else "",
        untold=bool(phone) and notices.any_way(), kind=kind, kind_confirmed_at=clock.now() if kind and is_sure else None,
    )  # fmt: skip
    insert([reporter])
    return token, reporter


def _allow(actor: Actor, report: Report) -> None:
    if actor.is_anonymous and report.source == "portal":
        return
    if not actor.reaches("cases.open", report.area.path):
        raise RuleBroken("cases.not_yours")


def _file(actor: Actor, report: Report, release_id: int, rules: Any, target: route.Target) -> Opened:
    case = _planned(report, release_id, rules, target)
    clocks_planned = _clocks(case, rules.cases, report)
    case.due_at = min(deadline.due_at for deadline in clocks_planned)
    insert([case], computed={"ref": _next_ref(rules.county.ref_prefix)})
    with together():
        insert(clocks_planned)
        token, reporter = _reporter(actor, case, report)
        sent = [events.CaseDispatched(to=target.label, tier=target.tier.label)] if target.is_somebody else []
        moves.record(actor, case, events.CaseOpened(source=report.source), *sent)
        if target.is_somebody:
            telling.tell_handler(case, route.NEW_FOR_YOU, key="opened")
        if not actor.is_anonymous:
            keep_in_scope(actor, case)
    return Opened(case, token, reporter)


def _planned(report: Report, release_id: int, rules: Any, target: route.Target) -> Case:
    now = clock.now()
    return Case(
        title=report.title, text=report.text, category=report.category,
        county=report.county, area=report.area, source=report.source, urgency=report.urgency,
        request_kind=report.request_kind or report.category.request_kind, place_words=report.place_words, lat=report.lat, lng=report.lng,
        release_id=release_id, state=State.ASSIGNED if target.is_somebody else State.RECEIVED,
        found_by_staff=report.found_by_staff, opened_at=now, state_since=now, **route.hands(rules.cases, target),
    )  # fmt: skip


def _clocks(case: Case, rules: Any, report: Report) -> list[Deadline]:
    calendar = calendar_of(case)
    filed = clocks.filing_plans(case, rules, calendar, report.category.key, reachable=bool(report.contact_phone))
    if case.at is State.RECEIVED:
        return [*filed, clocks.sign_plan(case, rules, calendar)]
    return [*filed, *clocks.tier_plans(case, rules, calendar)]


def _reporter(actor: Actor, case: Case, report: Report) -> tuple[str, Reporter | None]:
    """The first reporter's link; none where staff found it and nobody left a number. Whom a reporter speaks as is sure where a
    desk takes it, which knows the people who call; anybody else's word is a claim.
    """
    if report.found_by_staff and not report.contact_phone:
        return "", None
    name, phone, called, kind = report.contact_name, report.contact_phone, report.called, report.reporter_kind
    is_sure = bool(kind) and actor.reaches("cases.dispatch", report.area.path)
    return add_reporter(case, name, phone, called, source=report.source, is_first=True, kind=kind, is_sure=is_sure)


def _next_ref(prefix: str) -> Computed:
    """The number that people say on the phone: prefix, day, and a running number (four digits or more) that never repeats.
    The insert itself counts on.
    """
    number = (
        "lpad(number, greatest(4, length(number)), '0') FROM (SELECT nextval('cases_ref')::text AS number) AS counted"
    )
    return f"SELECT {{}} || {number}", [f"{prefix}-{clock.today():%y%m%d}-"]


def _call_department(case: Case, target: route.Target) -> None:
    """Blow the whistle for the department whose job it is (`departments_by = "whistle"`), where somebody holds the case."""
    # Whistles build on routing; a route that begins with a whistle is the one way back.
    from linli.domains.cases.services import whistles

    duty = target.call
    if target.is_somebody and duty is not None:
        whistles.blow_whistle(Actor.system(), case=case, organizations=[(duty.lead, True)], reason=duty.basis)
        case.refresh_from_db()
