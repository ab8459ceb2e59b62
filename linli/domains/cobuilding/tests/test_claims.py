"""Posting, claiming part by part, agreements, deliveries, feedback, reviews; and what must not be possible."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import Http404

from linli.domains.cobuilding import selectors, services
from linli.domains.cobuilding.models import Claim, Entry, Feedback, ListVersion, Picture
from linli.domains.cobuilding.tests.making import (
    SYSTEM,
    again,
    agreed,
    claimed,
    delivered,
    offered,
    parts_of,
    photo,
    posted,
    projected,
    registered,
    tendered,
)
from linli.foundation.organizations import services as organizations
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

SHANGHAI = ZoneInfo("Asia/Shanghai")


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def test_parts_are_claimed_and_given_back_apart(cast: Any) -> None:
    entry = posted(cast, "一号院", "二号院")
    first, second = parts_of(entry)
    zhou, sun = cast.zhou_department.actor, cast.sun_other_department.actor
    one = services.claim_part(zhou, part=first, organization=cast.bureau)
    two = services.claim_part(sun, part=second, organization=cast.other_bureau)
    with refused("cobuilding.part_taken"):
        services.claim_part(sun, part=first, organization=cast.other_bureau)
    services.release_claim(zhou, claim=one, reason="人手不够")
    services.claim_part(sun, part=first, organization=cast.other_bureau)
    assert again(two).state == "claimed"
    with refused("cobuilding.still_claimed"):
        services.withdraw_entry(cast.wang_community.actor, entry=entry, reason="不用了")


def test_the_agreement_needs_both_signatures_before_anything_is_delivered(cast: Any) -> None:
    row, zhou, wang = claimed(cast), cast.zhou_department.actor, cast.wang_community.actor
    with refused("cobuilding.no_terms"):
        services.sign(wang, claim=row)
    with refused("cobuilding.day_past"):
        services.agree(zhou, claim=row, terms="每月", ends_on=clock.today() - timedelta(days=1))
    services.agree(zhou, claim=row, terms="每月一次", ends_on=clock.today())
    with refused("cobuilding.signed_already"):
        services.sign(zhou, claim=row)
    with refused("cobuilding.not_now"):
        delivered(cast, row)
    with refused("cobuilding.terms_set"):
        services.agree(wang, claim=row, terms="每周一次", ends_on=clock.today())
    assert services.sign(wang, claim=row).state == "agreed"
    with pytest.raises(OutOfScope):
        services.sign(cast.ma_other_office.actor, claim=row)


def test_after_delivery_began_it_is_ended_with_a_reason_and_not_given_back(cast: Any) -> None:
    row, zhou = agreed(cast), cast.zhou_department.actor
    with refused("cobuilding.not_begun"):
        services.end_claim(zhou, claim=row, reason="撤")
    delivered(cast, row)
    with refused("cobuilding.delivery_began"):
        services.release_claim(zhou, claim=row, reason="撤")
    with refused("cobuilding.words_needed"):
        services.end_claim(zhou, claim=row, reason=" ")
    assert services.end_claim(zhou, claim=row, reason="设备坏了").state == "ended"
    assert services.claim_part(cast.sun_other_department.actor, part=row.part, organization=cast.other_bureau).pk


def test_the_last_part_delivered_carries_the_entry_out(cast: Any) -> None:
    entry = posted(cast, "一号院", "二号院")
    for part in parts_of(entry):
        row = agreed(cast, services.claim_part(cast.zhou_department.actor, part=part, organization=cast.bureau))
        delivered(cast, row)
        with pytest.raises(OutOfScope):
            services.finish_claim(cast.zhou_department.actor, claim=row)
        assert again(entry).state == "open"
        services.finish_claim(cast.wang_community.actor, claim=row)
    assert again(entry).state == "done"
    with refused("cobuilding.not_now"):
        services.withdraw_entry(cast.wang_community.actor, entry=entry, reason="晚了")


def test_an_agreement_past_its_day_shows_and_takes_no_delivery(cast: Any) -> None:
    last = datetime(2026, 3, 31, 23, 59, 59, tzinfo=SHANGHAI)
    with clock.frozen(last):
        row = agreed(cast, ends_on=last.date())
        delivered(cast, row)
    with clock.frozen(last + timedelta(seconds=1)):
        with refused("cobuilding.agreement_over"):
            delivered(cast, again(row))
        found = selectors.claim_page(cast.wang_community.actor, selectors.claim_for(cast.wang_community.actor, row.pk))
        assert (found["is_over"], found["may_deliver"], found["may_finish"]) == (True, False, True)


def test_both_ways_a_community_claims_what_a_unit_offers(cast: Any) -> None:
    entry, wang = offered(cast), cast.wang_community.actor
    part = parts_of(entry)[0]
    with refused("cobuilding.own_entry"):
        services.claim_part(cast.zhou_department.actor, part=part, organization=cast.bureau)
    row = services.claim_part(wang, part=part, claimant=cast.community)
    assert row.who == "柳园社区"
    services.agree(wang, claim=row, terms="周六上午", ends_on=clock.today())
    assert services.sign(cast.zhou_department.actor, claim=row).state == "agreed"


def test_strangers_claim_post_and_see_nothing(cast: Any) -> None:
    entry = posted(cast)
    part, feng, ma = parts_of(entry)[0], cast.feng_other_county.actor, cast.ma_other_office.actor
    far = organizations.create_organization(SYSTEM, area=cast.other_county, kind="department", name="山县城管局")
    for actor, side in (
        (cast.zhou_department.actor, {"organization": cast.other_bureau}), (ma, {"claimant": cast.community}),
        (feng, {"claimant": cast.community}),
    ):  # fmt: skip
        with pytest.raises(OutOfScope):
            services.claim_part(actor, part=part, **side)
    with refused("cobuilding.other_county"):
        services.claim_part(feng, part=part, organization=far)
    with refused("cobuilding.wrong_ground"):
        services.claim_part(cast.wang_community.actor, part=part, claimant=cast.grid)
    with pytest.raises(OutOfScope):
        services.withdraw_entry(ma, entry=entry, reason="不是我的")
    for door, pk in ((selectors.entry_for, entry.pk), (selectors.part_for, part.pk)):
        with pytest.raises(Http404):
            door(feng, pk)
    with pytest.raises((OutOfScope, RuleBroken)):
        posted(cast, area=cast.other_county_community)
    assert Claim.unscoped.count() == 0


def test_a_unit_that_was_dissolved_claims_and_delivers_nothing(cast: Any) -> None:
    unit = organizations.create_organization(SYSTEM, area=cast.county, kind="department", name="江县旧局")
    first, second = parts_of(posted(cast, "一号院", "二号院"))
    row = services.claim_part(SYSTEM, part=first, organization=unit)
    services.agree(SYSTEM, claim=row, terms="每月", ends_on=clock.today())
    services.sign(SYSTEM, claim=row)
    organizations.close_organization(SYSTEM, organization=unit)
    with refused("cobuilding.unit_ended"):
        services.deliver(SYSTEM, claim=row, words="照旧")
    with refused("cobuilding.unit_ended"):
        services.claim_part(SYSTEM, part=second, organization=unit)
    assert services.release_claim(cast.wang_community.actor, claim=row, reason="单位撤销").state == "released"


def test_a_delivery_keeps_pictures_and_takes_as_many_answers_as_it_served(
    cast: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    made = delivered(cast, served=2, photos=[photo()])
    kept = Picture.unscoped.get()
    with selectors.picture_for(cast.wang_community.actor, kept.pk).file as file:
        assert file.read(3) == b"\xff\xd8\xff"
    with pytest.raises(Http404):
        selectors.picture_for(cast.feng_other_county.actor, kept.pk)
    for mark in (0, 6):
        with refused("cobuilding.mark_range"):
            services.give_feedback(delivery=made, mark=mark)
    with refused("cobuilding.unknown"):
        services.give_feedback(delivery=made, mark=5, wish="money")
    for mark in (5, 2):
        services.give_feedback(delivery=made, mark=mark, wish="more")
    with refused("cobuilding.feedback_full"):
        services.give_feedback(delivery=made, mark=5)
    claim = selectors.claim_for(cast.wang_community.actor, made.claim_id)
    (shown,) = selectors.claim_page(cast.wang_community.actor, claim)["deliveries"]
    assert (shown.mean, shown.answers, shown.wishes) == (3.5, 2, [("多来几次", 2)])
    assert Feedback.objects.count() == 2


def test_each_quarter_freezes_one_version_with_what_changed(cast: Any) -> None:
    wang = cast.wang_community.actor
    last = datetime(2026, 3, 31, 23, 59, 59, tzinfo=SHANGHAI)
    with clock.frozen(last):
        kept, gone = posted(cast, title="理发"), posted(cast, title="修灯")
        first = services.review_lists(wang, area=cast.community, note="大党委会议")
        with refused("cobuilding.reviewed_already"):
            services.review_lists(wang, area=cast.community)
    assert (first.number, first.cycle_on.isoformat(), len(first.added)) == (1, "2026-01-01", 2)
    with clock.frozen(last + timedelta(seconds=1)):
        services.withdraw_entry(wang, entry=gone, reason="已经修好")
        claimed(cast, kept)
        new = posted(cast, title="扫雪")
        second = services.review_lists(wang, area=cast.community)
    assert (second.number, second.cycle_on.isoformat()) == (2, "2026-04-01")
    assert (second.added, second.gone, second.changed) == ([str(new.pk)], [str(gone.pk)], [str(kept.pk)])
    assert {row.title: row.change for row in selectors.version_rows(second)} == {
        "扫雪": "added", "修灯": "gone", "理发": "changed"
    }  # fmt: skip
    assert again(first).entries[str(kept.pk)]["parts"][0]["by"] == ""
    with pytest.raises(OutOfScope):
        services.review_lists(cast.ma_other_office.actor, area=cast.community)
    assert ListVersion.unscoped.count() == 2


def test_suggestions_say_why(cast: Any) -> None:
    wang = cast.wang_community.actor
    posted(cast)
    row = registered(cast, capacity=3)
    assert not selectors.suggestions_page(wang)[0].suggestions
    services.confirm(wang, registration=row)
    (part,) = selectors.suggestions_page(wang)
    (found,) = part.suggestions
    assert (found.registration.who, found.reasons[0], found.reasons[2]) == ("江县市政局", "同一社区", "还能接 3 件")
    assert not selectors.suggestions_page(cast.ma_other_office.actor).object_list


def test_a_part_under_tender_isnt_open_to_claims_until_the_tender_is_given_up(cast: Any) -> None:
    wang, called = cast.wang_community.actor, projected(cast)
    row = posted(cast)
    tender = tendered(cast, called)
    suggested = lambda: {one.entry_id for one in selectors.suggestions_page(wang)}  # noqa: E731
    assert (suggested(), selectors.gaps(wang)["parts"][0]) == ({row.pk}, 1)
    services.end_tender(wang, tender=tender, reason="改为自办")
    assert suggested() == {row.pk, called.pk}


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Two connections claim the last part at the same moment."""

    def test_exactly_one_gets_it(self, cast: Any) -> None:
        part = parts_of(posted(cast))[0]
        gate, done = threading.Barrier(2), []
        sides = ((cast.zhou_department, cast.bureau), (cast.sun_other_department, cast.other_bureau))

        def claim(member: Any, unit: Any) -> None:
            gate.wait()
            try:
                services.claim_part(member.actor, part=part, organization=unit)
                done.append("claimed")
            except RuleBroken as error:
                done.append(error.code)
            finally:
                connection.close()

        threads = [threading.Thread(target=claim, args=side) for side in sides]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(done) == ["claimed", "cobuilding.part_taken"]
        assert Claim.unscoped.filter(part=part).count() == 1
        assert Entry.unscoped.get().state == "open"
