"""Bulletins are drafted when their period is over: once, with figures that are the living ones of that moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from linli.domains.bulletins import services
from linli.domains.bulletins.models import Bulletin, Section
from linli.domains.bulletins.services import drafting
from linli.domains.bulletins.tests.making import again, drafted, issued, sent
from linli.domains.indicators.tests.making import MORNING, page, solved
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
NOVEMBER = date(2026, 11, 1)
DECEMBER = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_december() -> Any:
    with clock.frozen(DECEMBER):
        yield


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def cell(row: Bulletin, table: str, group: str, number: int) -> dict[str, Any]:
    data = row.sections.get(code=table).data
    rows = {one["name"]: one for one in [*data["rows"], data["sum"]]}
    found: dict[str, Any] = rows[group]["cells"][number]
    return found


def test_figures_are_those_of_the_living_page(cast: Any) -> None:
    solved(cast)
    row = drafted(cast, day=NOVEMBER)
    living = page(cast.chen_centre, table="three_rates", by="township")
    data = row.sections.get(code="three_rates").data
    assert [one["label"] for one in data["heads"]] == [one.label for one in living.heads]
    numbers = {one["name"]: [(c["text"], c["counted"], c["of"]) for c in one["cells"]] for one in data["rows"]}
    assert numbers == {one.group.name: [(f.text, f.counted, f.of) for f in one.figures] for one in living.rows}
    assert cell(row, "three_rates", "合计", 1)["counted"] == 1
    assert (row.year, row.number, row.edition, row.audience, row.state) == (2026, 11, 1, "county", "draft")
    assert "2026" in row.title and "11" in row.title


def test_it_stands_beside_the_period_before_and_the_year_before(cast: Any) -> None:
    solved(cast)
    solved(cast, MORNING.replace(month=10))
    solved(cast, MORNING.replace(year=2025))
    one = cell(drafted(cast, day=NOVEMBER), "three_rates", "河东街道", 1)
    assert (one["text"], one["before"]["counted"], one["year"]["counted"]) == ("100.0%", 1, 1)
    assert (one["change"], one["year_change"]) == ("±0.0", "±0.0")


def test_nothing_to_take_it_of_is_no_zero(cast: Any) -> None:
    one = cell(drafted(cast, day=NOVEMBER), "three_rates", "河东街道", 0)
    assert (one["text"], one["of"], one["place"], one["change"]) == ("—", 0, None, "")


def test_figures_stay_until_they_are_counted_again(cast: Any) -> None:
    row = drafted(cast, day=NOVEMBER)
    services.comment_section(cast.chen_centre.actor, section=row.sections.first(), words="没有办件")
    solved(cast)
    assert cell(row, "three_rates", "合计", 1)["counted"] == 0
    services.count_again(cast.chen_centre.actor, bulletin=row)
    assert cell(row, "three_rates", "合计", 1)["counted"] == 1
    assert row.sections.first().comment == "没有办件"
    with refused("not_now"):
        services.count_again(cast.chen_centre.actor, bulletin=sent(cast, row))


def test_only_what_is_over_is_drafted_and_only_once(cast: Any) -> None:
    chen = cast.chen_centre.actor
    with refused("not_over"):
        services.draft_bulletin(chen, county=cast.county, kind="monthly", day=date(2026, 12, 1))
    with refused("unknown_kind"):
        services.draft_bulletin(chen, county=cast.county, kind="yearly", day=NOVEMBER)
    with pytest.raises(OutOfScope):
        services.draft_bulletin(cast.feng_other_county.actor, county=cast.county, kind="monthly", day=NOVEMBER)
    with pytest.raises(OutOfScope):
        services.draft_bulletin(cast.zhao_dispatcher.actor, county=cast.county, kind="monthly", day=NOVEMBER)
    services.draft_bulletin(chen, county=cast.county, kind="monthly", day=date(2026, 11, 30))
    with refused("there_already"):
        services.draft_bulletin(chen, county=cast.county, kind="monthly", day=NOVEMBER)
    assert Bulletin.unscoped.count() == 1


def test_the_last_day_of_a_period_belongs_to_it(cast: Any) -> None:
    """In China it is December already when it is still November in London."""
    with clock.frozen(datetime(2026, 11, 30, 15, 59, tzinfo=UTC)), refused("not_over"):
        drafted(cast, day=NOVEMBER)
    with clock.frozen(datetime(2026, 11, 30, 16, 0, tzinfo=UTC)):
        assert drafted(cast, day=NOVEMBER).ends_on == date(2026, 11, 30)


def test_the_job_run_twice_makes_one_draft_of_each(cast: Any) -> None:
    made = services.draft_due()
    assert made == Bulletin.unscoped.count() == sum(2 for _ in territory.counties())
    assert services.draft_due() == 0
    with clock.frozen(DECEMBER - timedelta(days=60)):  # the clock was set back
        assert services.draft_due() == 0
    with clock.frozen(DECEMBER + timedelta(days=65)):  # the job stood still for two months
        services.draft_due()
    months = Bulletin.unscoped.filter(county=cast.county, kind="monthly").order_by("starts_on")
    assert [one.starts_on.month for one in months] == [11, 12, 1]


def test_a_run_that_was_killed_is_made_up_for(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second bulletin dies half written: the first one stays, of the second nothing; the next run makes it."""
    calls = iter([None, SystemExit])
    real = Section.objects.bulk_create

    def dying(rows: Any) -> Any:
        if death := next(calls):
            raise death
        return real(rows)

    monkeypatch.setattr(Section.objects, "bulk_create", dying)
    with pytest.raises(SystemExit):
        services.draft_due()
    assert Bulletin.unscoped.count() == 1
    monkeypatch.undo()
    services.draft_due()
    assert {(one.kind, one.sections.count()) for one in Bulletin.unscoped.filter(county=cast.county)} == {
        ("monthly", 2), ("quarterly", 2),
    }  # fmt: skip


def test_where_another_job_was_quicker_nothing_is_made(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    drafted(cast, day=NOVEMBER)
    monkeypatch.setattr(drafting, "due", lambda cycle, today, newest: [drafting.period_of(cycle, NOVEMBER)])
    monkeypatch.setattr(
        drafting, "kinds_of", lambda county: {"monthly": territory.rules_of(cast.county).bulletins.kinds["monthly"]}
    )
    assert drafting._draft_due_of(cast.county) == 0


def test_a_recalled_one_is_followed_by_a_corrected_one_and_not_by_the_job(cast: Any) -> None:
    row = issued(cast, drafted(cast, day=NOVEMBER))
    services.recall_bulletin(cast.wu_leader.actor, bulletin=row, words="漏了一个街道")
    services.draft_due()
    assert Bulletin.unscoped.filter(county=cast.county, kind="monthly").count() == 1
    made = services.draft_bulletin(cast.chen_centre.actor, county=cast.county, kind="monthly", day=NOVEMBER)
    assert (made.number, made.edition) == (11, 2) and made.title != row.title
    assert again(row).state == "recalled"


def test_what_is_frozen_is_in_the_countys_language(cast: Any) -> None:
    with translation.override("en"):
        row = drafted(cast, day=NOVEMBER)
    assert (row.title, row.sections.first().data["sum"]["name"]) == ("月通报（2026年第11期）", "合计")


def test_bands_tell_no_place(cast: Any) -> None:
    solved(cast)
    data = drafted(cast, day=NOVEMBER).sections.first().data
    assert [(one["name"], one["band"]) for one in data["rows"]][0] == ("河东街道", "靠前")
    assert {one["place"] for row in data["rows"] for one in [row, *row["cells"]]} == {None}
