"""Matters, meetings and votes as the office sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, F, Q
from django.http import Http404

from linli.domains.cobuilding.permissions import VIEW as LISTS_VIEW
from linli.domains.deliberation.method import Stage
from linli.domains.deliberation.models import (
    Ballot,
    Hearing,
    Item,
    Mark,
    Matter,
    Meeting,
    Notice,
    OpinionMap,
    Seat,
    Sheet,
    Statement,
    Step,
    Support,
    Task,
    Verdict,
    Voter,
)
from linli.domains.deliberation.permissions import HEAR, RUN, VIEW
from linli.domains.deliberation.rules import codes
from linli.domains.deliberation.selectors.owners import owners_vote
from linli.domains.deliberation.selectors.pinned import (
    done_of,
    form_of,
    level_of,
    may_act,
    open_stages,
    plan_of,
    rules_at,
    rules_of,
)
from linli.domains.deliberation.selectors.projects import project_kinds, tasks_of
from linli.domains.deliberation.states import STATES, Gathering, State
from linli.domains.owners.states import VIEW as OWNERS_VIEW
from linli.foundation.audit import selectors as audit
from linli.foundation.privacy.rls import reached, reaching
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.scoping import door, paged
from linli.kernel.whether import Whether

if TYPE_CHECKING:
    from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Track:
    """A stage as a page shows it. `kind`: done, now or next. `mark` says where the stage comes from."""

    code: str
    label: str
    kind: str
    mark: Any
    who: str
    since: datetime | None = None
    due: datetime | None = None
    side: str = ""


@reached(VIEW)
def matters_page(
    actor: Actor, *, state: str = "", form: str = "", text: str = "", area: int | None = None, number: Any = None
) -> Page[Any]:
    """Matters that the actor sees, the newest first, with the labels of their open stages."""
    found = Matter.scoped.visible_to(actor).select_related("area", "county")
    if state in set(State):
        found = found.filter(state=state)
    if form:
        found = found.filter(form=form)
    if area:
        found = found.filter(area__path__startswith=_path_of(area))
    if text.strip():
        word = text.strip()[:40]
        found = found.filter(Q(title__icontains=word) | Q(area__name__icontains=word))
    page = paged(found.order_by("-opened_at", "-pk"), number)
    page.object_list = with_stages(list(page.object_list))
    return page


def _path_of(pk: int) -> str:
    try:
        return territory.area_by_id(pk).path
    except Http404:
        return "-"


def with_stages(rows: list[Any]) -> list[Any]:
    """The same rows with `now` (labels of the steps that are open) and `form_label`; one statement."""
    steps: dict[int, list[str]] = {}
    running = [row.pk for row in rows if row.state == State.RUNNING]
    for pk, code in (
        Step.unscoped.filter(matter__in=running, closed_at=None).order_by("pk").values_list("matter", "code")
    ):
        steps.setdefault(pk, []).append(code)
    for row in rows:
        form = form_of(row)
        labels = {stage.code: stage.label for stage in form.stages}
        row.now = "、".join(labels.get(code, "") for code in steps.get(row.pk, []))
        row.form_label = form.label
    return rows


def matter_for(actor: Actor, pk: int, to: str | None = None) -> Matter:
    """The one door to a matter: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    return _one(Matter, actor, pk, to)


def meeting_for(actor: Actor, pk: int, to: str | None = None) -> Meeting:
    """A meeting, as `matter_for`."""
    return _one(Meeting, actor, pk, to)


def ballot_for(actor: Actor, pk: int, to: str | None = None) -> Ballot:
    """A vote with its matter, as `matter_for`."""
    row: Ballot = _one(Ballot, actor, pk, to)
    row.matter = _with_places(Matter).get(pk=row.matter_id)
    return row


def task_for(actor: Actor, pk: int, to: str | None = None) -> Task:
    """A task with its matter, as `matter_for`."""
    row: Task = _one(Task, actor, pk, to)
    row.matter = _with_places(Matter).get(pk=row.matter_id)
    return row


def statement_for(actor: Actor, pk: int, to: str | None = None) -> Statement:
    """A statement with its matter, as `matter_for`."""
    row: Statement = _one(Statement, actor, pk, to)
    row.matter = _with_places(Matter).get(pk=row.matter_id)
    return row


def _with_places(model: Any) -> Any:
    return model.unscoped.select_related("area__county", "area__parent", "county")


