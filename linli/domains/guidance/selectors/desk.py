"""What was asked for, as the centre, offices, helpers and units see it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, Q
from django.http import Http404
from django.utils.translation import gettext

from linli.domains.cobuilding import selectors as cobuilding
from linli.domains.guidance.models import HelpRequest
from linli.domains.guidance.permissions import ACT, RUN
from linli.domains.guidance.selectors.catalogue import rules_at
from linli.domains.guidance.selectors.reach import one_of, within_county
from linli.domains.guidance.states import HELP_STATES, OPEN, HelpState
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.kernel import clock
from linli.kernel.scoping import paged

if TYPE_CHECKING:
    from linli.domains.guidance.method import GuidanceRules
    from linli.kernel.actor import Actor

Choices = list[tuple[str, str]]
_LATE = "late"
_WITH = ("centre", "unit", "card")


@within_county
def help_page(actor: Actor, *, only: str = "", month: date | None = None, number: Any = None) -> Page[Any]:
    """What the actor sees, the newest first; `only` is a state or "late" (whose next step is overdue, the oldest first). `month` (any
    of its days) narrows to what was asked then.
    """
    found = HelpRequest.scoped.visible_to(actor)
    if only == _LATE:
        found = found.filter(_late()).order_by("due_at", "pk")
    elif only in set(HelpState):
        found = found.filter(state=only)
    if month is not None:
        found = found.filter(month_of("asked_at", month))
    return paged(found.select_related("area", *_WITH).defer("area__boundary"), number)


def help_rows(actor: Actor, rows: Page[Any], rules: GuidanceRules | None) -> None:
    """Write the words of rows of one county beside them: their group, and who asks as far as the actor does the work."""
    for row in rows:
        row.group_label = rules.group_label(row.group) if rules else row.group
        row.who = row.name if _acts(actor, row) else ""


@within_county
def help_counts(actor: Actor) -> dict[str, int]:
    """How many of what the actor sees stand in each state, and under "late" how many are overdue."""
    by_state = HelpRequest.scoped.visible_to(actor).order_by().values_list("state")
    rows = list(by_state.annotate(found=Count("pk"), late=Count("pk", filter=_late())))
    return {state: found for state, found, _ in rows} | {_LATE: sum(late for *_, late in rows)}


def help_for(actor: Actor, pk: int, to: str | None = None) -> HelpRequest:
    """The one door to what was asked for: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: HelpRequest = one_of(HelpRequest, actor, pk, to, *_WITH)
    return row


@within_county
def help_facts(actor: Actor, row: HelpRequest) -> dict[str, Any]:
    """What the page shows beside the row, which was fetched in scope."""
    rules, acts = rules_at(row.county), _acts(actor, row)
    may_run = HelpRequest.scoped.visible_to(actor, RUN).filter(pk=row.pk).exists()
    return {
        "group": rules.group_label(row.group) if rules else row.group,
        "team": rules.centre.team if rules and rules.centre else "",
        "acts": acts,
        "may_give": may_run and row.state in OPEN,
        "may_decline": may_run and row.state == HelpState.ASKED,
        "may_finish": row.state == HelpState.GIVEN and may_finish(actor, row, may_run=may_run),
        "state_label": gettext(HELP_STATES[HelpState(row.state)].label),
        "history": audit.timeline(row),
    }


def may_finish(actor: Actor, row: HelpRequest, *, may_run: bool) -> bool:
    """Whether the actor does the work: the helper, the unit, or whoever gives it to them."""
    mine = row.card_id is not None and row.card_id == actor.person_id
    return may_run or mine or (row.unit_id is not None and row.unit_id in actor.org_ids(ACT))


def doer_choices(row: HelpRequest) -> Choices:
    """Who may be given what was asked for: "c7" a helper of its centre who is there today, "o7" a unit registered in co-building."""
    rules = rules_at(row.county)
    posts = rules.centre.posts if rules and rules.centre else ()
    helpers = [(f"c{one.card_id}", one.name) for one in people.present_in(row.centre_id, posts)] if posts else []
    units = [(f"o{pk}", name) for pk, name in cobuilding.registered_units(row.county_id)]
    return [*helpers, *units]


def doer_for(row: HelpRequest, code: str) -> dict[str, Any]:
    """`card` or `unit` of one of `doer_choices`; Http404 for any other."""
    if code not in dict(doer_choices(row)):
        raise Http404
    pk = int(code[1:])
    return {"card": people.card_by_id(pk)} if code[0] == "c" else {"unit": organizations.organization_by_id(pk)}


def _acts(actor: Actor, row: HelpRequest) -> bool:
    """Whether the actor holds ACT over a row: only they read who asked."""
    bodies = actor.org_ids(ACT)
    return actor.reaches(ACT, row.area.path) or row.centre_id in bodies or row.unit_id in bodies


def _late() -> Q:
    return Q(state__in=OPEN, due_at__lt=clock.now())


def month_of(column: str, day: date) -> Q:
    """Rows whose moment lies in the month of a day."""
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return Q(**{f"{column}__gte": first_moment(day), f"{column}__lt": first_moment(after)})


def first_moment(day: date) -> datetime:
    """When the month of a day begins."""
    return datetime.combine(day.replace(day=1), time.min, tzinfo=clock.ZONE)
