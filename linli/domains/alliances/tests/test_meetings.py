"""Joint meetings with topics and resolutions, or deliberations where the method has a form for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from linli.domains.alliances import selectors, services
from linli.domains.alliances.models import Resolution
from linli.domains.alliances.tests import making
from linli.domains.alliances.tests.making import LATER, SYSTEM, again, joined, main, met, resolved
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=rf"{code}\b")


def test_a_meeting_has_topics_of_the_method(cast: Any) -> None:
    row = main(cast)
    chair = joined(cast, row)
    made = met(cast, row, topics=[("common", "停车"), ("help", "帮困")], chair=chair.pk)
    facts = selectors.meeting_page(SYSTEM, selectors.meeting_for(SYSTEM, made.pk))
    assert facts["topics"] == [("问题共商", "停车"), ("困难互帮", "帮困")]
    with refused("alliances.no_topic"):
        met(cast, row, topics=[])
    with refused("alliances.unknown"):
        met(cast, row, topics=[("x", "停车")])
    with refused("alliances.future"):
        met(cast, row, on=clock.today() + timedelta(days=1))
    with refused("alliances.not_a_member"):
        met(cast, row, chair=joined(cast, making.industry(cast), organization=cast.other_bureau).pk)
    with pytest.raises(OutOfScope):
        services.record_meeting(cast.ma_other_office.actor, alliance=row, topics=[("common", "停车")], came=1)
    with pytest.raises(Http404):
        selectors.meeting_for(cast.feng_other_county.actor, made.pk)


def test_a_resolution_is_late_from_the_day_after_and_followed_until_done(cast: Any) -> None:
    row = main(cast)
    today = clock.today()
    due = resolved(cast, row, due_on=today)
    with refused("alliances.day_past"):
        resolved(cast, row, due_on=today - timedelta(days=1))

    def late() -> list[Any]:
        return [one.pk for one in selectors.resolutions_page(cast.wang_community.actor, only="late")]

    assert late() == []
    Resolution.unscoped.filter(pk=due.pk).update(due_on=today - timedelta(days=1))
    assert late() == [due.pk]
    assert [one.is_late for one in selectors.mine(cast.zhou_department.actor)["resolutions"]] == [True]
    with pytest.raises(OutOfScope):  # the unit in charge says that it is done; giving up is the office's
        services.settle(cast.zhou_department.actor, resolution=due, outcome="dropped", result="没有地方")
    with pytest.raises(OutOfScope):
        services.settle(cast.sun_other_department.actor, resolution=due, outcome="done", result="划好了")
    assert services.settle(cast.zhou_department.actor, resolution=due, outcome="done", result="划好了").state == "done"
    assert late() == []
    with refused("alliances.not_now"):
        services.settle(cast.wang_community.actor, resolution=due, outcome="dropped", result="没有地方")


def test_the_office_gives_a_resolution_up_with_a_reason(cast: Any) -> None:
    row = resolved(cast, main(cast))
    with refused("alliances.words_needed"):
        services.settle(cast.wang_community.actor, resolution=row, outcome="dropped", result=" ")
    services.settle(cast.wang_community.actor, resolution=row, outcome="dropped", result="没有地方")
    assert (again(row).state, again(row).result) == ("dropped", "没有地方")


def test_where_the_method_has_a_form_topics_go_into_deliberation(scored: Any) -> None:
    """S7."""
    row = making.regional(scored)
    topic = selectors.deliberation_topics(scored.community)[0][0]
    with refused("alliances.by_deliberation"):
        met(scored, row)
    wanted = {"kind": "sharing", "topic": topic, "title": "错时停车", "words": "单位车位夜间给居民停"}
    made = services.raise_topic(scored.wang_community.actor, alliance=row, **wanted)
    assert made.matter.form == "joint"
    page = selectors.alliance_page(scored.wang_community.actor, row)
    assert [(one.kind_label, one.matter.title) for one in page["raised"]] == [("区域共享", "错时停车")]
    with refused("alliances.unknown"):
        services.raise_topic(scored.wang_community.actor, alliance=row, **(wanted | {"kind": "x"}))


def test_without_a_form_nothing_is_put_into_deliberation(cast: Any) -> None:
    with refused("alliances.no_form"):
        services.raise_topic(SYSTEM, alliance=main(cast), kind="common", topic="x", title="题", words="话")


def test_a_closed_alliance_meets_no_more_and_carries_out_what_it_resolved(cast: Any) -> None:
    row = main(cast)
    todo = resolved(cast, row, due_on=LATER)
    services.close_alliance(cast.wang_community.actor, alliance=row, reason="并入别处")
    with refused("alliances.closed"):
        met(cast, row)
    assert services.settle(cast.zhou_department.actor, resolution=todo, outcome="done", result="划好了").ended_on == (
        clock.today()
    )
