"""The feed: what happened to the cases that a key sees, in the order in which it can be read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.cases import services as cases
from linli.foundation.audit import services as audit
from linli.kernel import clock, feeds
from linli.surfaces.api import selectors, services
from linli.surfaces.api.models import Change, Feed
from linli.surfaces.api.permissions import READ
from linli.surfaces.api.tests.json.making import System, again, code, deliver_all, open_case, whistled

pytestmark = pytest.mark.django_db


def told(system: System, **asked: Any) -> list[tuple[str, str]]:
    """All that the feed says from a cursor on, piece by piece."""
    found: list[tuple[str, str]] = []
    for _ in range(50):
        said = system.get("changes", asked).json()
        found += [(one["ref"], one["code"]) for one in said["items"]]
        asked["cursor"] = said["next"]
        if not said["more"]:
            return found
    raise AssertionError("the feed has no end")


def test_everything_once_and_in_order(cast: Any) -> None:
    system = System(cast)
    case = open_case(cast)
    cases.dispatch_case(cast.chen_centre.actor, case=case, to_org=cast.bureau.pk)
    deliver_all()
    whole = told(system)
    assert [one for one in whole if one[0] == case.ref][0][1] == "cases.opened"
    assert told(system, size=1) == whole == told(system, size=2)
    cursor = system.get("changes").json()["next"]
    assert told(system, cursor=cursor) == []
    cases.accept_case(cast.zhou_department.actor, case=again(case))
    assert told(system, cursor=cursor) == []  # until the worker has delivered it
    deliver_all()
    assert (case.ref, "cases.accepted") in told(system, cursor=cursor)


def test_from_now_on(cast: Any) -> None:
    system = System(cast)
    case = open_case(cast)
    deliver_all()
    said = system.get("changes", {"start": "now"}).json()
    assert said["items"] == [] and said["more"] is False
    cases.reply_publicly(cast.li_grid_worker.actor, case=case, words="车在路上")
    deliver_all()
    assert told(system, cursor=said["next"]) == [(case.ref, "cases.replied")]


def test_only_of_cases_that_the_key_sees(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A department's system goes through the county's lines without being told of them."""
    bureau = System(cast, READ, body=cast.bureau)
    other = open_case(cast)
    mine, _whistle = whistled(cast)
    deliver_all()
    refs = {ref for ref, _ in told(bureau)}
    assert refs == {mine.ref} and other.ref in {ref for ref, _ in told(System(cast, READ, name="全区"))}
    monkeypatch.setattr(selectors, "WINDOW", 2)
    assert {ref for ref, _ in told(bureau)} == {mine.ref}


def test_a_cursor_is_ones_own(cast: Any) -> None:
    open_case(cast)
    one, other = System(cast), System(cast, READ, name="另一个系统")
    deliver_all()
    cursor = one.get("changes").json()["next"]
    assert code(other.get("changes", {"cursor": cursor})) == (400, "api.bad_cursor")
    assert code(one.get("cases", {"cursor": cursor})) == (400, "api.bad_cursor")


def test_what_was_blanked_stays_blank(cast: Any) -> None:
    system = System(cast)
    case = open_case(cast)
    cases.reply_publicly(cast.li_grid_worker.actor, case=case, words="车牌甲一二三")
    deliver_all()
    assert "车牌甲一二三" in str(system.get("changes").json())
    audit.redact(case)
    assert "车牌甲一二三" not in str(system.get("changes").json())


def test_who_comes_too_late_is_told_so_and_meets_no_hole(cast: Any, settings: Any) -> None:
    """What is older than `LINLI_FEED_DAYS` is forgotten from the first line on; the numbers go on."""
    system = System(cast)
    with clock.frozen(clock.now() - timedelta(days=40)):
        old, _other = open_case(cast), open_case(cast)
    deliver_all()
    early, whole = system.get("changes", {"size": 1}).json()["next"], told(system)
    between = system.get("changes").json()["next"]
    young = open_case(cast)
    deliver_all()
    settings.LINLI_FEED_DAYS = 30
    assert services.forget_changes() == len(whole)
    assert services.forget_changes() == 0
    answer = system.get("changes", {"cursor": early})
    assert answer.status_code == 410, answer.content.decode()
    assert answer.json()["code"] == "feeds.gone"
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    rest = told(system, cursor=between)  # who had read all that is forgotten misses nothing
    assert rest and {ref for ref, _ in rest} == {young.ref}
    assert told(system) == rest  # who begins anew begins with the oldest that is kept
    assert old.ref in {ref for ref, _ in whole}
    settings.LINLI_FEED_DAYS = 1
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert services.forget_changes() == len(rest)
        said = system.get("changes", {"start": "now"})
        assert told(system, cursor=said.json()["next"]) == []


def test_forgetting_goes_on_batch_by_batch(cast: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(cast)
    for _ in range(3):
        open_case(cast)
    deliver_all()
    count = len(told(system))
    monkeypatch.setattr(feeds, "BATCH", 2)
    settings.LINLI_FEED_DAYS = 1
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert services.forget_changes() == count
    assert Change.objects.count() == 0
    assert Feed.objects.get(pk=cast.county.pk).gone == Feed.objects.get(pk=cast.county.pk).last
