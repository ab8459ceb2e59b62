"""The first contact with the reporter: promised by the method, owed while a number is known, stopped by a word."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from linli.domains.cases import selectors, services
from linli.domains.cases.models import Case, ClockKind, ClockState, Deadline, Reporter
from linli.domains.cases.states import ContactWay, State
from linli.domains.cases.tests.making import MORNING, again, category, codes_of, open_case
from linli.foundation.audit import selectors as history
from linli.foundation.methods import loader
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken
from linli.kernel.events import Audience

pytestmark = pytest.mark.django_db

#: One working day after MORNING: the end of the next one.
DUE = datetime(2026, 11, 18, 17, 30, tzinfo=clock.ZONE)
ClientOf = Callable[[Any], Client]


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def case(cast: SimpleNamespace) -> Case:
    return open_case(cast)


@pytest.fixture
def worked(cast: SimpleNamespace, case: Case) -> Case:
    services.accept_case(cast.li_grid_worker.actor, case=case)
    return again(case)


def owed(case: Case) -> Deadline | None:
    return Deadline.objects.filter(case=case, kind=ClockKind.CONTACT).order_by("id").last()


def state_of(case: Case) -> str:
    found = owed(case)
    assert found is not None
    return found.state


def call(cast: SimpleNamespace, case: Case, note: str = "") -> None:
    services.note_contact(cast.li_grid_worker.actor, case=case, how=ContactWay.PHONE, note=note)


def without_promise(case: Case) -> loader.Rules:
    """The rules of a case, but without a promise of first contact."""
    tables = json.loads(case.release.text)
    del tables["cases"]["sla"]["contact"]
    return loader.rules_from_text(json.dumps(tables), case.release_id)


# ── When it runs ─────────────────────────────────────────────────────────────────────────────────


def test_it_runs_one_working_day_from_intake(case: Case) -> None:
    found = owed(case)
    assert found is not None and found.state == ClockState.RUNNING
    assert found.due_at == DUE


def test_nobody_can_call_who_left_no_number(cast: SimpleNamespace) -> None:
    assert owed(open_case(cast, contact_phone="")) is None


def test_a_method_without_the_promise_starts_no_clock(cast: SimpleNamespace) -> None:
    report = services.Report(
        county=cast.county, area=cast.grid, category=category(), text="三号楼东侧路灯不亮", contact_phone="10000009999"
    )
    made = services.open_case(Actor.public(), report=report, rules=without_promise(open_case(cast))).case
    assert owed(made) is None
    assert made.deadlines.filter(kind=ClockKind.PROMISE).exists()


# ── What stops it ────────────────────────────────────────────────────────────────────────────────


def test_the_handlers_word_stops_it_and_residents_read_how(cast: SimpleNamespace, worked: Case) -> None:
    call(cast, worked, "约好下午三点上门")
    assert state_of(worked) == ClockState.MET
    public = [line.text for line in history.timeline(worked, (Audience.PUBLIC,))]
    assert "已打电话联系反映人" in public and not any("三点" in line for line in public)
    assert codes_of(worked)[-2:] == ["cases.commented", "cases.contacted"]


def test_it_can_be_said_before_the_case_is_taken_up(cast: SimpleNamespace, case: Case) -> None:
    call(cast, case)
    assert (state_of(case), again(case).at) == (ClockState.MET, State.ASSIGNED)


def test_too_late_is_late(cast: SimpleNamespace, worked: Case) -> None:
    with clock.frozen(DUE + timedelta(minutes=1)):
        call(cast, worked)
    assert state_of(worked) == ClockState.LATE


def test_an_official_reply_counts_a_note_for_staff_doesnt(cast: SimpleNamespace, worked: Case) -> None:
    services.comment(cast.li_grid_worker.actor, case=worked, words="打不通电话")
    assert state_of(worked) == ClockState.RUNNING
    services.reply_publicly(cast.wang_community.actor, case=worked, words="您好，今天下午上门")
    assert state_of(worked) == ClockState.MET


def test_a_question_waits_and_its_answer_counts(cast: SimpleNamespace, worked: Case) -> None:
    services.ask_reporter(cast.li_grid_worker.actor, case=worked, question="具体是几号楼？")
    assert state_of(worked) == ClockState.PAUSED
    with clock.frozen(MORNING + timedelta(days=3)):
        services.answer_question(Reporter.objects.get(case=worked), words="三号楼")
    assert state_of(worked) == ClockState.MET


def test_the_result_is_a_reply(cast: SimpleNamespace, worked: Case) -> None:
    services.resolve_case(cast.li_grid_worker.actor, case=worked, text="已经清走，地面冲洗干净")
    assert state_of(worked) == ClockState.MET


def test_a_withdrawn_case_owes_nothing(cast: SimpleNamespace, case: Case) -> None:
    services.withdraw_case(cast.wang_community.actor, case=case)
    assert state_of(case) == ClockState.DROPPED


def test_a_parted_case_owes_it_once(cast: SimpleNamespace) -> None:
    first, called, silent = open_case(cast), open_case(cast), open_case(cast)
    call(cast, called)
    for twin in (called, silent):
        services.merge_cases(cast.wang_community.actor, case=twin, into=first)
        services.unlink_case(cast.wang_community.actor, case=again(twin))
    assert state_of(called) == ClockState.MET
    assert state_of(silent) == ClockState.RUNNING


# ── Who may say it, and when it is offered ───────────────────────────────────────────────────────


def test_a_second_contact_isnt_the_first(cast: SimpleNamespace, worked: Case) -> None:
    call(cast, worked)
    before = codes_of(worked)
    with pytest.raises(RuleBroken) as refusal:
        call(cast, worked)
    assert refusal.value.code == "cases.no_contact_due" and refusal.value.message
    assert codes_of(worked) == before


@pytest.mark.parametrize("name", ["wang_community", "zhao_dispatcher", "qian_other_town", "sun_resident"])
def test_only_whoever_has_it_can_say_so(cast: SimpleNamespace, worked: Case, name: str) -> None:
    with pytest.raises(RuleBroken, match=r"cases\.not_yours"):
        services.note_contact(getattr(cast, name).actor, case=worked, how=ContactWay.VISIT)
    assert state_of(worked) == ClockState.RUNNING


def test_it_is_offered_while_it_is_owed(cast: SimpleNamespace, worked: Case) -> None:
    li = cast.li_grid_worker.actor
    for offered in (selectors.actions_for, selectors.field_actions):
        assert "contacted" in offered(li, worked)
        assert "contacted" not in offered(cast.wang_community.actor, worked)
    call(cast, worked)
    for offered in (selectors.actions_for, selectors.field_actions):
        assert "contacted" not in offered(li, worked)


# ── Warnings ─────────────────────────────────────────────────────────────────────────────────────


def test_the_sweep_warns_says_late_and_tells_somebody_above(cast: SimpleNamespace, worked: Case) -> None:
    Deadline.objects.filter(case=worked).exclude(kind=ClockKind.CONTACT).delete()
    for at in (DUE - timedelta(minutes=5), DUE, DUE + timedelta(days=1)):
        with clock.frozen(at):
            services.sweep_once()
    told = [line for line in codes_of(worked) if line.startswith(("cases.clock", "cases.lateness"))]
    assert told == ["cases.clock_warned", "cases.clock_missed", "cases.lateness_told"]
    assert again(worked).tier_no == worked.tier_no


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "name"), [("zh-hans", "首次联系反映人"), ("en", "First contact with the reporter")]
)
def test_the_clock_stands_on_the_case_page_in_both_languages(
    cast: SimpleNamespace, case: Case, client_of: ClientOf, language: str, name: str
) -> None:
    office = client_of(cast.wang_community)
    office.cookies["linli_language"] = language
    assert name in office.get(f"/console/cases/{case.ref}/").content.decode()


def test_on_the_console(cast: SimpleNamespace, worked: Case, client_of: ClientOf) -> None:
    li = client_of(cast.li_grid_worker)
    address = f"/console/cases/{worked.ref}/contacted/"
    assert li.post(address, {"how": "pigeon"}).status_code == 422
    assert li.post(address, {"how": "visit", "words": "当面说好"}).status_code == 303
    assert state_of(worked) == ClockState.MET
    assert li.get(address).status_code == 303  # nothing more to say


def test_in_the_field(cast: SimpleNamespace, worked: Case, client_of: ClientOf) -> None:
    li = client_of(cast.li_grid_worker)
    page = f"/field/case/{worked.ref}/"
    assert 'id="contacted"' in li.get(page).content.decode()
    assert li.post(f"{page}contacted/", {}).status_code == 422
    assert li.post(f"{page}contacted/", {"how": "message"})["Location"] == page
    assert state_of(worked) == ClockState.MET
    assert 'id="contacted"' not in li.get(page).content.decode()
    assert li.post(f"{page}contacted/", {"how": "message"}).status_code == 422
