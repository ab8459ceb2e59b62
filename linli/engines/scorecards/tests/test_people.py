"""Single people are rated: who they are, who rates them, and who may read it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from linli.domains.membership import services as services_of_members
from linli.domains.membership.selectors.appraised import members_in_service
from linli.domains.membership.tests import making as members
from linli.engines.scorecards import ground, registry, selectors, services
from linli.engines.scorecards.method import across
from linli.engines.scorecards.models import Item, Seat, Subject
from linli.engines.scorecards.tests import cards, making
from linli.engines.scorecards.tests.making import SYSTEM, install, opened
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock


def names(subjects: Any) -> list[str]:
    return [one.name for one in subjects]


def in_service(cast: Any) -> None:
    """Li is a member of Ding's branch, and named among the staff."""
    row = members.member(cast, kind="employed")
    services_of_members.link_card(SYSTEM, membership=row, card=people.card_by_id(cast.li_grid_worker.card_id))


def test_full_time_workers_of_communities_and_grids_are_rated(cast: Any) -> None:
    found = ground.workers(cast.county, clock.today())
    assert "王海波" in names(found), "the community's office is full-time"
    assert "李春燕" not in names(found), "a post that isn't full-time"
    assert "赵敏" not in names(found), "a street is no community"
    wang = next(one for one in found if one.name == "王海波")
    assert (wang.key, wang.card_id) == (f"card:{cast.wang_community.card_id}", cast.wang_community.card_id)


def test_members_among_the_staff_are_rated_where_they_live(cast: Any) -> None:
    in_service(cast)
    members.member(cast, kind="retired")
    (li,) = members_in_service(cast.county, clock.today())
    assert (li.name, li.card_id, li.organization_id) == ("李春燕", cast.li_grid_worker.card_id, cast.branch.pk)
    assert members_in_service(cast.other_county, clock.today()) == []


@pytest.fixture
def duty(cast: Any) -> Any:
    """Li's duty as a member: rated by the grid's leader, the community and Ding of her branch."""
    making.empty()
    in_service(cast)
    raters = {
        "estate": cards.raters(40, posts=["grid_leader"]),
        "community": cards.raters(30, posts=["community_office"]),
        "unit": cards.raters(30, who="own_unit", posts=["party_affairs"]),
    }
    need = cards.missing(need_all=True)
    off = cards.criterion(weight=9, kind="deduction", each=1)
    criteria = {"work": cards.criterion(weight=100), "off": off}
    plain = making.card(subject="member", public=False, raters=raters, missing=need, criteria=criteria, runs=())
    install(cast.county, duty=plain)
    return opened(cast, code="duty")


def give(cast: Any, row: Any, member: str, group: str, value: int) -> None:
    one, who = Subject.unscoped.get(round=row), getattr(cast, member)
    seat = Seat.objects.get(round=row, group=group, account_id=who.account_id)
    services.rate(who.actor, seat=seat, marks={one.pk: {"work": services.Mark(value)}})


def test_three_parties_find_their_raters_and_all_are_needed(cast: Any, duty: Any) -> None:
    seats = {one.group: one.name for one in Seat.objects.filter(round=duty)}
    assert seats == {"estate": "张守田", "community": "王海波", "unit": "丁红"}
    give(cast, duty, "zhang_grid_leader", "estate", 100)
    give(cast, duty, "wang_community", "community", 80)
    give(cast, duty, "ding_party", "unit", 70)
    row = services.publish_round(SYSTEM, round_=services.close_round(SYSTEM, round_=duty))
    assert selectors.sheet_rows(cast.chen_centre.actor, row)[0].result.exact == "85"


def test_a_party_that_is_silent_leaves_no_result(cast: Any, duty: Any) -> None:
    give(cast, duty, "zhang_grid_leader", "estate", 100)
    give(cast, duty, "wang_community", "community", 80)
    with clock.frozen(clock.now() + making.later(duty)):
        row = services.publish_round(SYSTEM, round_=services.close_round(SYSTEM, round_=duty))
    assert selectors.rated_of_round(row.pk) == [cast.li_grid_worker.card_id], "the person hears of it, not the unit"
    (one,) = selectors.sheet_rows(cast.chen_centre.actor, row)
    assert (one.result.exact, one.result.missing) == ("", "unit")


def test_what_is_said_of_a_person_is_read_by_few(cast: Any, duty: Any) -> None:
    """Themselves, who runs the round, and who decides appeals there; no colleague, though they see the same place."""
    for who, wanted in {
        "li_grid_worker": 1, "chen_centre": 1, "wu_leader": 1, "wang_community": 0, "zhao_dispatcher": 0,
        "zhang_grid_leader": 0, "he_building": 0, "ding_party": 0, "qian_other_town": 0, "feng_other_county": 0,
    }.items():  # fmt: skip
        seen = Subject.scoped.visible_to(getattr(cast, who).actor).filter(round=duty)
        assert seen.count() == wanted, who
    answering = Subject.scoped.visible_to(cast.wu_leader.actor, "scorecards.answer").filter(round=duty)
    assert not answering.exists(), "nobody answers for a person but the person"
    said = {"county": cast.county, "card": "duty", "key": f"card:{cast.li_grid_worker.card_id}", "criterion": "off"}
    services.add_item(cast.wang_community.actor, words="没到岗", **said)
    for who, wanted in {"wang_community": 1, "chen_centre": 1, "zhao_dispatcher": 0, "li_grid_worker": 0}.items():
        assert Item.scoped.visible_to(getattr(cast, who).actor).count() == wanted, who


def test_results_of_people_are_refused_to_be_public(cast: Any) -> None:
    assert registry.subject_kind("member").personal and not registry.subject_kind("grid").personal
    rules = territory.rules_of(cast.county)
    said = cards.card(subject="worker", raters=making.ONE, public=True)
    section = rules.scorecards.model_copy(update={"cards": {"x": said}})
    changed = replace(rules, sections={**rules.sections, "scorecards": section})
    assert [where for where, _ in across(changed)] == ["cards.x.public"]
