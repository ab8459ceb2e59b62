"""Who gets a case: by the county's method and the duty list, or by the office's own hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from linli.domains.cases import events
from linli.domains.cases import rules as decide
from linli.domains.cases.method import Tier
from linli.domains.cases.models import Case, Category
from linli.domains.cases.selectors.pinned import rules_of
from linli.domains.cases.services import moves, telling
from linli.foundation.methods import selectors as methods
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF
from linli.kernel import policy
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.scoping import keep_in_scope
from linli.kernel.words import N_

if TYPE_CHECKING:
    from linli.foundation.organizations.models import Duty, Organization
    from linli.foundation.territory.models import Area

#: Most cases that one hand gives out at once.
MOST_AT_ONCE = 100

NEW_FOR_YOU = N_("New for you: {title}")


@dataclass(frozen=True, slots=True)
class Target:
    """Who is to have a case, on which tier. Either a person or an organization; neither when the tier is empty.

    `label` is for staff (name and post), `public` for residents (an organization; "" where only a person stands behind).
    `call` is the department that has to be whistled for, where the county's method says so.
    """

    tier: Tier
    person_id: int | None = None
    organization: Organization | None = None
    label: str = ""
    public: str = ""
    area: Area | None = None
    call: Duty | None = None

    @property
    def is_somebody(self) -> bool:
        """Whether anybody was found."""
        return self.person_id is not None or self.organization is not None


def find_target(rules: Any, *, county: Area, area: Area, category: Category, choice: str = "") -> Target:
    """Whom the county's method gives a new case to; a target without anybody leaves it to the office."""
    place = decide.Place(RANK_OF[area.kind], territory.lies_in_compound(area))
    start = decide.first_tier(rules, place, choice)
    duty = organizations.duty_for(county, category.key)
    refused = decide.grid_refuses(duty)
    if duty and refused and rules.cases.dispatch.departments_by == "duty_list":
        lead = duty.lead
        return Target(decide.tier_above_grid(rules, start), organization=lead, label=lead.label, public=lead.label)
    found = people.first_present(decide.chain_for(rules, place, refused=refused), area)
    if refused:
        start = decide.tier_above_grid(rules, start)
    return _person(rules, start, found, call=duty if refused else None)


def desk_target(rules: Any, area: Area) -> Target:
    """Nobody, on the tier where a case of this place begins: the office looks at it first."""
    return Target(decide.first_tier(rules, decide.Place(RANK_OF[area.kind], territory.lies_in_compound(area))))


def at_tier(case: Case, tier: Tier) -> Target:
    """Who handles at a tier: the nearest present holder of its posts, somebody other than the present handler first."""
    rules = methods.rules_for(case.release_id)
    found = people.holders_up(tier.handler_posts, case.area)
    others = [one for one in found if one.card_id != case.handler_id]
    return _person(rules, tier, next(iter(others or found), None), keep_tier=True)


def climb_to(case: Case, tier: Tier) -> Target:
    """Who handles at a tier or, where nobody is there, at the first tier above with somebody; else nobody at `tier`."""
    rules = rules_of(case)
    at: Tier | None = tier
    while at is not None:
        target = at_tier(case, at)
        if target.is_somebody:
            return target
        at = rules.next_tier(at.code)
    return Target(tier)


def place(actor: Actor, case: Case, verb: str, target: Target, *, note: str = "", **changes: Any) -> None:
    """Move a locked case along `verb` into the target's hands, with its clocks and history."""
    rules = rules_of(case)
    changes |= hands(rules, target, case.top_tier_no)
    if target.area is not None:
        changes["area"] = target.area
    moves.move(actor, case, verb, **changes)
    moves.record(actor, case, events.CaseDispatched(to=target.label, tier=target.tier.label, note=note))
    if target.public:
        moves.record(actor, case, events.CasePassedOn(to=target.public))
    telling.tell_handler(case, NEW_FOR_YOU, key=f"given:{case.state_since.isoformat()}")


def hands(rules: Any, target: Target, top: int = 0) -> dict[str, Any]:
    """The columns of a case that say who has it."""
    number = decide.tier_no(rules, target.tier)
    return {
        "handler_id": target.person_id,
        "handler_org": target.organization,
        "tier": target.tier.code,
        "tier_no": number,
        "top_tier_no": max(number, top),
    }


@transaction.atomic
def route_case(actor: Actor, *, case: Case) -> bool:
    """Give a case that lies with the office to whoever the method names; False when nobody is there."""
    case = moves.locked(case)
    rules = methods.rules_for(case.release_id)
    target = find_target(rules, county=case.county, area=case.area, category=case.category)
    if not target.is_somebody:
        return False
    place(actor, case, "dispatch", target)
    return True


