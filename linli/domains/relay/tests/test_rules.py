"""What other platforms' answers say, whatever they say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.domains.relay import rules
from linli.domains.relay.method import Asking
from linli.foundation.methods import loader
from linli.foundation.webhooks.services.wire import read


def test_services_with_and_without_an_object_around_them() -> None:
    rows = [
        {"service_code": 7, "service_name": "井盖"},
        {"service_code": "", "service_name": "x"},
        {"service_name": "y"},
        "z",
    ]
    assert rules.services_of(rows) == rules.services_of({"services": rows}) == [("7", "井盖")]
    assert rules.services_of([{"service_code": "a"}]) == [("a", "a")]
    for odd in (None, 3, "x", {}, [[]], {"services": None}):
        assert rules.services_of(odd) == []


def test_a_number_or_a_token() -> None:
    assert rules.created_of([{"service_request_id": 71}]) == rules.Created("71", "")
    assert rules.created_of({"service_requests": [{"token": "t"}]}) == rules.Created("", "t")
    for odd in (None, [], [{}], [{"service_request_id": None, "token": True}], {"errors": []}):
        assert rules.created_of(odd) is None


def test_only_an_answer_about_the_number_counts() -> None:
    said = [
        {"service_request_id": "70", "status": "closed"},
        {"service_request_id": "71", "status": "OPEN", "status_notes": "派人了"},
    ]
    assert rules.report_of(said, "71") == rules.Report("open", "派人了")
    assert rules.report_of(said, "72") is None


def test_words_of_others_are_one_line_of_what_can_be_seen() -> None:
    assert rules.text("a\u202eb\n\tc\x00" + "d" * 900, 20) == "a b c " + "d" * 14
    assert [rules.text(odd, 9) for odd in (None, True, [], {"a": 1}, 1.5)] == [""] * 5
    assert read(b"[" * 100_000) is None
    assert read(b"\xff") is None


def test_what_is_tried_again() -> None:
    assert [status for status in (0, 301, 400, 403, 404, 408, 429, 500, 503) if not rules.is_final(status)] == [
        0,
        408,
        429,
        500,
        503,
    ]
    assert rules.refusal_of([{"code": 400, "description": "lat 缺"}], 400) == "lat 缺"
    assert rules.refusal_of(None, 403) == "HTTP 403"


@pytest.mark.parametrize(
    ("since", "minutes"),
    [
        (timedelta(hours=23, minutes=59), 15),
        (timedelta(days=1), 60),
        (timedelta(days=6, hours=23), 60),
        (timedelta(days=7), 360),
    ],
)
def test_asked_less_and_less(since: timedelta, minutes: int) -> None:
    for slug in loader.slugs():
        asking = loader.rules_from_files(slug).relay.asking
        assert rules.ask_again_after(since, asking) == timedelta(minutes=minutes), slug
    assert rules.ask_again_after(since, None) == timedelta(days=1)


def test_a_method_that_asks_in_no_order_is_refused() -> None:
    hour, day = {"amount": 1, "unit": "hours"}, {"amount": 1, "unit": "days"}
    good = {"often": hour, "often_for": day, "seldom": hour, "seldom_for": day, "rarely": day, "assumed": "x"}
    assert Asking.model_validate(good)
    for wrong in ({"often": day}, {"seldom_for": hour}, {"rarely": {"amount": 1, "unit": "working_days"}}):
        with pytest.raises(ValueError, match=r"grow|shorter|day and night"):
            Asking.model_validate(good | wrong)
