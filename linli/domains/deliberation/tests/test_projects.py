"""Decisions that partners carry out: a project of the list, moved on by what is delivered, linked both ways."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from linli.domains.cobuilding import services as lists
from linli.domains.cobuilding.models import Entry
from linli.domains.cobuilding.tests import making as together
from linli.domains.deliberation import selectors, services
from linli.domains.deliberation.models import Task
from linli.domains.deliberation.tests import making
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

PARTS = ("设计", "划线", "立牌")
KIND = "community_service"


def given(cast: Any, parts: tuple[str, ...] = PARTS) -> Task:
    """A decision of Li's building that partners carry out in three parts."""
    row, _ = making.walked(cast, "act")
    return services.add_project(
        cast.wang_community.actor, matter=row, title="划夜间停车位", kind=KIND, parts=parts,
        due_on=clock.today() + timedelta(days=30),
    )  # fmt: skip


def delivered(cast: Any, part: Any) -> None:
    """Zhou's bureau claims it, delivers, and Wang says so; the event's handler follows."""
    claim = lists.claim_part(cast.zhou_department.actor, part=part, organization=cast.bureau)
    together.delivered(cast, together.agreed(cast, claim))
    lists.finish_claim(cast.wang_community.actor, claim=claim)
    services.follow_project(part.entry_id)


@pytest.mark.usefixtures("all_rows")
def test_each_delivered_part_moves_the_task_and_the_last_one_ends_it(cast: Any) -> None:
    task = given(cast)
    entry = Entry.unscoped.get()
    assert (entry.list_kind, entry.area_id, task.entry_id) == ("project", cast.community.pk, entry.pk)
    wang, matter = cast.wang_community.actor, making.again(task.matter)
    with pytest.raises(RuleBroken, match="not_done"):
        services.advance(wang, matter=matter, code="act")
    seen = []
    for part in together.parts_of(entry):
        delivered(cast, part)
        seen.append(making.again(task).percent)
    assert seen == [33, 66, 100]
    assert services.follow_project(entry.pk) == 0  # nothing is left to move
    (shown,) = selectors.facts_for(wang, matter)["tasks"]
    assert (shown.project.parts, shown.project.claimed, shown.project.delivered) == (3, 3, 3)
    services.advance(wang, matter=matter, code="act")


@pytest.mark.usefixtures("all_rows")
def test_what_was_reported_by_hand_doesnt_go_back(cast: Any) -> None:
    task = given(cast)
    services.report_task(cast.wang_community.actor, task=task, percent=50)
    delivered(cast, together.parts_of(Entry.unscoped.get())[0])
    assert making.again(task).percent == 50


@pytest.mark.usefixtures("all_rows")
def test_a_claim_that_ended_moves_nothing(cast: Any) -> None:
    task = given(cast)
    claim = together.claimed(cast, Entry.unscoped.get())
    lists.release_claim(cast.zhou_department.actor, claim=claim, reason="人手不够")
    services.follow_project(task.entry_id)
    assert making.again(task).percent == 0


@pytest.mark.usefixtures("all_rows")
def test_who_gives_it_and_what_is_refused(cast: Any) -> None:
    row, _ = making.walked(cast, "act")
    facts = {"title": "划线", "kind": KIND, "parts": (), "due_on": clock.today()}
    for who in (cast.ma_other_office, cast.feng_other_county):
        with pytest.raises(OutOfScope):
            services.add_project(who.actor, matter=row, **facts)
    with pytest.raises(RuleBroken, match="unknown"):
        services.add_project(cast.wang_community.actor, matter=row, **{**facts, "kind": "magic"})
    with pytest.raises(RuleBroken, match="number_in_words"):
        services.add_project(cast.wang_community.actor, matter=row, **{**facts, "parts": ["打13800001111"]})
    assert not Entry.unscoped.exists()
    early = making.matter(cast)
    with pytest.raises(RuleBroken, match="not_now"):
        services.add_project(cast.wang_community.actor, matter=early, **facts)
    task = services.add_project(cast.wang_community.actor, matter=row, **facts)
    assert [part.title for part in together.parts_of(Entry.unscoped.get())] == ["划线"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.unscoped.create(
            county_id=row.county_id, area_id=row.area_id, matter=row, title="再来", who="共建单位", due_on=clock.today(),
            entry_id=task.entry_id,
        )  # fmt: skip


def test_the_pages_lead_to_each_other(cast: Any, client_of: Any) -> None:
    with rls.everywhere():
        row, _ = making.walked(cast, "act")
    wang, zhou = client_of(cast.wang_community), client_of(cast.zhou_department)
    form = reverse("deliberation:project", args=[row.pk])
    facts = {"title": "划线", "kind": KIND, "parts": "东片\n\n西片", "idempotency_key": uuid.uuid4().hex}
    assert wang.post(form, {**facts, "due_on": clock.today() - timedelta(days=1)}).status_code == 422
    assert wang.post(form, {**facts, "due_on": clock.today()}).status_code == 303
    entry = Entry.unscoped.get()
    assert [part.title for part in together.parts_of(entry)] == ["东片", "西片"]
    address, matter = reverse("cobuilding:entry", args=[entry.pk]), reverse("deliberation:matter", args=[row.pk])
    assert address in wang.get(matter).content.decode()
    assert matter in wang.get(address).content.decode()
    open_page = reverse("deliberation:public-matter", args=[row.pk])
    assert open_page in zhou.get(address).content.decode()  # who sees no deliberations there reads what everybody reads
    assert (
        reverse("cobuilding:community", args=[cast.community.pk])
        in client_of(cast.sun_resident).get(open_page).content.decode()
    )
