"""What no rule may touch, how tables come in, and days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from linli.domains.credit import rules, selectors, services
from linli.domains.credit.method import forbidden_topic
from linli.domains.credit.models import Rule, RuleTable
from linli.domains.credit.tests.making import all_of, signed, table, unit
from linli.domains.credit.tests.test_signing import refused
from linli.kernel import clock
from linli.kernel.errors import OutOfScope

GOOD = {"code": "1", "label": "扫雪一次", "points": "2", "group": "公共安全", "kinds": "普通居民", "evidence": "照片"}


@pytest.mark.parametrize(("words", "topic"), [
    ("参加宗教活动扣分", "faith"), ("按时接 种 疫 苗", "health"), ("少数民族节日", "ethnicity"), ("网上发帖", "opinion"),
    ("拨打１２３４５", "petitions and complaints"), ("越级上·访", "petitions and complaints"), ("拖欠物业费", "debts"),
    ("按时纳税", "duties by law"), ("扫雪一次", ""), ("化解一起邻里矛盾", ""),
])  # fmt: skip
def test_forbidden_topics(words: str, topic: str) -> None:
    assert forbidden_topic(words) == topic


def test_a_method_adds_words_and_takes_none_away() -> None:
    assert forbidden_topic("跳广场舞", {"opinion": ["广场舞"]}) == "opinion"
    assert forbidden_topic("信访", {"petitions": []}) == "petitions and complaints"


def test_in_force_includes_both_days() -> None:
    first, last = date(2026, 1, 1), date(2026, 1, 31)
    assert rules.in_force(first, first, last) and rules.in_force(last, first, last)
    assert not rules.in_force(last + timedelta(days=1), first, last)
    assert not rules.in_force(first - timedelta(days=1), first, None)
    assert not rules.in_force(first, None, None)


def test_eighteen_on_the_birthday() -> None:
    assert rules.is_minor(date(2008, 5, 2), date(2026, 5, 1)) and not rules.is_minor(date(2008, 5, 1), date(2026, 5, 1))
    assert not rules.is_minor(None, date(2026, 5, 1))


def load(cast: Any, *rows: dict[str, Any], dry: bool = False, who: str = "chen_centre") -> Any:
    return services.import_rules(getattr(cast, who).actor, county=cast.county, rows=list(rows), dry=dry)


def test_a_table_comes_in_as_a_whole(cast: Any) -> None:
    assert load(cast, GOOD, dry=True).created == 1 and not all_of(RuleTable)
    load(cast, GOOD, GOOD | {"code": "2", "points": "-0.5", "kinds": ""})
    (made,) = all_of(RuleTable)
    assert (made.number, made.valid_from) == (1, None)
    assert [(row.points, row.kinds) for row in all_of(Rule)] == [(20, ["resident"]), (-5, [])]
    assert selectors.public_tables(cast.county) == []  # nobody reads it before it has its time


@pytest.mark.parametrize("wrong", [
    {"points": "0"}, {"points": "101"}, {"points": "-100.1"}, {"points": "1.25"}, {"points": "很多"}, {"points": "NaN"}, {"points": ""},
    {"code": ""}, {"label": ""}, {"label": "信访一次"}, {"evidence": "缴费记录"}, {"group": "健康"}, {"kinds": "外星人"},
    {"label": "长" * 121}, {"code": "1"},
])  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_written(cast: Any, wrong: dict[str, Any]) -> None:
    report = load(cast, GOOD, GOOD | {"code": "2"} | wrong)
    assert [error.line for error in report.errors] == [3] and not all_of(RuleTable)


def test_a_refusal_names_the_topic(cast: Any) -> None:
    (error,) = load(cast, GOOD | {"label": "不去信访"}).errors
    assert "信访和投诉" in error.message


def test_the_starter_set_is_all_assumed(cast: Any) -> None:
    table(cast)
    found = all_of(Rule)
    assert len(found) >= 20 and all(row.assumed for row in found)
    (row,) = selectors.public_tables(cast.county)
    assert row.holds and len(row.rows) == len(found)


def test_rules_are_published_before_they_hold(cast: Any) -> None:
    services.load_starter(cast.chen_centre.actor, county=cast.county)
    (made,) = all_of(RuleTable)
    today, enforce = clock.today(), services.enforce_table
    chen = cast.chen_centre.actor
    refused("credit.too_soon", enforce, chen, table=made, first=today + timedelta(days=6))
    first = today + timedelta(days=7)
    refused("credit.ends_before_start", enforce, chen, table=made, first=first, last=today)
    enforce(chen, table=made, first=first)
    refused("credit.in_force_already", enforce, chen, table=made, first=first)
    assert selectors.table_on(cast.county.pk, today) is None
    assert selectors.public_tables(cast.county)[0].comes
    services.load_starter(chen, county=cast.county)
    refused("credit.in_force_already", enforce, chen, table=all_of(RuleTable)[1], first=first)


def test_only_the_centre_of_the_county_loads_rules(cast: Any) -> None:
    for who in ("wang_community", "feng_other_county", "wu_leader"):
        with pytest.raises(OutOfScope):
            load(cast, GOOD, who=who)
    refused("credit.no_rows", load, cast)
    services.load_starter(cast.chen_centre.actor, county=cast.county)
    with pytest.raises(OutOfScope):
        services.enforce_table(
            cast.feng_other_county.actor, table=all_of(RuleTable)[0], first=clock.today() + timedelta(days=9)
        )


def test_figures_hide_few_and_count_who_holds(cast: Any) -> None:
    for _ in range(3):
        signed(cast, unit(cast), kind="social_organization")
    for _ in range(6):
        signed(cast, unit(cast, kind="property_company"), kind="red_property")
    found = selectors.public_figures(cast.county)
    assert found is not None
    by_kind = {one.code: one.count for one in found.kinds}
    assert found.signed.count == 9 and by_kind["resident"] == 0
    assert by_kind["social_organization"] is None and by_kind["red_property"] is None  # else 9 − 6 would tell
    mine = selectors.figures_of(cast.chen_centre.actor, cast.county)
    assert mine is not None and {one.label: one.count for one in mine.places} == {"河东街道": 9, "河西街道": 0}
    assert selectors.figures_of(cast.ma_other_office.actor, cast.street) is None


def test_thanks_by_name_are_asked_for_and_without_number(cast: Any) -> None:
    subject = unit(cast)
    signed(cast, subject, kind="social_organization")
    assert selectors.honoured(cast.county) == []
    from linli.domains.credit.tests.making import themselves

    services.set_honoured(themselves(cast), subject=subject, wanted=True)
    assert selectors.honoured(cast.county) == ["柳园邻里社"]
