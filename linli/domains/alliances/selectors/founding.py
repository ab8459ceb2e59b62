"""Alliances: the list, one of them with members and chair, trades and who answers for them, what somebody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.utils.translation import gettext

from linli.domains.alliances import rules as decide
from linli.domains.alliances.method import AllianceRules, Chair, Tier
from linli.domains.alliances.models import Alliance, Member, Resolution, Turn
from linli.domains.alliances.permissions import ACT, FOUND, VIEW
from linli.domains.alliances.selectors.meeting import labelled, meetings_of, raised_of
from linli.domains.alliances.selectors.reach import county_rules, is_own, may_run, rules_at, within_county
from linli.domains.alliances.states import MEMBERSHIP_LABELS, SITTING, Membership, Progress
from linli.foundation.audit import selectors as audit
from linli.kernel import clock
from linli.kernel.scoping import door, paged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linli.kernel.actor import Actor

#: Rows of one alliance that its page shows of each sort.
MOST = 200


@dataclass(frozen=True, slots=True)
class TierRow:
    """A tier with its members; `wanted`: how many it has when it is full ("" where any number may be)."""

    label: str
    wanted: str
    members: list[Member]


@dataclass(frozen=True, slots=True)
class TradeRow:
    """A trade of the method with the alliance that answers for it, the department in charge, and how many firms are members (H25, L47)."""

    label: str
    alliance: Alliance | None
    firms: int


@within_county
def alliances_page(actor: Actor, *, kind: str = "", text: str = "", past: bool = False, number: Any = None) -> Any:
    """Alliances of the county, open ones or with `past` closed ones, with how many members each has."""
    found = Alliance.scoped.visible_to(actor).filter(closed_on__isnull=not past)
    found = found.filter(kind=kind) if kind else found
    if words := text.strip()[:40]:
        found = found.filter(Q(name__icontains=words) | Q(place__icontains=words) | Q(area__name__icontains=words))
    count = Count("members", filter=Q(members__state=Membership.CONFIRMED))
    page = paged(found.annotate(size=count).select_related("area", "parent").order_by("kind", "name", "pk"), number)
    rules = county_rules(actor)
    for row in page:
        row.kind_label = rules.label_of("kinds", row.kind)
        row.place_label = place_of(row, rules)
    return page


def place_of(row: Alliance, rules: AllianceRules) -> str:
    """To what an alliance is bound, in words: kind of place and name."""
    where = row.place or row.area.name
    return f"{rules.label_of('places', row.place_kind)} · {where}" if row.place_kind else where


def alliance_for(actor: Actor, pk: int, to: str | None = None) -> Alliance:
    """The one door to an alliance: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Alliance = door(
        Alliance, actor, pk, to, "area", "county", "area__county", "area__parent", "parent", "office", "in_charge"
    )
    return row


@within_county
def alliance_page(actor: Actor, row: Alliance) -> dict[str, Any]:
    """What an alliance's page shows beside the row, which was fetched in scope. People among the members are shown to its office and to
    those whom it concerns; everybody else sees how many there are.
    """
    rules = rules_at(row.area)
    kind = rules.kinds.get(row.kind)
    members = _members(actor, row, rules)
    is_parent = any(one.parent == row.kind for one in rules.kinds.values())
    meets = not (kind and kind.form)
    return {
        "rules": rules,
        "kind": kind,
        "kind_label": rules.label_of("kinds", row.kind),
        "place_label": place_of(row, rules),
        "trade_label": rules.label_of("trades", row.trade) if row.trade else "",
        "tiers": _by_tier(members, kind.tiers if kind else {}),
        "hidden": _hidden(actor, row, members),
        "turns": _turns(row, kind.chair if kind else None),
        "branches": _branches(row) if is_parent else [],
        "meetings": meetings_of(row) if meets else [],
        "raised": [] if meets else raised_of(row, rules),
        "resolutions": open_resolutions(row) if meets else [],
        "may_run": may_run(actor, row) and row.closed_on is None,
        "may_close": row.closed_on is None and actor.reaches(FOUND, row.area.path),
        "history": audit.timeline(row),
    }


def _members(actor: Actor, row: Alliance, rules: AllianceRules) -> list[Member]:
    """Members that the actor may know of: all units, and people as far as one's scope goes."""
    mine = Member.scoped.visible_to(actor).values("pk")
    found = Member.unscoped.filter(alliance=row).filter(Q(organization__isnull=False) | Q(pk__in=mine))
    sitting = list(found.filter(state__in=SITTING).select_related("organization", "card")[:MOST])
    for one in sitting:
        one.capacity_label = rules.label_of("capacities", one.capacity)
        one.state_label = gettext(MEMBERSHIP_LABELS[Membership(one.state)])
        one.is_own = is_own(actor, one)
    return sitting


