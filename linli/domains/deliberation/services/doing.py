"""After the decision: notices, tasks and cases, and what those concerned say of the result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from linli.domains.cases import selectors as cases
from linli.domains.cases import services as case_work
from linli.domains.cobuilding import selectors as lists
from linli.domains.cobuilding import services as partners
from linli.domains.deliberation import events
from linli.domains.deliberation.models import Matter, Notice, Step, Task, Verdict
from linli.domains.deliberation.services import _base
from linli.domains.deliberation.states import Channel
from linli.foundation.audit.services import record
from linli.foundation.organizations import selectors as organizations
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken


@_base.changes
def put_up_notice(actor: Actor, *, matter: Matter, words: str, code: str = "") -> Notice:
    """Publish the decision, or the result, for the days of the method.

    Raises RuleBroken deliberation.notice_there, .words_needed, .number_in_words, .not_now, .not_yours.
    """
    row = _base.lock(actor, matter)
    stage = _base.turn(actor, row, code, "publish")
    if stage.notice is None or Notice.unscoped.filter(matter=row, code=stage.code, round=row.round).exists():
        raise RuleBroken("deliberation.notice_there")
    at = clock.now()
    until = organizations.calendar_for(county=row.county).add(at, stage.notice).at
    made: Notice = Notice.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, matter=row, code=stage.code, round=row.round, words=_base.said(words),
        since=at, until=until, by=actor.label[:120],
    )  # fmt: skip
    day = until.astimezone(clock.ZONE).date().isoformat()
    record(actor, events.NoticePutUp(day), subject=row, county_id=row.county_id)
    return made


@_base.changes
def add_task(actor: Actor, *, matter: Matter, title: str, who: str, due_on: date, card: str = "") -> Task:
    """Give somebody a part of it. With `card` (a card of the county's categories) it is a case too, which says itself when it ends.

    Raises RuleBroken deliberation.words_needed, .number_in_words, .not_now, .not_yours, and what `cases.open_case` refuses.
    """
    row = _base.lock(actor, matter)
    _base.turn(actor, row, "", "execute")
    made = Task(
        county_id=row.county_id, area_id=row.area_id, matter=row, round=row.round, title=_base.said(title, 80),
        who=_base.said(who, 60), due_on=due_on,
    )  # fmt: skip
    if card:
        category = cases.category_of_card(territory.rules_of(row.area).cases, card)
        report = case_work.Report(
            county=row.county, area=row.area, category=category, text=f"{made.title}。{row.title}", title=made.title,
            source="console", found_by_staff=True,
        )  # fmt: skip
        case = case_work.open_case(actor, report=report).case
        made.case_ref, made.case_id = case.ref, case.pk
    made.save()
    record(actor, events.TaskGiven(made.title, made.who), subject=row, county_id=row.county_id)
    return made


@_base.changes
def report_task(actor: Actor, *, task: Task, percent: int, words: str = "") -> Task:
    """How far it is; a hundred is done. Raises RuleBroken deliberation.bad_percent, .not_now, .not_yours."""
    row = _base.lock(actor, task.matter)
    _base.turn(actor, row, "", "execute")
    held: Task = Task.unscoped.select_for_update().get(pk=task.pk)
    if held.round != row.round:
        raise RuleBroken("deliberation.not_now", stage=held.title)
    if not held.percent <= percent <= 100:
        raise RuleBroken("deliberation.bad_percent")
    return _progress(actor, row, held, percent, _base.said(words, 300, least=0))


@_base.changes
def add_project(actor: Actor, *, matter: Matter, title: str, kind: str, parts: Sequence[str], due_on: date) -> Task:
    """Give a part of it to partners: it becomes a project of the community's list, claimed or called for part by part, and every part that is
    delivered moves the task on. `kind` is a kind of joint work of the method.

    Raises RuleBroken deliberation.no_community, .words_needed, .number_in_words, .not_now, .not_yours, and what `cobuilding.post_entry`
    refuses; OutOfScope for whoever doesn't act for the community in its lists.
    """
    row = _base.lock(actor, matter)
    _base.turn(actor, row, "", "execute")
    community = territory.ancestor_of_rank(row.area, "community")
    if community is None:
        raise RuleBroken("deliberation.no_community")
    name = _base.said(title, 80)
    entry = partners.post_entry(
        actor, area=community, list_kind="project", title=name, kind=kind, words=row.title, ends_on=due_on,
        parts=[(_base.said(part, 80), 1) for part in parts] or [(name, 1)],
    )  # fmt: skip
    made: Task = Task.unscoped.create(
        county_id=row.county_id, area_id=row.area_id, matter=row, round=row.round, title=name, who=gettext("Partners"),
        due_on=due_on, entry=entry,
    )  # fmt: skip
    record(actor, events.TaskGiven(made.title, made.who), subject=row, county_id=row.county_id)
    return made


def follow_project(entry_id: int) -> int:
    """Partners delivered a part of a project: the task that hangs on it is as far as its parts; returns how many tasks moved. For handlers."""
    moved = 0
    for task in Task.unscoped.select_for_update(of=("self",)).filter(entry_id=entry_id, done_on=None).order_by("pk"):
        percent = lists.progress_of([entry_id])[entry_id].percent
        if percent > task.percent:
            _progress(Actor.system(), task.matter, task, percent, "")
            moved += 1
    return moved


def _progress(actor: Actor, row: Matter, task: Task, percent: int, words: str) -> Task:
    task.percent, task.words = percent, words or task.words
    task.done_on = clock.today() if percent == 100 else None
    task.save(update_fields=["percent", "words", "done_on"])
    record(actor, events.TaskReported(task.title, percent), subject=row, county_id=row.county_id)
    return task


def finish_by_case(case_id: int) -> int:
    """A case ended well: so did the tasks that hang on it; returns how many. For handlers alone."""
    done = 0
    for task in Task.unscoped.select_for_update(of=("self",)).filter(case_id=case_id, done_on=None).order_by("pk"):
        _progress(Actor.system(), task.matter, task, 100, "")
        done += 1
    return done


@transaction.atomic
def judge_matter(person: Any, *, matter: Matter, satisfied: bool) -> Verdict:
    """Somebody who lives there says what they think of the result.

    Raises RuleBroken deliberation.not_concerned, .judged_before, .judging_over, .not_now, .over.
    """
    _base.check_concerned(person, matter.area)
    with rls.within(matter.county.path):
        row = _base.hold(matter.pk)
        return _verdict(row, person, satisfied, Channel.ONLINE)


@_base.changes
def note_verdict(actor: Actor, *, matter: Matter, person: Any, satisfied: bool) -> Verdict:
    """The office types in what somebody said on paper. Raises as `judge_matter`, and .not_yours."""
    row = _base.lock(actor, matter)
    _base.turn(actor, row, "", "judge")
    _base.check_concerned(person, row.area)
    return _verdict(row, person, satisfied, Channel.PAPER)


def _verdict(row: Matter, person: Any, satisfied: bool, channel: str) -> Verdict:
    stage = _base.stage_now(row, "", "judge")
    step = Step.unscoped.filter(matter=row, code=stage.code, round=row.round).first()
    if step is None or step.due_at is None or clock.now() >= step.due_at:
        raise RuleBroken("deliberation.judging_over")
    try:
        with transaction.atomic():
            made: Verdict = Verdict.unscoped.create(
                county_id=row.county_id, area_id=row.area_id, matter=row, round=row.round, person_id=person.pk,
                channel=channel, satisfied=satisfied,
            )  # fmt: skip
    except IntegrityError:
        raise RuleBroken("deliberation.judged_before") from None
    return made
