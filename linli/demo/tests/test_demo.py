"""The demo: five counties in the sources' numbers, a year in which everything occurs, made by services and always the same."""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from linli import demo
from linli.demo import load, plan
from linli.demo.alliances import ally
from linli.demo.bulletins import issue_bulletins
from linli.demo.cobuilding import build_together
from linli.demo.credit import sign_contracts
from linli.demo.deliberation import deliberate
from linli.demo.ground import Ground
from linli.demo.honours import praise
from linli.demo.hotline import ORDERS, take_orders
from linli.demo.owners import keep_owners
from linli.demo.problems import problems
from linli.demo.property import serve_compounds
from linli.demo.ratings import rate_all
from linli.demo.surveys import survey_compounds
from linli.demo.themes import set_themes
from linli.demo.town import EVENING, MORNING
from linli.demo.walks import plan_visits
from linli.demo.year import live_a_year
from linli.domains.alliances import models as allied
from linli.domains.bulletins.models import Bulletin
from linli.domains.cases.models import Approval, Call, Case, Reporter
from linli.domains.cobuilding.models import Claim, Item, ListVersion, Pairing, Project, Tender
from linli.domains.credit.models import Entry, Objection, Party
from linli.domains.deliberation.models import Matter, Step
from linli.domains.honours.models import Adoption, Article, Honour
from linli.domains.honours.models import Call as HonourCall
from linli.domains.hotline.models import Order
from linli.domains.indicators.models import Task, Theme
from linli.domains.membership.models import Courier, Membership
from linli.domains.owners.models import Booking, FundUse, SubsidyMonth, Vote
from linli.domains.property.models import Contract
from linli.domains.property.models import Order as Order_
from linli.domains.rosters.models import Roster
from linli.domains.surveys.models import Survey
from linli.domains.visits.models import Stop
from linli.engines.ledger import services as ledger
from linli.engines.scorecards.models import Appeal, Evidence, Reply, Result, Round, Score
from linli.foundation.methods.loader import rules_from_files
from linli.foundation.people.models import StaffCard
from linli.foundation.privacy import rls
from linli.foundation.residents import rules as residents
from linli.foundation.residents.models import Household, Person
from linli.foundation.territory import selectors as territory
from linli.kernel import clock, policy
from linli.kernel.actor import Actor
from linli.kernel.clock import ZONE

END = datetime(2026, 11, 18, 15, 30, tzinfo=ZONE)
TINY = 0.02
FOUR_FORMS = ("market", "party_led", "cooperative", "residents")
COUNTIES = ["qihe", "longkou", "huancui", "xiejiaji", "leshan"]
#: Where cases must stand at the end of a year, whatever the county's method.
EVERYWHERE = {
    "received", "assigned", "handling", "returned", "waiting", "suspended", "resolved", "asking", "confirmed", "unconfirmed",
}  # fmt: skip


@pytest.fixture
def at_the_end() -> Any:
    """Today is the last day of the demo's year."""
    with clock.frozen(END):
        yield


def _year(slug: str) -> Any:
    load.prepare()
    load.load_ground(slug, TINY)
    load.load_year(slug, TINY)
    return territory.county_by_slug(slug)


def _digest(county: Any) -> str:
    rows = Case.unscoped.filter(county=county).order_by("opened_at", "title")
    told = rows.values_list("title", "state", "tier", "opened_at", "state_since", "stars", "reopened", "handler__name")
    return hashlib.sha256(repr(list(told)).encode()).hexdigest()


@pytest.mark.parametrize("slug", COUNTIES)
def test_posts_may_do_what_the_method_names_them_for(slug: str) -> None:
    rules = rules_from_files(slug)
    for tier in rules.cases.tiers:
        for post in tier.verifier_posts:
            role = policy.role(rules.organizations.posts[post].role)
            assert "cases.verify" in role.permissions, f"{tier.code}: {post} can't verify"


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("slug", COUNTIES)
@pytest.mark.usefixtures("at_the_end")
def test_a_tiny_county_lives_through_a_whole_year(slug: str) -> None:
    """Loading a year takes long, so all that it must show is looked for in one."""
    county = _year(slug)
    _everything_occurs(slug, county)
    _nobody_is_real_and_nothing_is_later_than_now(county)
    if slug == "qihe":
        _departments_see_some_through_and_couriers_and_members_stand_with_their_branches(county)
    if slug == "xiejiaji":
        _a_loaded_county_is_left_alone_and_a_second_year_is_alike(county)


