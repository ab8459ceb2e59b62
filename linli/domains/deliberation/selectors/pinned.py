"""The rules under which a matter began: its form, its stages, where each of them acts, and which are open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.domains.deliberation.method import DeliberationRules, Form, Stage
from linli.domains.deliberation.models import Matter, Meeting, Step
from linli.domains.deliberation.permissions import RUN
from linli.domains.deliberation.rules import engine
from linli.foundation.methods import selectors as methods
from linli.foundation.territory import selectors as territory
from linli.kernel.policy import role

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


def rules_of(row: Matter | Meeting) -> DeliberationRules:
    """The section of the release that a matter or meeting is pinned to."""
    found: DeliberationRules = methods.rules_for(row.release_id).deliberation
    return found


def rules_at(area: Any) -> DeliberationRules | None:
    """The section in force at a place; None where the county's method has none, or no form."""
    rules = territory.rules_of(area)
    if "deliberation" not in rules.sections or not rules.deliberation.forms:
        return None
    found: DeliberationRules = rules.deliberation
    return found


def form_of(row: Matter | Meeting) -> Form:
    """The form it runs by."""
    return rules_of(row).forms[row.form]


def plan_of(matter: Matter) -> tuple[Stage, ...]:
    """The stages that a matter goes through."""
    return engine.plan(form_of(matter), matter.size, matter.level)


def done_of(matter: Matter) -> set[str]:
    """Codes of the stages that are over: of a later round, all that came before it is carried out, and what that round has closed."""
    closed = Step.unscoped.filter(matter=matter, round=matter.round, closed_at__isnull=False)
    done = set(closed.values_list("code", flat=True))
    return done | before_execution(matter) if matter.round > 1 else done


def before_execution(matter: Matter) -> set[str]:
    """Codes of the stages that come before a matter is carried out."""
    codes: set[str] = set()
    for stage in plan_of(matter):
        if "execute" in stage.verbs:
            break
        codes.add(stage.code)
    return codes


def open_stages(matter: Matter) -> list[Stage]:
    """The stages in which a matter is now."""
    return engine.open_stages(plan_of(matter), done_of(matter))


def level_of(matter: Matter, stage: Stage) -> Any:
    """The area whose office acts in a stage. From the decision on the matter's size says it (Q43), where it has one."""
    size = rules_of(matter).sizes.get(matter.size)
    ends = bool({"publish", "execute", "judge"} & set(stage.verbs))
    by = size.closes if size is not None and ends else stage.by
    if by == "place":
        return matter.area
    return territory.ancestor_of_rank(matter.area, by) or matter.area


def may_act(actor: Actor, stage: Stage, place: Any, permission: str = RUN) -> bool:
    """Whether somebody acts in a stage: by a role that the stage names and that holds `permission`, where its office is."""
    if actor.is_system:
        return True
    return any(
        grant.role in stage.actors
        and grant.path
        and place.path.startswith(grant.path)
        and permission in role(grant.role).permissions
        for grant in actor.grants
    )
