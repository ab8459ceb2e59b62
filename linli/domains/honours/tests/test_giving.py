"""Standing honours, two at once, what follows the ground, what is forgotten, and that an honour is thanks alone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

import linli
from linli.domains.honours import rules, services
from linli.domains.honours.method import HonoursRules
from linli.domains.honours.models import Article, Call, Honour, Nomination
from linli.domains.honours.services import giving
from linli.domains.honours.services.following import move_rows
from linli.domains.honours.tests.making import (
    DAY,
    SYSTEM,
    adopted,
    again,
    called,
    honoured,
    objected,
    proposed_person,
    reviewed,
)
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

PERIOD = date(2026, 1, 1)
WITH_STANDING = HonoursRules.model_validate({"standing": {"above_100": {"label": "社区荣誉单位", "source": "S21"}}})


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The method of Jiang has no standing honours."""
    monkeypatch.setattr(giving._base, "rules_of", lambda area: WITH_STANDING)


def settled(cast: Any, *, earned: bool = True, **facts: Any) -> Any:
    wanted = {"organization": cast.bureau, "code": "above_100", "period_on": PERIOD, "reason": "101 分", **facts}
    return services.settle_standing(cast.chen_centre.actor, earned=earned, **wanted)


@pytest.mark.usefixtures("standing")
def test_a_standing_honour_is_given_once_for_unit_reason_and_period(cast: Any) -> None:
    assert settled(cast, earned=False) is None
    made = settled(cast)
    assert (made.label, settled(cast).pk, Honour.unscoped.count()) == ("社区荣誉单位", made.pk, 1)
    assert settled(cast, period_on=date(2027, 1, 1)).pk != made.pk
    assert settled(cast, organization=cast.other_bureau).pk != made.pk


@pytest.mark.usefixtures("standing")
def test_a_standing_honour_goes_and_comes_with_what_earns_it_but_not_against_a_person(cast: Any) -> None:
    made = settled(cast)
    settled(cast, earned=False, reason="剩 96 分")
    lost = again(made)
    assert (lost.withdrawn_on, lost.withdrawn_by, lost.withdrawn_reason) == (clock.today(), "", "剩 96 分")
    assert settled(cast).withdrawn_on is None
    services.withdraw_honour(cast.chen_centre.actor, honour=again(made), reason="材料不实")
    assert settled(cast).withdrawn_reason == "材料不实"


@pytest.mark.usefixtures("standing")
def test_a_standing_honour_is_given_by_those_who_may(cast: Any) -> None:
    for stranger in (cast.zhou_department, cast.wang_community, cast.feng_other_county):
        with pytest.raises(OutOfScope):
            services.settle_standing(
                stranger.actor, organization=cast.bureau, code="above_100", period_on=PERIOD, earned=True, reason="x"
            )
    with refused("honours.not_used"):
        settled(cast, code="below_60")
    assert Honour.unscoped.count() == 0


@pytest.mark.usefixtures("standing")
def test_an_ended_unit_keeps_what_it_has_and_gets_nothing_new(cast: Any) -> None:
    gone = {"organization": cast.bureau}
    made = settled(cast, **gone)
    type(cast.bureau).unscoped.filter(pk=cast.bureau.pk).update(valid_to=clock.today())
    assert settled(cast, **gone) == made
    assert settled(cast, **gone, period_on=date(2027, 1, 1)) is None
    assert settled(cast, **gone, earned=False, reason="剩 96 分").withdrawn_on == clock.today()
    assert settled(cast, **gone) is None
    assert Honour.unscoped.count() == 1


def test_a_county_without_standing_honours_gives_none(cast: Any) -> None:
    with refused("honours.not_used"):
        settled(cast)


def test_a_method_says_all_that_a_call_needs() -> None:
    kind = {"label": "荣誉", "subject": "person", "most": 1, "source": "S36"}
    with pytest.raises(ValueError, match="notice and proof"):
        HonoursRules.model_validate({"kinds": {"x": kind}})
    with pytest.raises(ValueError, match="subject = organization"):
        HonoursRules.model_validate({"kinds": {"x": kind | {"bodies": ["department"]}}})
    assert HonoursRules().label_of("gone") == "gone"


