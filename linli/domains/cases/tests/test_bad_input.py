"""What people send by mistake or on purpose: clear words, nothing half written, nothing lost."""

from __future__ import annotations

import io
import math
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases import services
from linli.domains.cases.models import Attachment, Case, Reporter
from linli.domains.cases.tests.making import category, open_case, photo
from linli.foundation.methods import selectors as methods
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


def refused(code: str, cast: SimpleNamespace, **facts: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        open_case(cast, **facts)
    assert refusal.value.code == code
    assert refusal.value.message
    assert (Case.unscoped.count(), Reporter.objects.count(), Attachment.objects.count()) == (0, 0, 0)
    return refusal.value


def limits(cast: SimpleNamespace) -> Any:
    return methods.current_rules(cast.county.method_slug).cases.limits


@pytest.mark.parametrize(
    "text", ["", "   ", "短", "\x00\x01\x02\x03\x04\x05", "\u200b\u200b\u200b\u200b\u200b\u200b", "\n\n\n\n\n\n"]
)
def test_too_short_when_only_what_shows_is_counted(cast: SimpleNamespace, text: str) -> None:
    refused("cases.text_too_short", cast, text=text)


def test_too_long_says_how_much_fits(cast: SimpleNamespace) -> None:
    most = limits(cast).text_max
    assert str(most) in refused("cases.text_too_long", cast, text="长" * (most + 1)).message
    refused("cases.text_too_long", cast, text="长" * 1_000_000)
    assert len(open_case(cast, text="长" * most).text) == most


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("楼下\x00的灯\x07坏了三天", "楼下的灯坏了三天"),
        ("谢谢👍🏽楼道灯修好了", "谢谢👍🏽楼道灯修好了"),
        ("一家👨‍👩‍👧都被吵醒了", "一家👨‍👩‍👧都被吵醒了"),
        ("第一行\r\n第二行在这里", "第一行\n第二行在这里"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("'; DROP TABLE cases_case; --", "'; DROP TABLE cases_case; --"),
        ("{who} %s %(x)s {0}", "{who} %s %(x)s {0}"),
    ],
)
def test_strange_signs_neither_break_nor_vanish(cast: SimpleNamespace, text: str, kept: str) -> None:
    case = open_case(cast, text=text)
    assert Case.unscoped.get(pk=case.pk).text == kept


def test_half_an_emoji_is_left_out(cast: SimpleNamespace) -> None:
    assert open_case(cast, text="楼下的灯坏了\ud83d三天").text == "楼下的灯坏了三天"


@pytest.mark.parametrize("phone", ["abc", "１３９", "12", "1" * 30, "139;DROP", "+86", "\x00" * 8 + "x"])
def test_phones_that_are_none(cast: SimpleNamespace, phone: str) -> None:
    refused("cases.bad_phone", cast, contact_phone=phone)


@pytest.mark.parametrize(
    ("lat", "lng"), [(91.0, 0.0), (0.0, 181.0), (math.nan, 1.0), (math.inf, 1.0), (30.0, None), (None, 30.0)]
)
def test_places_that_are_none(cast: SimpleNamespace, lat: float | None, lng: float | None) -> None:
    refused("cases.bad_place", cast, lat=lat, lng=lng)


def test_an_area_of_another_county(cast: SimpleNamespace) -> None:
    refused("cases.other_county", cast, area=cast.other_county_grid)


@pytest.mark.parametrize("source", ["", "fax", "snapshot", "__class__"])
def test_a_way_in_that_the_county_does_not_have(cast: SimpleNamespace, source: str) -> None:
    refused("cases.source_off", cast, source=source)


def test_a_category_that_is_no_longer_used(cast: SimpleNamespace) -> None:
    old = category("social/request/9999", "旧类别")
    old.retired = True
    refused("cases.category_gone", cast, category=old)


def _zip_as_photo() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.jpg", b"x" * 100)
    return out.getvalue()


def test_with_one_bad_picture_nothing_is_filed(cast: SimpleNamespace) -> None:
    refused("pictures.unreadable", cast, photos=(photo(), _zip_as_photo()))
    refused("pictures.too_many", cast, photos=(photo(),) * (limits(cast).photos + 1))
    refused("pictures.too_large", cast, photos=(bytes(limits(cast).photo_megabytes * 1_000_000 + 1),))


def test_pictures_of_a_report_are_kept_for_its_reporter(cast: SimpleNamespace) -> None:
    case = open_case(cast, photos=(photo("PNG"), photo("HEIF", "blue")))
    assert [(row.kind, row.public, row.path[-4:]) for row in case.attachments.all()] == [("before", True, ".jpg")] * 2


def test_long_names_are_cut_where_they_must_fit(cast: SimpleNamespace) -> None:
    case = open_case(cast, title="题" * 500, place_words="处" * 500, contact_name="名" * 500, called="称" * 500)
    assert (len(case.title), len(case.place_words)) == (80, 120)


def test_dates_and_posts_of_the_past_stay_there(cast: SimpleNamespace) -> None:
    """A target that doesn't exist (any more) is refused in words, not with an error page."""
    case = open_case(cast)
    zhao = cast.zhao_dispatcher.actor
    for facts in ({}, {"to_person": cast.li_grid_worker.card_id, "to_org": cast.bureau.pk}):
        with pytest.raises(RuleBroken) as refusal:
            services.dispatch_case(zhao, case=case, **facts)
        assert refusal.value.code == "cases.one_target"