def _everything_occurs(slug: str, county: Any) -> None:
    states = Counter(Case.unscoped.filter(county=county).values_list("state", flat=True))
    assert set(states) >= EVERYWHERE
    assert ("whistled" in states) == plan.plan_for(slug).rules.cases.whistle.enabled
    assert Case.unscoped.filter(county=county, due_at__lt=END, ended_at=None).exists()
    assert {"extension", "suspension", "return"} <= set(
        Approval.objects.filter(granted=None).values_list("kind", flat=True)
    )
    assert Case.unscoped.filter(county=county, top_tier_no__gt=0).exists()


def _departments_see_some_through_and_couriers_and_members_stand_with_their_branches(county: Any) -> None:
    ended = Case.unscoped.filter(
        county=county, ended_at__isnull=False, handler_org__kind="department", state="confirmed"
    )
    assert ended.values("handler_org").distinct().count() > 1
    with rls.everywhere():
        states = Counter(Courier.unscoped.filter(county=county).values_list("state", flat=True))
        members = Counter(Membership.unscoped.filter(county=county).values_list("organization__kind", flat=True))
        taken = Roster.unscoped.get(county=county)
    assert states == {"waiting": 3, "confirmed": 1, "declined": 1}
    assert set(members) == {"party_branch"} and members.total() >= 8
    assert (taken.about, taken.state) == ("members", "finished") and taken.seen == taken.total > 0


def _a_loaded_county_is_left_alone_and_a_second_year_is_alike(county: Any) -> None:
    first = _digest(county)
    load.load_ground("xiejiaji", TINY)
    load.load_year("xiejiaji", TINY)
    assert load.is_complete("xiejiaji")
    assert _digest(county) == first
    assert not load.is_complete("qihe")
    Call.objects.all().delete()
    Case.unscoped.filter(county=county, duplicate_of__isnull=False).delete()
    Case.unscoped.filter(county=county).delete()
    live_a_year(plan.plan_for("xiejiaji", TINY), county, END)
    assert _digest(county) == first


def _nobody_is_real_and_nothing_is_later_than_now(county: Any) -> None:
    phones = list(
        StaffCard.unscoped.filter(county=county).exclude(phone_masked="").values_list("phone_masked", flat=True)[:200]
    )
    phones += [reporter.phone_masked for reporter in Reporter.objects.filter(case__county=county)]
    assert any(phones)
    assert all(phone.startswith("100") and len(phone) == 11 for phone in phones if phone)
    opened = list(Case.unscoped.filter(county=county).values_list("opened_at", flat=True))
    assert max(opened) <= END
    by_day = [at.astimezone(ZONE).time() for at in opened]
    assert sum(MORNING <= at < EVENING for at in by_day) > 0.9 * len(by_day)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "kinds"),
    [
        ("qihe", {"grid": 179, "building": 976, "stairwell": 2557}),
        ("longkou", {"grid": 454, "grid_unit": 2229}),
        ("huancui", {"grid": 786}),
        ("xiejiaji", {"grid": 286}),
        ("leshan", {"grid": 375}),
    ],
)
def test_the_ground_has_the_numbers_of_the_sources(slug: str, kinds: dict[str, int]) -> None:
    load.prepare()
    made = Counter(row["kind"] for row in Ground(plan.plan_for(slug)).rows())
    assert {kind: made[kind] for kind in kinds} == kinds


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
def test_the_registers_have_people_who_can_not_be_anybody() -> None:
    load.prepare()
    load.load_ground("huancui", TINY)
    county = territory.county_by_slug("huancui")
    with rls.everywhere():
        people = list(Person.unscoped.filter(county=county))
        behind = Household.unscoped.filter(county=county).count()
        plan_visits(Actor.system(), county)
        due = Stop.unscoped.filter(county=county, household__isnull=False, due_on__isnull=False).count()
    assert due == behind
    assert 20 <= len(people) <= 30
    assert 5 <= behind < len(people)
    assert {one.source for one in people} == {"import"}
    assert all(one.phone_masked.startswith("100") for one in people if one.phone_masked)
    assert all(one.id_number_masked.startswith("9901") for one in people if one.id_number_masked)
    assert not [one for one in people if one.phone_masked and residents.is_under_14(one.born_on, END.date())]


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
def test_some_compounds_were_surveyed_in_two_years_by_an_office_and_others_wait() -> None:
    load.prepare()
    load.load_ground("leshan", TINY)
    made, county = plan.plan_for("leshan", 0.1), territory.county_by_slug("leshan")
    survey_compounds(made, county)
    found = list(Survey.unscoped.filter(county=county).order_by("compound", "on"))
    pairs = list(zip(found[::2], found[1::2], strict=True))
    assert len(pairs) == made.surveyed == 3
    assert all(old.compound_id == new.compound_id and old.on < new.on < END.date() for old, new in pairs)
    assert all(one.by and one.answers["feasible"] for one in found)
    compounds = territory.compounds_on(territory.descendants(county).order_by().values("pk"))
    assert compounds.count() > len(pairs)
    assert plan.plan_for("qihe").surveyed == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
