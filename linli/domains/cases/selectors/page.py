"""The case page for staff: the line travelled, every clock, whistles, reporters behind stars, what was here before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from linli.domains.cases import rules as decide
from linli.domains.cases.method import CaseRules, DirectLine, LegalRoute
from linli.domains.cases.models import Attachment, AttachmentKind, Case, Deadline, Reporter
from linli.domains.cases.selectors import shapes
from linli.domains.cases.selectors.approvals import approvals_of
from linli.domains.cases.selectors.case import verbs_for
from linli.domains.cases.selectors.whistles import WhistleView, whistles_of
from linli.domains.cases.states import STATE_LABELS
from linli.foundation.audit import selectors as history
from linli.foundation.methods import selectors as methods
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, policy
from linli.kernel.actor import Actor
from linli.kernel.statements import Kept, KeptBy, hole
from linli.kernel.words import N_

#: How far back "the same place" is looked at.
BEFORE = timedelta(days=365)
MOST_BEFORE = 5

PHOTO_WORDS = {
    AttachmentKind.BEFORE: N_("Before"),
    AttachmentKind.DURING: N_("On site"),
    AttachmentKind.AFTER: N_("After"),
}


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as it is shown."""

    id: int
    url: str
    alt: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReporterView:
    """A reporter behind stars; the number is shown by `reveal_contact` alone. `kind`: whom they speak as, sure once a desk says so."""

    id: int
    called: str
    phone_masked: str
    is_first: bool
    source: str
    joined_at: datetime
    kind: str
    kind_label: str
    kind_is_sure: bool


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier case at the same place."""

    ref: str
    title: str
    badge: shapes.Badge
    opened_at: datetime
    took: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything that the case page shows. `may` are the verbs open to the reader; `legal_hint` a route that the words hint at;
    `version` grows with each line of its history.
    """

    id: int
    ref: str
    title: str
    text: str
    badge: shapes.Badge
    state: str
    state_label: str
    mark: str
    due_at: datetime | None
    due_mark: str
    tier: str
    tier_code: str
    category: str
    category_key: str
    source: str
    urgency: str
    place: str
    area_id: int
    lat: float | None
    lng: float | None
    who: str
    handler_id: int | None
    handler_org_id: int | None
    opened_at: datetime
    ended_at: datetime | None
    supervised: bool
    reopened: int
    stars: int | None
    duplicate_of: str
    earlier_number: str
    route: list[shapes.Station]
    clocks: list[shapes.Clock]
    timeline: list[shapes.Entry]
    whistles: list[WhistleView]
    whistle: WhistleView | None
    approvals: list[Any]
    reporters: list[ReporterView]
    direct_line: DirectLine | None
    photos: list[Photo]
    before: list[Before]
    duplicates: list[Case]
    legal_hint: LegalRoute | None
    may: frozenset[str]
    version: int

    @property
    def speaks_as(self) -> list[str]:
        """Whom reporters speak as, by name, each once: what a desk has confirmed."""
        return list(dict.fromkeys(one.kind_label for one in self.reporters if one.kind and one.kind_is_sure))

    @property
    def has_phone(self) -> bool:
        """Whether a reporter left a number."""
        return bool(self.phone_masked)

    @property
    def phone_masked(self) -> str:
        """The first reporter's number behind stars; "" where nobody left one."""
        return next((one.phone_masked for one in self.reporters if one.phone_masked), "")


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """Somebody a case can be given to: `value` is "p:<staff card>" or "o:<organization>"."""

    value: str
    label: str
    group: str


def case_page(actor: Actor, case: Case) -> CasePage:
    """All of a case for somebody who may see it (fetched by `case_for`); at most 12 statements with that one."""
    rules = methods.rules_for(case.release_id).cases
    lines = history.timeline(case)
    deadlines = _CLOCKS.rows(case=case.pk)
    whistles = whistles_of(actor, case)
    badge, around = shapes.badge_of(case), _around(actor, case)
    return CasePage(
        **_facts(case, rules),
        badge=badge,
        mark=shapes.mark_of(case),
        due_mark=badge.kind if badge.kind in ("late", "soon") else "plain",
        place=_place(case),
        who=_who(case),
        route=shapes.stations_of(case, lines),
        clocks=shapes.clocks_of(case, deadlines, rules),
        timeline=shapes.entries_of(lines),
        whistles=whistles,
        whistle=next((one for one in whistles if one.ended_at is None), None),
        approvals=approvals_of(actor, case),
        reporters=reporters_of(case, rules),
        direct_line=rules.direct_line,
        photos=[_photo(one, reverse("cases:photo", args=[one.pk])) for one in _PICTURES.rows(case=case.pk)],
        before=[_earlier(one) for one in around if one.duplicate_of_id != case.pk][:MOST_BEFORE],
        duplicates=[one for one in around if one.duplicate_of_id == case.pk],
        legal_hint=decide.legal_route(rules, f"{case.title} {case.text}") if case.is_open else None,
        may=verbs_for(actor, case),
        version=lines[0].id if lines else 0,
    )


def reporters_of(case: Case, rules: CaseRules) -> list[ReporterView]:
    """Those who reported it, joined it, or reported what was joined to it: all read the same lines."""
    line = rules.direct_line
    return [
        ReporterView(
            row.pk, row.called, row.phone_masked, row.is_first, row.source, row.joined_at, row.kind,
            line.label_of(row.kind) if line and row.kind else row.kind, row.kind_confirmed_at is not None,
        )
        for row in _REPORTERS.rows(case=case.pk)
    ]  # fmt: skip