@transaction.atomic
def dispatch_case(
    actor: Actor, *, case: Case, to_person: int | None = None, to_org: int | None = None, note: str = ""
) -> Case:
    """Give a case to a person (StaffCard id) or to an organization (id). A hand-over keeps the clocks of its tier.

    Raises `cases.one_target`, `cases.cannot_handle` (no post here that handles), `cases.not_to_grid` (a department's job,
    refused with the basis), `cases.organization_closed`, `cases.other_county`, `cases.already_moved`.
    """
    case = moves.locked(case)
    moves.allow(actor, "cases.dispatch", case)
    place(actor, case, "dispatch", chosen(case, to_person, to_org), note=decide.clean_text(note))
    keep_in_scope(actor, case)
    return case


@transaction.atomic
def dispatch_many(
    actor: Actor, *, cases: Sequence[Case], to_person: int | None = None, to_org: int | None = None, note: str = ""
) -> list[Case]:
    """Give several cases to one hand: all or none. At most 100."""
    if not cases:
        raise RuleBroken("cases.nothing_chosen")
    if len(cases) > MOST_AT_ONCE:
        raise RuleBroken("cases.too_many", most=MOST_AT_ONCE)
    ordered = sorted(cases, key=lambda case: case.pk)  # one order of locks for everybody
    return [dispatch_case(actor, case=case, to_person=to_person, to_org=to_org, note=note) for case in ordered]


def chosen(case: Case, to_person: int | None, to_org: int | None) -> Target:
    """The target that a person chose, checked against posts and the duty list."""
    if (to_person is None) == (to_org is None):
        raise RuleBroken("cases.one_target")
    return _chosen_person(case, to_person) if to_person is not None else _chosen_organization(case, to_org or 0)


def _chosen_organization(case: Case, pk: int) -> Target:
    unit = organizations.organization_by_id(pk)
    if unit.county_id != case.county_id:
        raise RuleBroken("cases.other_county")
    if not unit.is_open:
        raise RuleBroken("cases.organization_closed", name=unit.label)
    tier = rules_of(case).tiers[case.tier_no]
    return Target(tier, organization=unit, label=unit.label, public=unit.label)


def _chosen_person(case: Case, pk: int) -> Target:
    card = people.card_by_id(pk)
    rules = methods.rules_for(case.release_id)
    posts = [one for one in people.posts_by_card([card])[card.pk] if _may_handle(one, case)]
    if not posts:
        raise RuleBroken("cases.cannot_handle", name=card.name)
    duty = organizations.duty_for(case.county, case.category.key)
    allowed = [one for one in posts if not (decide.grid_refuses(duty) and decide.is_grid_post(rules, one.kind))]
    if duty is not None and not allowed:
        raise RuleBroken("cases.not_to_grid", unit=duty.lead.label, basis=duty.basis or duty.category)
    post = max(allowed, key=lambda one: one.area.depth)
    below = post.area if post.area.path.startswith(case.area.path) and post.area_id != case.area_id else None
    tier = _tier_for(rules.cases, case, post.kind)
    return Target(tier, person_id=card.pk, label=_label(rules, card.name, post.kind), area=below)


def _tier_for(rules: Any, case: Case, kind: str) -> Tier:
    """The case's own tier where the post works there, else the lowest tier that names the post, else its own."""
    own: Tier = rules.tiers[case.tier_no]
    if kind in own.handler_posts:
        return own
    return next((tier for tier in rules.tiers if kind in tier.handler_posts), own)


def _may_handle(post: Any, case: Case) -> bool:
    """Whether an appointment's role handles cases here: in an area above or below the case's, or its organization."""
    if not post.role or "cases.handle" not in policy.role(post.role).permissions:
        return False
    return case.area.path.startswith(post.area.path) or post.area.path.startswith(case.area.path)


def _person(
    rules: Any, start: Tier, found: people.Present | None, *, call: Duty | None = None, keep_tier: bool = False
) -> Target:
    if found is None:
        return Target(start, call=call)
    kind = found.holder.kind
    tier = start if keep_tier else decide.tier_of_post(rules.cases, start, kind)
    return Target(tier, person_id=found.card_id, label=_label(rules, found.name, kind), call=call)


def _label(rules: Any, name: str, kind: str) -> str:
    post = rules.organizations.posts.get(kind)
    return f"{name}（{post.label}）" if post else name