def test_compounds_are_served_in_the_countys_forms_and_rated_where_it_rates() -> None:
    load.prepare()
    for slug, forms, black in (("qihe", {"market"}, ["proved", "replaced"]), ("huancui", set(FOUR_FORMS), [])):
        load.load_ground(slug, TINY)
        county = territory.county_by_slug(slug)
        serve_compounds(plan.plan_for(slug, TINY), county)
        served = Contract.unscoped.filter(county=county, ended_on=None)
        assert set(served.values_list("form", flat=True)) == forms
        orders = Order_.objects.filter(contract__county=county)
        assert sorted(orders.values_list("state", flat=True)) == black
        assert Round.unscoped.filter(county=county, state="published").count() == (6 if black else 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
@pytest.mark.parametrize("slug", ["qihe", "xiejiaji"])
def test_one_matter_stands_in_every_stage_of_each_form(slug: str) -> None:
    load.prepare()
    load.load_ground(slug, TINY)
    made, county = plan.plan_for(slug, TINY), territory.county_by_slug(slug)
    deliberate(made, county)
    rows = list(Matter.unscoped.filter(county=county).select_related("area__county", "county"))
    forms = made.rules.deliberation.forms
    assert {row.form for row in rows} == set(forms)
    assert sum(row.state == "settled" for row in rows) == len(forms)
    for row in rows:
        if row.state == "running":
            assert row.steps.filter(closed_at=None).count() == 1
    assert not Step.unscoped.filter(opened_at__gt=END).exists()
    assert not Step.unscoped.filter(closed_at__gt=END).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
def test_contracts_are_signed_where_the_county_has_them() -> None:
    load.prepare()
    load.load_ground("huancui", TINY)
    county = territory.county_by_slug("huancui")
    sign_contracts(plan.plan_for("huancui", TINY), county)
    with rls.everywhere():
        parties, entries = list(Party.unscoped.filter(county=county)), list(Entry.unscoped.filter(county=county))
        assert Objection.unscoped.filter(county=county).count() == 2
    assert any(one.person_id for one in parties) and any(one.organization_id for one in parties)
    assert {one.state for one in entries} == {"booked", "waiting"}
    assert all(one.entered_by_id != one.checked_by_id and one.on <= END.date() for one in entries)
    assert ledger.verify_county(county.pk).sound


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
def test_the_hotline_sent_orders_where_the_county_takes_them_in() -> None:
    load.prepare()
    for slug, wanted in (("huancui", len(ORDERS)), ("qihe", 0)):
        load.load_ground(slug, TINY)
        county = territory.county_by_slug(slug)
        take_orders(plan.plan_for(slug, TINY), county, END)
        orders = list(Order.objects.filter(partner__county=county).select_related("worked"))
        assert len(orders) == wanted
        assert all(one.unread == [] and one.received_at <= END and one.worked.is_open for one in orders)
        assert sum(one.worked.handler_id is not None for one in orders) >= wanted / 2
        set_themes(plan.plan_for(slug, TINY), county)
        themes = list(Theme.unscoped.filter(county=county).order_by("month"))
        assert [one.month.month for one in themes] == ([10, 11] if wanted else [])
        assert all(one.done_on <= END.date() for one in Task.objects.filter(done_on__isnull=False))


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
def test_grids_were_rated_last_year_and_are_rated_now_by_the_countys_own_cards() -> None:
    load.prepare()
    for slug, wanted in (("longkou", ["model_grid"] * 2 + ["community_performance"]), ("leshan", [])):
        load.load_ground(slug, TINY)
        county = territory.county_by_slug(slug)
        rate_all(plan.plan_for(slug, TINY), county)
        rounds = list(Round.unscoped.filter(county=county).order_by("ends", "-card"))
        assert [one.card for one in rounds] == wanted
        if not wanted:
            continue
        old, *under_way = rounds
        assert (old.state, {one.state for one in under_way}) == ("published", {"open"})
        assert old.starts.year == END.year - 1 and old.published_at < END
        results = Result.objects.filter(subject__round=old, current=True)
        assert results.count() > 5 and not results.filter(exact="").exists()
        assert Reply.objects.count() == 2
        assert [one.state for one in Appeal.objects.all()] == ["waiting"]
        assert Appeal.objects.get().due_on > END.date() and Evidence.objects.count() == 1
        assert Score.objects.filter(subject__round__in=under_way).exists()


def test_problems_have_words_and_known_months() -> None:
    known = problems()
    assert len(known) >= 60
    assert len({one.title for one in known}) == len(known)
    for one in known:
        assert {"where", "road"} & {part[1] for part in _fields(one.title)}
        assert set(one.months) <= set(range(1, 13))
        assert len(one.text) >= 15
        assert one.fix
        assert one.says


def _fields(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    from string import Formatter

    return list(Formatter().parse(text))


@pytest.mark.parametrize("path", sorted(Path(demo.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_everything_is_made_by_services(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not used & {"objects", "unscoped", "create", "bulk_create", "get_or_create", "update_or_create", "delete"}


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
def test_owners_of_some_compounds_vote_and_pay() -> None:
    load.prepare()
    load.load_ground("xiejiaji", TINY)
    made, county = plan.plan_for("xiejiaji", TINY), territory.county_by_slug("xiejiaji")
    keep_owners(made, county)
    used = list(FundUse.unscoped.filter(county=county))
    assert used and {one.state for one in used} == {"paid"}
    assert Vote.unscoped.filter(county=county, state="open").count() == len(used)
    assert Booking.unscoped.filter(county=county, state="waiting").count() == len(used)
    assert SubsidyMonth.unscoped.get(county=county).total == 15_200_000


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
@pytest.mark.parametrize("slug", ["longkou", "leshan"])
def test_bulletins_are_issued_recalled_and_written(slug: str) -> None:
    load.prepare()
    load.load_ground(slug, TINY)
    county = territory.county_by_slug(slug)
    issue_bulletins(plan.plan_for(slug, TINY), county)
    found = Bulletin.unscoped.filter(county=county)
    assert set(found.values_list("state", flat=True)) == {"draft", "issued", "recalled"}
    assert found.filter(state="issued", audience="public").exists() and found.get(edition=2).state == "draft"


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
@pytest.mark.parametrize("slug", ["qihe", "huancui", "leshan"])
def test_honours_are_conferred_shown_and_called_for(slug: str) -> None:
    load.prepare()
    load.load_ground(slug, TINY)
    county = territory.county_by_slug(slug)
    praise(plan.plan_for(slug, TINY), county)
    assert set(HonourCall.unscoped.values_list("state", flat=True)) == {"conferred", "notice", "open"}
    assert Honour.unscoped.filter(county=county, withdrawn_on=None).count() == 3
    assert sorted(Article.unscoped.values_list("state", flat=True)) == ["published", "published", "sent"]
    assert Adoption.unscoped.filter(county=county).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
@pytest.mark.parametrize(
    ("slug", "items", "projects"), [("qihe", 2, 0), ("longkou", 0, 3), ("xiejiaji", 0, 0), ("leshan", 0, 0)]
)
def test_units_and_communities_build_together(slug: str, items: int, projects: int) -> None:
    load.prepare()
    load.load_ground(slug, TINY)
    county = territory.county_by_slug(slug)
    build_together(plan.plan_for(slug, TINY), county)
    assert Item.unscoped.filter(county=county).count() == items
    assert Project.unscoped.filter(county=county).count() == projects
    assert Pairing.unscoped.filter(county=county).exists()
    assert set(Claim.unscoped.filter(county=county).values_list("state", flat=True)) == {
        "claimed",
        "agreed",
        "delivered",
    }
    assert ListVersion.unscoped.get(county=county).entries
    made = plan.plan_for(slug, TINY).rules.cobuilding.tenders
    assert Tender.unscoped.filter(county=county).count() == len(made) + 1


@pytest.mark.django_db
@pytest.mark.usefixtures("at_the_end")
@pytest.mark.parametrize(
    ("slug", "alliances", "resolutions", "scored"),
    [("longkou", 8, 9, set()), ("huancui", 9, 9, set()), ("xiejiaji", 0, 0, set()), ("leshan", 1, 0, {"counted", "waiting"})],
)  # fmt: skip
def test_alliances_of_each_kind_of_the_method(slug: str, alliances: int, resolutions: int, scored: set[str]) -> None:
    load.prepare()
    load.load_ground(slug, TINY)
    county = territory.county_by_slug(slug)
    ally(plan.plan_for(slug, TINY), county)
    assert allied.Alliance.unscoped.filter(county=county).count() == alliances
    assert allied.Resolution.unscoped.filter(county=county).count() == resolutions
    assert set(allied.Score.unscoped.filter(county=county).values_list("state", flat=True)) == scored
    with rls.everywhere():
        states = set(allied.Member.unscoped.filter(county=county).values_list("state", flat=True))
    assert states == ({"asked", "confirmed"} if alliances else set())
