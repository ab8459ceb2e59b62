"""Querying requests: filters, spans, pages, and what is never shown."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases import selectors, services
from linli.domains.cases.models import Case
from linli.domains.cases.services.intake import add_reporter
from linli.domains.cases.tests.making import MORNING, again, photo
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.models import Area
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.surfaces.api.tests.making import (
    LAMP,
    PHONE,
    QUARREL,
    SECRET_WORDS,
    SERVICE,
    WORDS,
    Platform,
    case_of,
    load,
    refs,
    rows,
)

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


@pytest.fixture(autouse=True)
def morning() -> Any:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def platform(cast: SimpleNamespace) -> Platform:
    load()
    return Platform(cast)


def w3c(at: Any) -> str:
    return at.isoformat(timespec="seconds")


def closed(cast: SimpleNamespace, case: Case) -> None:
    services.explain_case(SYSTEM, case=case, reason="该处已纳入改造，秋天一起做")


def test_a_case_shows_what_the_portal_shows_and_nothing_else(platform: Platform, cast: SimpleNamespace) -> None:
    Area.unscoped.filter(pk=cast.grid.pk).update(lat=36.5, lng=116.5)
    case = case_of(cast, area=cast.building, place_words="2 单元 301", lat=36.512345, lng=116.498765, photos=(photo(),))
    (row,) = rows(platform.get(f"requests/{case.ref}.json"))
    assert (row["status"], row["status_notes"], row["service_code"]) == ("open", "已收到", SERVICE)
    assert row["address"].startswith(cast.community.name) and "1 号楼" in row["address"]
    assert row["requested_datetime"] == "2026-11-17T09:00:00+08:00"
    assert (row["lat"], row["long"]) == (36.5, 116.5)  # the grid's own, not where the reporter stood
    assert (row["description"], row["media_url"]) == (None, None)
    everything = (
        platform.get("requests.xml").content.decode() + platform.get("servicerequestupdates.xml").content.decode()
    )
    for hidden in (WORDS, SECRET_WORDS, PHONE, "2 单元", "36.512345", "李春燕"):
        assert hidden not in everything, hidden


def test_what_is_hidden_is_in_no_format_list_or_address(platform: Platform, cast: SimpleNamespace) -> None:
    shown = case_of(cast)
    quarrel, taken_back, redirected = case_of(cast, QUARREL), case_of(cast), case_of(cast)
    services.withdraw_case(SYSTEM, case=taken_back, reason="报错了")
    services.redirect_case(SYSTEM, case=redirected, route="petition")
    joined = case_of(cast)
    services.merge_cases(SYSTEM, case=joined, into=shown)
    for form in ("json", "xml"):
        listed = platform.get(f"requests.{form}").content.decode()
        steps = platform.get(f"servicerequestupdates.{form}").content.decode()
        assert shown.ref in listed and shown.ref in steps
        for hidden in (quarrel, taken_back, redirected, joined):
            token, _row = add_reporter(hidden, "", "", "", source="portal", is_first=False)
            assert hidden.ref not in listed + steps
            never = platform.get(f"requests/XX-261117-0001.{form}")
            one = platform.get(f"requests/{hidden.ref}.{form}")
            assert one.status_code == never.status_code == 404
            assert one.content.decode().replace(hidden.ref, "") == never.content.decode().replace("XX-261117-0001", "")
            assert (
                platform.get(f"requests.{form}", service_request_id=hidden.ref).content.decode().count(hidden.ref) == 0
            )
            by_token, unknown = platform.get(f"tokens/{token}.{form}"), platform.get(f"tokens/{'x' * 24}.{form}")
            assert by_token.status_code == unknown.status_code == 404
            assert by_token.content == unknown.content


def test_another_county_sees_nothing_of_this_one(platform: Platform, cast: SimpleNamespace) -> None:
    case = case_of(cast)
    platform.county = cast.other_county.slug
    assert platform.get(f"requests/{case.ref}.json").status_code == 404
    assert refs(platform.get("requests.json")) == []


def listed(cast: SimpleNamespace, **changes: Any) -> list[str]:
    """What would be published under other rules."""
    rules = territory.rules_of(cast.county)
    other = SimpleNamespace(cases=rules.cases.model_copy(update=changes))
    return [case.ref for case in selectors.published(cast.county, other, selectors.Wanted())]


def test_a_county_that_looks_first_shows_nothing_before(cast: SimpleNamespace) -> None:
    waiting, given = case_of(cast, area=cast.county), case_of(cast)
    assert (again(waiting).state, again(given).state) == ("received", "assigned")
    first = territory.rules_of(cast.county).cases.intake.model_copy(update={"verify_public_reports": True})
    assert set(listed(cast)) == {waiting.ref, given.ref}
    assert listed(cast, intake=first) == [given.ref]


def test_a_method_without_publishing_shows_nothing(cast: SimpleNamespace) -> None:
    case_of(cast)
    assert listed(cast, publishing=None) == []
    assert (
        listed(cast, publishing=territory.rules_of(cast.county).cases.publishing.model_copy(update={"keys": ()})) == []
    )


def test_filters(platform: Platform, cast: SimpleNamespace) -> None:
    drain, lamp = case_of(cast), case_of(cast, LAMP)
    closed(cast, lamp)
    assert refs(platform.get("requests.json", service_code=SERVICE)) == [drain.ref]
    both = refs(platform.get("requests.json", service_code=f"{SERVICE}, {LAMP.replace('/', '-')}"))
    assert set(both) == {drain.ref, lamp.ref}
    assert refs(platform.get("requests.json", status="open")) == [drain.ref]
    assert refs(platform.get("requests.json", status="closed")) == [lamp.ref]
    assert len(refs(platform.get("requests.json", status="open,closed"))) == 2
    assert len(refs(platform.get("requests.json", status="", service_code="", start_date=""))) == 2
    (row,) = rows(platform.get("requests.json", status="closed"))
    assert row["updated_datetime"] == "2026-11-17T09:00:00+08:00"


def test_numbers_override_every_other_argument(platform: Platform, cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING - timedelta(days=200)):
        old = case_of(cast)
    new = case_of(cast)
    asked = f"{old.ref},{new.ref},{old.ref},HC-000000-0000"
    assert set(refs(platform.get("requests.json", service_request_id=asked, status="closed", page="99"))) == {
        old.ref,
        new.ref,
    }


def test_spans_of_ninety_days(platform: Platform, cast: SimpleNamespace) -> None:
    made = {}
    for days in (0, 89, 91, 200):
        with clock.frozen(MORNING - timedelta(days=days)):
            made[days] = case_of(cast).ref
    at = {days: w3c(MORNING - timedelta(days=days)) for days in made}
    assert set(refs(platform.get("requests.json"))) == {made[0], made[89]}
    assert refs(platform.get("requests.json", start_date=at[200])) == [made[200]]
    assert set(refs(platform.get("requests.json", end_date=at[89]))) == {made[89], made[91]}
    assert refs(platform.get("requests.json", start_date=at[91], end_date=at[91])) == [made[91]]
    longer = refs(platform.get("requests.json", start_date=at[200], end_date=at[0]))
    assert longer == [made[200]]  # cut after ninety days


def test_changed_since_finds_old_cases_too(platform: Platform, cast: SimpleNamespace) -> None:
    with clock.frozen(MORNING - timedelta(days=200)):
        old = case_of(cast)
    case_of(cast)
    with clock.frozen(MORNING + timedelta(hours=1)):
        closed(cast, old)
        asked = {
            "updated_after": w3c(MORNING + timedelta(minutes=30)),
            "updated_before": w3c(MORNING + timedelta(hours=2)),
        }
        assert refs(platform.get("requests.json", **asked)) == [old.ref]
        assert refs(platform.get("requests.json", updated_before=w3c(MORNING - timedelta(days=100)))) == []


def test_pages_go_on_where_the_specification_ends(platform: Platform, cast: SimpleNamespace) -> None:
    made = []
    for number in range(5):
        with clock.frozen(MORNING + timedelta(minutes=number)):
            made.insert(0, case_of(cast, text=f"第 {number} 个井盖松了").ref)
    with clock.frozen(MORNING + timedelta(hours=1)):
        assert refs(platform.get("requests.json", page_size=2)) == made[:2]
        assert refs(platform.get("requests.json", page_size=2, page=3)) == made[4:]
        assert refs(platform.get("requests.json", page_size=2, page=99999)) == []
        assert refs(platform.get("requests.json", page=1)) == made


def test_at_most_a_thousand_come_at_once(platform: Platform, cast: SimpleNamespace) -> None:
    one = again(case_of(cast))
    copies = []
    for number in range(1004):
        one.pk, one.ref = None, f"HC-261117-{number + 50000}"
        copies.append(
            Case(**{f.attname: getattr(one, f.attname) for f in Case._meta.concrete_fields if f.attname != "id"})
        )
    Case.unscoped.bulk_create(copies)
    assert len(refs(platform.get("requests.json"))) == 1000
    assert len(refs(platform.get("requests.json", page=2))) == 5


def test_updates_name_steps_and_no_words(platform: Platform, cast: SimpleNamespace) -> None:
    case = case_of(cast)
    services.accept_case(cast.li_grid_worker.actor, case=case)
    services.reply_publicly(cast.li_grid_worker.actor, case=case, words="张三家门口的先用围挡围上")
    closed(cast, again(case))
    found = rows(platform.get("servicerequestupdates.json", service_request_id=case.ref))
    assert [row["description"] for row in found] == ["收到了", "开始办理", "已说明"]
    assert [row["status"] for row in found] == ["open", "open", "closed"]
    since = w3c(MORNING + timedelta(seconds=1))
    assert rows(platform.get("servicerequestupdates.json", start_date=since)) == []