def reporter_of(case: Case, pk: int) -> Reporter:
    """One of those who reported it, joined it, or reported what was joined to it; Http404 for anybody else."""
    cases = Case.unscoped.filter(Q(pk=case.pk) | Q(duplicate_of=case)).values("pk")
    found = Reporter.objects.filter(pk=pk, case__in=cases).first()
    if found is None:
        raise Http404
    return found


def dispatch_targets(actor: Actor, case: Case) -> list[TargetChoice]:
    """Who may be given the case: people whose posts handle cases here or above, then organizations that serve the place.

    Grid posts are left out where the duty list forbids them; `services.dispatch_case` checks again.
    """
    rules = methods.rules_for(case.release_id)
    duty = organizations.duty_for(case.county, case.category.key)
    kinds = [code for code, post in rules.organizations.posts.items() if _handles(post.role) and post.area]
    if decide.grid_refuses(duty):
        kinds = [code for code in kinds if not decide.is_grid_post(rules, code)]
    found = {one.card_id: one for one in reversed(people.holders_up(kinds, case.area))}
    persons = [_target(one, rules) for one in found.values() if one.card_id != case.handler_id]
    units = [one for one in organizations.callable_for(case.area) if one.pk != case.handler_org_id]
    return [*persons, *(TargetChoice(f"o:{one.pk}", one.label, gettext("Departments and units")) for one in units)]


def target_of(value: str) -> dict[str, int]:
    """The words of a choice as the keywords of `dispatch_case`; {} for a value that is none."""
    kind, _, number = value.partition(":")
    if kind not in ("p", "o") or not (number.isascii() and number.isdigit() and len(number) < 18):
        return {}
    return {"to_person" if kind == "p" else "to_org": int(number)}


def _handles(role: str) -> bool:
    return "cases.handle" in policy.role(role).permissions


def _target(one: people.Present, rules: Any) -> TargetChoice:
    post = rules.organizations.posts[one.holder.kind].label
    return TargetChoice(f"p:{one.card_id}", f"{one.name}（{post}）", gettext("People"))


def _facts(case: Case, rules: CaseRules) -> dict[str, Any]:
    source = rules.sources.get(case.source)  # type: ignore[call-overload]  # an old case may have a source that is gone
    return {
        "id": case.pk, "ref": case.ref, "title": case.title, "text": case.text, "state": case.state,
        "state_label": gettext(STATE_LABELS[case.at]), "due_at": case.due_at, "tier": rules.tiers[case.tier_no].label,
        "tier_code": case.tier, "category": case.category.name, "category_key": case.category.key,
        "source": source.label if source else case.source, "urgency": case.urgency, "area_id": case.area_id,
        "lat": case.lat, "lng": case.lng, "handler_id": case.handler_id, "handler_org_id": case.handler_org_id,
        "opened_at": case.opened_at, "ended_at": case.ended_at, "supervised": case.supervised,
        "reopened": case.reopened, "stars": case.stars,
        "duplicate_of": case.duplicate_of.ref if case.duplicate_of else "", "earlier_number": _earlier_number(case),
    }  # fmt: skip


def _earlier_number(case: Case) -> str:
    """What an earlier system called it; "" for a case of our own, and for one that had no number."""
    origin = getattr(case, "origin", None)
    return origin.number if origin is not None and origin.is_numbered else ""


def _place(case: Case) -> str:
    """Names from the street down to the area, then the reporter's own words."""
    names: list[str] = []
    area: Any = case.area
    while area is not None and area.depth > 0:
        names.append(territory.building_name(area) if area.kind == "building" else area.name)
        area = area.parent if area.depth > 1 else None  # the county isn't said: no statement for it
    line = "".join(reversed(names)) or case.area.name
    return line if case.place_words in line else f"{line} {case.place_words}"


def _who(case: Case) -> str:
    if case.handler is not None:
        return str(case.handler.name)
    return case.handler_org.label if case.handler_org else ""


def _photo(one: Attachment, url: str) -> Photo:
    return Photo(one.pk, url, gettext(PHOTO_WORDS[AttachmentKind(one.kind)]), one.kind, one.added_at)


def _around(actor: Actor, case: Case) -> list[Case]:
    """In one statement: what was joined to the case, and cases of the same place and kind within a year before it."""
    return _AROUND(actor).rows(
        case=case.pk, area=case.area_id, category=case.category_id, opened_at=case.opened_at, since=clock.now() - BEFORE
    )


def _same_or_joined(actor: Actor) -> Any:
    same = Q(area_id=hole("area"), category_id=hole("category"), opened_at__lt=hole("opened_at"))
    same &= Q(opened_at__gte=hole("since"))
    rows = Case.scoped.visible_to(actor).filter(same | Q(duplicate_of_id=hole("case"))).exclude(pk=hole("case"))
    return rows.only(*_OF_BEFORE).order_by("-opened_at", "-id")[: 10 * MOST_BEFORE]


_AROUND = KeptBy(_same_or_joined)
_CLOCKS = Kept(
    lambda: Deadline.objects.filter(case_id=hole("case")).select_related("call__organization").order_by("pk")
)
_PICTURES = Kept(lambda: Attachment.objects.filter(case_id=hole("case")))


def _who_reported() -> Any:
    cases = Case.unscoped.filter(Q(pk=hole("case")) | Q(duplicate_of_id=hole("case"))).order_by().values("pk")
    return Reporter.objects.filter(case__in=cases).order_by("joined_at", "id")[:200]


_REPORTERS = Kept(_who_reported)


#: What a row about another case shows.
_OF_BEFORE = ("ref", "title", "state", "due_at", "opened_at", "ended_at", "duplicate_of")


def _earlier(row: Case) -> Before:
    took = shapes.span_words(row.ended_at - row.opened_at) if row.ended_at else ""
    return Before(row.ref, row.title, shapes.badge_of(row), row.opened_at, took)
