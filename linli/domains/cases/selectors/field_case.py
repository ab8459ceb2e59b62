"""What the field pages need beside the case itself: my call, whom a whistle may call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext, ngettext

from linli.domains.cases import permissions
from linli.domains.cases.method import CaseRules, Limits, Tier
from linli.domains.cases.models import Call, CallState, Case, ClockKind, Reporter
from linli.domains.cases.selectors.actions import live_of
from linli.domains.cases.selectors.case import verbs_for
from linli.domains.cases.selectors.help import callable_for, suggested_for
from linli.domains.cases.states import State
from linli.foundation.methods import selectors as methods
from linli.kernel.actor import Actor
from linli.kernel.durations import Duration, Unit

if TYPE_CHECKING:
    from datetime import datetime


_AT_WORK = (State.HANDLING, State.WHISTLED)
_LIVE = (CallState.CALLED, CallState.ACCEPTED, CallState.ARRIVED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organization that may be called; `last_at` is when it last came to a call, `suggested` whether the duty list names it."""

    id: int
    name: str
    suggested: bool
    lead: bool
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class WhistlePlan:
    """What the whistle form offers: tiers to choose from (none: the method decides), and organizations, suggested ones first."""

    label: str
    enabled: bool
    tiers: tuple[Tier, ...]
    organizations: tuple[Candidate, ...]
    within: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)
    source: Any = None

    @property
    def initial(self) -> dict[str, Any]:
        """Ticks of the suggestion, the leader first."""
        named = [each for each in self.organizations if each.suggested]
        lead = next((each.id for each in named if each.lead), None)
        return {
            "organizations": [each.id for each in named],
            "lead": lead,
            "tier": self.tiers[0].code if self.tiers else "",
        }


#: For those who may not whistle.
NO_WHISTLE = WhistlePlan("", False, (), ())


def field_actions(actor: Actor, case: Case) -> frozenset[str]:
    """What to show on a phone: moves of the state, plus looking around, more time and the reporter's number."""
    verbs = set(verbs_for(actor, case))
    if permissions.may(actor, "cases.handle", case) and live_of(case, ClockKind.CONTACT):
        verbs.add("contacted")
    if "resolve" in verbs or "accept" in verbs:
        verbs.add("look")
    if "resolve" in verbs and case.at in _AT_WORK:
        verbs.add("extend")
    if not _rules(case).whistle.enabled or case.at is State.WHISTLED:
        verbs.discard("whistle")
    return frozenset(verbs)


def my_call(actor: Actor, case: Case) -> Call | None:
    """The live call of one of the actor's organizations on this case; the leading one first."""
    own = actor.org_ids("cases.answer_call")
    if not own:
        return None
    rows = Call.objects.filter(case=case, organization_id__in=own, state__in=_LIVE, whistle__ended_at__isnull=True)
    return rows.select_related("organization", "whistle", "case").order_by("-lead", "id").first()


def calls_at_once(actor: Actor, case: Case) -> bool:
    """Whether the reporter's number is opened on a phone without a fresh proof (ADR 0018): by who has the open case in hand, or
    whose organization was called to it.
    """
    in_hand = case.ended_at is None and permissions.may(actor, "cases.handle", case)
    return in_hand or my_call(actor, case) is not None


def whistle_plan(case: Case) -> WhistlePlan:
    """Whom to call to this case, and from which tier; empty where the county has no whistles."""
    rules = _rules(case)
    if not rules.whistle.enabled:
        return WhistlePlan(rules.whistle.label, False, (), ())
    named = {each.organization_id: each for each in suggested_for(case)}
    listed = [
        Candidate(
            each.pk, each.label, each.pk in named, each.pk in named and named[each.pk].lead, _last(named, each.pk)
        )
        for each in callable_for(case)
    ]
    ordered = sorted(listed, key=lambda each: (not each.lead, not each.suggested, each.name))
    clocks = rules.whistle.clocks
    tiers = _tiers(rules, case)
    return WhistlePlan(
        rules.whistle.label, True, tiers, tuple(ordered), duration_words(clocks.answer), _hints(case, tiers), clocks
    )


def duration_words(duration: Duration) -> str:
    """A length of time as the method gives it: 30 minutes, 2 working days."""
    n = round(duration.amount)
    words = {
        Unit.MINUTES: ngettext("{n} minute", "{n} minutes", n),
        Unit.HOURS: ngettext("{n} hour", "{n} hours", n),
        Unit.DAYS: ngettext("{n} day", "{n} days", n),
        Unit.WORKING_HOURS: ngettext("{n} working hour", "{n} working hours", n),
        Unit.WORKING_DAYS: ngettext("{n} working day", "{n} working days", n),
    }
    return words[Unit(duration.unit)].format(n=f"{duration.amount:g}")


def _hints(case: Case, tiers: tuple[Tier, ...]) -> dict[str, str]:
    """Under each tier: who has to agree first, where somebody has."""
    posts = methods.rules_for(case.release_id).organizations.posts
    asked = {tier.code: posts[tier.whistle_needs_approval_of].label for tier in tiers if tier.whistle_needs_approval_of}
    return {code: gettext("{post} has to agree first").format(post=label) for code, label in asked.items()}


def _last(named: dict[int, Any], pk: int) -> datetime | None:
    return named[pk].last_answer_at if pk in named else None


def _tiers(rules: CaseRules, case: Case) -> tuple[Tier, ...]:
    """This tier and those above, where the method lets the caller choose (three whistles)."""
    if rules.triage.method != "three_whistles":
        return ()
    return rules.tiers[rules.tiers.index(rules.tier(case.tier)) :]


def limits_of(case: Case) -> Limits:
    """How many pictures and how large, by the case's own method release."""
    return _rules(case).limits


def reporter_with_phone(case: Case, said: str) -> Reporter:
    """The reporter of this case who was asked for, else the first with a number; Http404 when nobody left one."""
    rows = Reporter.objects.filter(case=case).exclude(phone_index="").order_by("-is_first", "id")
    wanted = rows.filter(pk=int(said)) if said.isascii() and said.isdigit() and len(said) < 18 else rows
    found = wanted.first()
    if found is None:
        raise Http404
    return found


def _rules(case: Case) -> CaseRules:
    return methods.rules_for(case.release_id).cases