def test_hands_and_cycles() -> None:
    assert rules.had_a_hand(3, (None, 3))
    assert not rules.had_a_hand(3, (None, 4))
    assert not rules.had_a_hand(None, (None,))
    assert rules.cycle_of(date(2026, 3, 31), 3) == (date(2026, 1, 1), date(2026, 3, 31))
    assert rules.cycle_of(date(2026, 4, 1), 3) == (date(2026, 4, 1), date(2026, 6, 30))
    assert rules.steps_of("一\r\n\r\n  二  三 ") == ["一", "二 三"]


def test_rows_of_an_area_that_ends_go_to_its_successor(cast: Any) -> None:
    closes = clock.today()
    old = called(cast, area=cast.street)
    services.open_call(cast.ma_other_office.actor, area=cast.other_street, kind="caring_unit", closes_on=closes)
    other = called(cast, "fine_project", area=cast.street)
    move_rows(cast.street, cast.other_street.pk)
    assert (again(old).state, again(old).area_id) == ("cancelled", cast.other_street.pk)
    assert (again(other).state, again(other).area_id) == ("open", cast.other_street.pk)
    one = adopted(cast)
    move_rows(cast.community, cast.other_community.pk)
    assert Article.unscoped.get().area_id == cast.other_community.pk
    assert again(one).ended_on is None


class TestForgetting:
    @pytest.fixture(autouse=True)
    def day(self) -> Iterator[None]:
        with clock.frozen(DAY):
            yield

    def test_after_a_year_nothing_is_known_of_objections_and_of_those_who_werent_honoured(self, cast: Any) -> None:
        said = objected(cast)
        services.cancel_call(cast.zhao_dispatcher.actor, call=again(said.nomination.call), reason="另行安排")
        person = reviewed(cast, proposed_person(cast))
        services.cancel_call(cast.zhao_dispatcher.actor, call=again(person.call), reason="另行安排")
        with clock.frozen(DAY + timedelta(days=365)):
            assert services.forget_old() == 0
        with clock.frozen(DAY + timedelta(days=365, seconds=1)):
            assert services.forget_old() == 2
            assert services.forget_old() == 0
        assert again(said).is_emptied
        assert [row.pk for row in Nomination.unscoped.all()] == [said.nomination_id]  # a unit's: about nobody
        with refused("honours.objection_gone"):
            services.read_objection(cast.chen_centre.actor, objection=said)

    def test_what_was_conferred_stays(self, cast: Any) -> None:
        made = honoured(cast, proposed_person(cast))
        with clock.frozen(DAY + timedelta(days=4000)):
            assert services.forget_old() == 0
        assert again(made).nomination_id == Nomination.unscoped.get().pk


def test_nothing_else_reads_an_honour() -> None:
    """Voluntary and thanks alone: others may confer, but nobody else asks who was honoured, so that nothing can come to depend on it."""
    reads = re.compile(r"linli\.domains\.honours(\.| import .*)(selectors|models)")
    root = Path(linli.__file__).parent
    own = root / "domains" / "honours"
    files = [path for path in root.rglob("*.py") if own not in path.parents and "tests" not in path.parts]
    assert [str(path) for path in files if reads.search(path.read_text(encoding="utf-8"))] == []
    assert reads.search((own / "services" / "calls.py").read_text(encoding="utf-8"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("standing")
def test_two_at_once_confer_one_standing_honour(cast: Any) -> None:
    start, found = threading.Barrier(2), []

    def confer() -> None:
        try:
            start.wait()
            found.append(settled(cast).pk)
        finally:
            connection.close()

    both = [threading.Thread(target=confer) for _number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert (len(set(found)), len(found)) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_choose_more_than_the_call_gives(cast: Any) -> None:
    row = called(cast, "fine_project")
    Call.unscoped.filter(pk=row.pk).update(most=1)
    made = [
        reviewed(cast, services.nominate(SYSTEM, call=row, area=cast.street, reason="好", title=f"项目{number}"))
        for number in range(2)
    ]
    start, refused = threading.Barrier(2), []

    def decide(one: Nomination) -> None:
        try:
            start.wait()
            services.decide(cast.chen_centre.actor, nomination=one, agreed=True, words="同意")
        except RuleBroken as why:
            refused.append(why.code)
        finally:
            connection.close()

    both = [threading.Thread(target=decide, args=(one,)) for one in made]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert refused == ["honours.full"]
    assert sorted(again(one).state for one in made) == ["agreed", "reviewed"]
