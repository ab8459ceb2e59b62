"""Work orders in: once, through the one intake, with the time that their kind gets; and what bad input does."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from linli.domains.cases.models import Case, Deadline, Reporter
from linli.domains.cases.tests.making import again, codes_of
from linli.domains.hotline.models import Order
from linli.domains.hotline.tests.making import MORNING, SAID, TEXT, coded, get, platform, post, sent
from linli.foundation.audit import selectors as history
from linli.kernel import clock


def said(answer: Any) -> dict[str, Any]:
    return dict(json.loads(answer.content))


def problem(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, said(answer)["code"]


def test_an_order_is_a_case_like_any_other(cast: Any) -> None:
    caller = {"name": "丛丽", "phone": "100-0000 9999", "called": "丛女士"}
    answer = sent(cast, caller=caller, place="南门", lat=37.5, lng=122.1, urgency="普通")
    assert answer.status_code == 201
    case = Case.unscoped.select_related("area", "handler").get()
    assert (case.source, case.text, case.area, case.handler_id) == (
        "hotline",
        TEXT,
        cast.grid,
        cast.li_grid_worker.card_id,
    )
    reporter = Reporter.objects.get()
    assert reporter.phone == "10000009999" and reporter.phone_masked == "100****9999"
    assert [line.who for line in history.timeline(case) if line.code == "hotline.taken"] == ["12345 热线平台"]
    shown = said(answer)
    assert shown["ref"] == case.ref and shown["status"] == "assigned" and shown["unread"] == []
    assert said(get(platform(cast), f"orders/{SAID['number']}")) == shown


@pytest.mark.parametrize(
    ("kind", "urgency", "amount", "unit"),
    [
        ("咨询", "", 1, "working_days"),
        ("求助", "", 3, "working_days"),
        ("投诉", "", 7, "days"),
        ("建议", "", 7, "days"),
        ("咨询", "紧急", 24, "hours"),
        ("咨询", "特急", 2, "hours"),
    ],
)
def test_the_time_follows_from_kind_and_urgency(cast: Any, kind: str, urgency: str, amount: int, unit: str) -> None:
    assert sent(cast, kind=kind, urgency=urgency).status_code == 201
    promise = Deadline.objects.get(kind="promise")
    assert (promise.amount, promise.unit) == (amount, unit)
    assert Order.objects.get().due_at == promise.due_at


def test_the_same_number_again_is_the_same_order(cast: Any) -> None:
    key = platform(cast)
    first, second = sent(cast, key), sent(cast, key)
    assert (first.status_code, second.status_code) == (201, 200) and said(first) == said(second)
    assert Case.unscoped.count() == 1
    assert problem(sent(cast, key, text=TEXT + "！")) == (409, "hotline.other_content")


def test_a_position_of_a_map_service_is_converted(cast: Any) -> None:
    key = platform(cast)
    assert sent(cast, key, lat=37.5, lng=122.1, datum="gcj02").status_code == 201
    case = Case.unscoped.get()
    assert case.lat is not None
    assert case.lng is not None
    assert 0.0001 < abs(case.lat - 37.5) < 0.01
    assert 0.0001 < abs(case.lng - 122.1) < 0.01
    refused = sent(cast, key, number="GD2", lat=37.5, lng=122.1, datum="bd09")
    assert (refused.status_code, "datum" in refused.content.decode()) == (422, True)


def test_two_platforms_may_use_the_same_number(cast: Any) -> None:
    assert sent(cast, platform(cast)).status_code == sent(cast, platform(cast, "数字城管")).status_code == 201
    assert Case.unscoped.count() == 2


@pytest.mark.parametrize("category", ["没有这一类", None])
def test_an_unknown_category_goes_to_the_desk(cast: Any, category: str | None) -> None:
    answer = sent(cast, category=category)
    assert answer.status_code == 201 and said(answer)["unread"] == ["category"]
    case = Case.unscoped.get()
    assert case.state == "received" and case.handler_id is None and case.category.code == "03"
    assert Order.objects.get().category_words == (category or "")


def test_an_unknown_place_goes_to_the_desk(cast: Any) -> None:
    answer = sent(cast, area_code="X1")
    assert said(answer)["unread"] == ["area_code"] and Case.unscoped.get().state == "received"
    assert Case.unscoped.get().area == cast.county


def test_coordinates_choose_a_community_for_the_desk_to_look_at(cast: Any) -> None:
    cast.grid.lat, cast.grid.lng = 37.5, 122.1
    cast.grid.save(update_fields=["lat", "lng"])
    assert said(sent(cast, area_code=None, lat=37.51, lng=122.11))["unread"] == []
    case = Case.unscoped.get()
    assert (case.area, case.state, case.lat) == (cast.community, "received", 37.51)


def test_coordinates_outside_of_the_county_are_left_out(cast: Any) -> None:
    cast.grid.lat, cast.grid.lng = 37.5, 122.1
    cast.grid.save(update_fields=["lat", "lng"])
    assert said(sent(cast, lat=0.5, lng=0.5))["unread"] == ["lat", "lng"]  # in the sea
    case = Case.unscoped.get()
    assert (case.area, case.lat, case.lng) == (cast.grid, None, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": None}, "number"),
        ({"number": "a/b"}, "number"),
        ({"number": "１"}, "number"),
        ({"number": ["1"]}, "number"),
        ({"text": None}, "text"),
        ({"text": "字" * 5001}, "text"),
        ({"text": "\ud83d"}, "text"),
        ({"kind": "别的"}, "kind"),
        ({"urgency": "很急"}, "urgency"),
        ({"lat": 91, "lng": 0}, "lat"),
        ({"lat": "x", "lng": 0}, "lat"),
        ({"lat": 1e999, "lng": 0}, "lat"),
        ({"lat": 30}, "lng"),
        ({"caller": {"phone": "打这个"}}, "caller.phone"),
        ({"called_at": "昨天"}, "called_at"),
        ({"emergency": "118"}, "emergency"),
        ({"in_petition": "yes"}, "in_petition"),
        ({"legal_route": "x"}, "legal_route"),
        ({"attachments": "x"}, "attachments"),
        ({"attachments": ["javascript:alert(1)"]}, "attachments"),
        ({"attachments": ["https://a:b@c.example/"]}, "attachments"),
        ({"attachments": ["https://a.example/"] * 21}, "attachments"),
    ],
)
def test_what_is_wrong_is_named(cast: Any, changes: dict[str, Any], field: str) -> None:
    key = platform(cast)
    body = json.dumps({k: v for k, v in (SAID | changes).items() if v is not None}).replace("Infinity", "1e999")
    answer = post(key, "orders", body.encode())
    assert problem(answer) == (422, "hotline.bad_field") and said(answer)["field"] == field
    assert Case.unscoped.count() == 0


def test_attachments_are_kept_as_addresses(cast: Any) -> None:
    files = ["https://a.example/1.jpg", {"url": "http://b.example/2.pdf", "name": "现场"}]
    assert sent(cast, attachments=files).status_code == 201
    assert Order.objects.get().attachments == [
        {"name": "", "url": "https://a.example/1.jpg"},
        {"name": "现场", "url": "http://b.example/2.pdf"},
    ]


def test_fields_stand_where_the_method_says(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from linli.domains.hotline.method import Fields

    plain = Fields.model_dump

    def theirs(self: Fields, **options: Any) -> dict[str, str]:
        return plain(self, **options) | {"number": "工单编号", "text": "诉求.内容"}

    monkeypatch.setattr(Fields, "model_dump", theirs)
    key = platform(cast)
    assert post(key, "orders", {"工单编号": "A1", "诉求": {"内容": TEXT}, "kind": "求助"}).status_code == 201
    answer = post(key, "orders", {"工单编号": "A2", "诉求": "内容", "kind": "求助"})
    assert said(answer)["field"] == "诉求.内容"


def test_wrong_keys_replays_and_clocks(cast: Any) -> None:
    key = platform(cast)
    body = SAID | {"area_code": coded(cast.grid)}
    assert problem(post(key, "orders", body, headers={"Linli-Signature": "0" * 64})) == (401, "partners.refused")
    assert post(key, "orders", body, nonce="only-once").status_code == 201
    assert problem(post(key, "orders", body, nonce="only-once")) == (401, "partners.refused")
    late = post(key, "orders", body, at=clock.now() - timedelta(hours=1))
    assert problem(late) == (401, "partners.clock_off") and "-3600" in said(late)["detail"]
    assert "2026-11-17 09:00:00" in said(late)["detail"]
    assert problem(post(key, "orders", "诉求".encode("gbk"))) == (400, "partners.not_json")
    assert problem(post(key, "orders", b"{}", kind="application/json; charset=gbk")) == (415, "partners.not_json")
    assert problem(post(key, "orders", b"x" * 10_000_000)) == (413, "partners.too_large")
    assert Case.unscoped.count() == 1


def test_a_county_that_takes_no_hotline_orders_says_so(cast: Any) -> None:
    from linli.foundation.partners.tests import making as keys

    owner = keys.Partner.unscoped.create(
        county=cast.other_county, area=cast.other_county, name="热线", kind="hotline", added_at=clock.now()
    )
    platform(cast)
    key = keys.services.issue(
        cast.deng_other_admin.actor, partner=owner, kind="hmac", scopes=["hotline.orders"],
        expires_at=clock.now() + keys.YEAR,
    )  # fmt: skip
    assert problem(post(key, "orders", SAID)) == (409, "cases.source_off")


def test_a_release_without_a_hotline_says_so_too(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from linli.domains.hotline.selectors import outside

    rules = outside.methods.current_rules(cast.county.method_slug)
    older = replace(rules, sections={name: one for name, one in rules.sections.items() if name != "hotline"})
    key = platform(cast)
    monkeypatch.setattr(outside.methods, "current_rules", lambda slug: older)
    assert problem(post(key, "orders", SAID)) == (409, "cases.source_off")


def test_danger_in_the_words_is_answered_with_the_number(cast: Any) -> None:
    shown = said(sent(cast, text="三楼着火了，有人被困，快来人"))
    assert shown["hand_over"] == "119"
    case = again(Case.unscoped.get())
    assert case.urgency == "danger" and "hotline.handed_over" in codes_of(case)
    assert clock.now() == MORNING