def _hidden(actor: Actor, row: Alliance, members: list[Member]) -> int:
    """How many people are members besides those that the actor may know of; nobody is hidden from those whose area or office it is."""
    if actor.reaches(VIEW, row.area.path) or may_run(actor, row):
        return 0
    people = Member.unscoped.filter(alliance=row, state=Membership.CONFIRMED, card__isnull=False)
    return people.exclude(pk__in=[one.pk for one in members]).count()


def _branches(row: Alliance) -> list[Alliance]:
    return list(Alliance.unscoped.filter(parent=row, closed_on=None).order_by("name", "pk")[:MOST])


def _by_tier(members: list[Member], tiers: dict[str, Tier]) -> list[TierRow]:
    """Members in the method's tiers; all in one without a name where it has none."""
    named = [
        TierRow(tier.label, str(tier.count or ""), [one for one in members if one.tier == code])
        for code, tier in tiers.items()
    ]
    rest = [one for one in members if one.tier not in tiers]
    return [*named, TierRow("", "", rest)] if rest or not named else named


def _turns(row: Alliance, chair: Chair | None) -> list[Any]:
    """Turns of the chair from the present one on, with who has each."""
    if chair is None:
        return []
    now = next(decide.cycles_from(clock.today(), chair.months, 1))
    found: list[Any] = list(
        Turn.objects.filter(alliance=row, first__gte=now).order_by("first").select_related("member__organization")
    )
    for turn in found:
        turn.is_now = turn.first == now
    return found


def open_resolutions(row: Alliance) -> list[Any]:
    """What an alliance resolved and hasn't carried out, by day."""
    found = Resolution.unscoped.filter(meeting__alliance=row, state=Progress.OPEN).select_related("organization")
    return labelled(found.order_by("due_on", "pk")[:MOST])


@within_county
def member_for(actor: Actor, pk: int, *, to_answer: bool = False) -> Member:
    """A member; Http404 when hidden. With `to_answer` PermissionDenied unless it is the actor's own or the actor keeps the alliance."""
    row: Member = door(Member, actor, pk, None, "area", "county", "alliance__area", "organization", "card")
    if to_answer and not (is_own(actor, row) or may_run(actor, row.alliance)):
        raise PermissionDenied
    return row


@within_county
def mine(actor: Actor) -> dict[str, Any]:
    """What an actor and their units are asked, where they are members, and what their units have resolved to do."""
    units = actor.org_ids(ACT)
    own = Q(organization_id__in=units) | (Q(card_id=actor.person_id) if actor.person_id else Q(pk__in=()))
    rows = list(
        Member.unscoped.filter(own, county=actor.county_id, state__in=SITTING)
        .select_related("alliance", "organization", "card")
        .order_by("-asked_at", "-pk")[:MOST]
    )
    rules = county_rules(actor)
    for one in rows:
        one.capacity_label = rules.label_of("capacities", one.capacity)
    todo = Resolution.unscoped.filter(organization_id__in=units, state=Progress.OPEN).select_related(
        "meeting__alliance"
    )
    return {
        "asked": [one for one in rows if one.state == Membership.ASKED],
        "sitting": [one for one in rows if one.state == Membership.CONFIRMED],
        "resolutions": labelled(todo.order_by("due_on", "pk")[:MOST]),
        "scored": rules.points is not None and bool(units),
    }


@within_county
def trades_page(actor: Actor) -> list[TradeRow]:
    """Trades of the county's method with who answers for each; those for which nobody does, too."""
    rules = county_rules(actor)
    found = (
        Alliance.scoped.visible_to(actor).filter(closed_on=None).exclude(trade="").select_related("in_charge", "area")
    )
    firms = Count("members", filter=Q(members__state=Membership.CONFIRMED, members__organization__isnull=False))
    by_trade: dict[str, list[Alliance]] = {}
    for row in found.annotate(firms=firms).order_by("kind", "pk"):
        row.kind_label = rules.label_of("kinds", row.kind)
        by_trade.setdefault(row.trade, []).append(row)
    return [line for code, trade in rules.trades.items() for line in _trade(trade.label, by_trade.get(code, ()))]


def _trade(label: str, found: Iterable[Any]) -> list[TradeRow]:
    rows = [TradeRow(label, row, row.firms) for row in found]
    return rows or [TradeRow(label, None, 0)]