def _one(model: Any, actor: Actor, pk: int, to: str | None) -> Any:
    return door(model, actor, pk, to, "area__county", "area__parent", "county", reach=reaching)


def track_of(matter: Matter) -> list[Track]:
    """All stages of a matter with where it stands."""
    stages, done = plan_of(matter), done_of(matter)
    now = {stage.code for stage in open_stages(matter)} if matter.state == State.RUNNING else set()
    steps = {step.code: step for step in Step.unscoped.filter(matter=matter).order_by("round")}
    return [_track(matter, stage, done, now, steps.get(stage.code)) for stage in stages]


def _track(matter: Matter, stage: Stage, done: set[str], now: set[str], step: Step | None) -> Track:
    kind = "now" if stage.code in now else "done" if stage.code in done else "next"
    since = step.closed_at or step.opened_at if step and kind != "next" else None
    due = step.due_at if step and kind == "now" else None
    who = "、".join(stage.posts) or level_of(matter, stage).name
    return Track(stage.code, stage.label, kind, stage, who, since, due, stage.track or "")


@reached(VIEW)
def facts_for(actor: Actor, matter: Matter) -> dict[str, Any]:
    """What a matter's page shows beside the row, which was fetched in scope."""
    rules = rules_of(matter)
    return {
        "form": form_of(matter),
        "topic": rules.topics.get(matter.topic),
        "size": rules.sizes.get(matter.size),
        "level": rules.levels.get(matter.level),
        "track": track_of(matter),
        "supporters": Support.unscoped.filter(matter=matter).count(),
        "history": audit.timeline(matter),
        "acts": _acts(actor, matter),
        "may_hide": matter.state == State.RUNNING and actor.can(RUN),
        "may_give_to_partners": bool(project_kinds(matter)),
        "may_see_votes": actor.can(OWNERS_VIEW),
        "may_see_lists": actor.can(LISTS_VIEW),
        **shown_of(matter),
    }


def shown_of(matter: Matter) -> dict[str, Any]:
    """What belongs to a matter and names nobody: inside the reach."""
    ballots = list(Ballot.unscoped.filter(matter=matter).order_by("pk"))
    meetings = Meeting.unscoped.filter(items__matter=matter).exclude(state=Gathering.CANCELLED).distinct()
    verdicts = Verdict.unscoped.filter(matter=matter)
    said = (
        verdicts.order_by("round").values("round").annotate(said=Count("pk"), yes=Count("pk", filter=Q(satisfied=True)))
    )
    return {
        "hearings": list(Hearing.unscoped.filter(matter=matter)),
        "meetings": list(meetings.order_by("starts_at", "pk")),
        "items": list(
            Item.unscoped.filter(matter=matter, agreed__isnull=False).select_related("meeting").order_by("pk")
        ),
        "ballots": ballots,
        "notices": list(Notice.unscoped.filter(matter=matter)),
        "tasks": tasks_of(matter),
        "verdicts": list(said),
        "statements": list(Statement.unscoped.filter(matter=matter, hidden=False)),
        "map": map_of(matter),
        "absorbed": list(Matter.unscoped.filter(merged_into=matter).order_by("pk")),
        "owners_votes": [
            vote
            for stage in plan_of(matter)
            if stage.vote == "owners" and (vote := owners_vote(matter.pk, stage.code)) is not None
        ],
    }


def map_of(matter: Matter) -> dict[str, Any] | None:
    """The newest map of opinions with the words of its statements; None where there is none."""
    row: OpinionMap | None = OpinionMap.unscoped.filter(matter=matter).first()
    if row is None:
        return None
    words = dict(Statement.unscoped.filter(matter=matter, hidden=False).values_list("pk", "words"))

    def named(pairs: Any) -> list[tuple[str, int]]:
        return [(words[pk], round(share * 100)) for pk, share in pairs if pk in words]

    groups = [
        {"people": one["people"], "agrees": named(one["agrees"]), "disagrees": named(one["disagrees"])}
        for one in row.data["groups"]
    ]
    return {"drawn_at": row.drawn_at, "people": row.people, "groups": groups, "shared": named(row.data["shared"]),
            "left_out": row.data["left_out"]}  # fmt: skip


def _acts(actor: Actor, matter: Matter) -> list[dict[str, Any]]:
    """The open stages, with their verbs: whether the actor acts in them, or writes down what was heard."""
    if matter.state != State.RUNNING or not actor.can(HEAR):
        return []
    return [_act(actor, stage, level_of(matter, stage)) for stage in open_stages(matter)]


def _act(actor: Actor, stage: Stage, place: Any) -> dict[str, Any]:
    hears = "hear" in stage.verbs and may_act(actor, stage, place, HEAR)
    return {"stage": stage, "verbs": stage.verbs, "mine": may_act(actor, stage, place), "hears": hears}


def again(matter: Matter) -> Matter:
    """The row as it stands now, with its places, without scope: for jobs and tests."""
    found: Matter = _with_places(Matter).get(pk=matter.pk)
    return found


def seats_of(meeting: Meeting) -> list[Seat]:
    """Who is invited to a meeting; inside the reach."""
    return list(Seat.unscoped.filter(meeting=meeting))


def items_of(meeting: Meeting) -> list[Item]:
    """The agenda with its matters."""
    return list(Item.unscoped.filter(meeting=meeting).select_related("matter__area", "matter__county"))


@reached(VIEW)
def meeting_facts(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """What a meeting's page shows beside the row; `resolving` are the items that are voted on by hands."""
    items: list[Any] = items_of(meeting)
    for item in items:
        item.stage = form_of(item.matter).stage(item.code)
    return {
        "form": form_of(meeting),
        "seats": seats_of(meeting),
        "items": items,
        "resolving": [item for item in items if "resolve" in item.stage.verbs],
        "may_run": actor.reaches(RUN, meeting.area.path),
    }


def meetings_page(actor: Actor, *, form: str = "", number: Any = None) -> Page[Any]:
    """Meetings that the actor sees, the newest first."""
    found = Meeting.scoped.visible_to(actor).select_related("area")
    if form:
        found = found.filter(form=form)
    return paged(found.order_by("-starts_at", "-pk"), number)


@reached(VIEW)
def ballot_facts(actor: Actor, ballot: Ballot) -> dict[str, Any]:
    """What a vote's page shows to the office: the roll in numbers, papers that differ, never a count before the closing."""
    sheets = Sheet.unscoped.filter(ballot=ballot)
    differ = sheets.filter(Q(first="") | Q(second="") | ~Q(first=F("second")))
    handed = Mark.unscoped.filter(ballot=ballot, channel="paper").count()
    return {
        "stage": form_of(ballot.matter).stage(ballot.code),
        "handed": handed,
        "typed": sheets.count(),
        "differ": list(differ.order_by("number").values_list("number", flat=True)[:100]),
        "cast": Mark.unscoped.filter(ballot=ballot).count() if ballot.counted_at else None,
        "may_run": actor.reaches(RUN, ballot.area.path),
    }


def one_of_each_unit(ballot: Ballot) -> list[int]:
    """The first person of each vote on the roll, in the order of the roll; inside the reach."""
    first: dict[str, int] = {}
    for unit, person in Voter.unscoped.filter(ballot=ballot).order_by("pk").values_list("unit", "person"):
        first.setdefault(unit, person)
    return list(first.values())


def county_rules(actor: Actor) -> Any:
    """The section in force in the actor's county; None where there is none."""
    if actor.county_id is None:
        return None
    return rules_at(territory.area_by_id(actor.county_id))


def _has_form(county_id: int) -> bool:
    return rules_at(territory.area_by_id(county_id)) is not None


#: Whether a county deliberates in any form: every page of the console asks before it shows the way there.
deliberates = Whether(_has_form)


def state_choices() -> list[tuple[str, str]]:
    """The filter of the list."""
    return [(state.value, label) for state, label in STATES.items()]


@reached(VIEW)
def mergeable_with(actor: Actor, matter: Matter) -> list[Matter]:
    """Other running matters of the same place and form that the actor may run."""
    found = Matter.scoped.visible_to(actor, RUN).filter(
        area_id=matter.area_id, form=matter.form, state=State.RUNNING, county_id=matter.county_id
    )
    return [
        row for row in found.exclude(pk=matter.pk).select_related("area__county", "county").order_by("-pk")[:50]
        if any("merge" in stage.verbs for stage in open_stages(row))
    ]  # fmt: skip


def code_now(meeting: Meeting) -> dict[str, Any]:
    """The code of a meeting now, and how often it changes."""
    every = rules_of(meeting).attendance.seconds
    return {"code": codes.code_at(meeting.secret, int(clock.now().timestamp()), every), "every": every}
