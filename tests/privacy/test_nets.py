"""Row-level security stands alone: with the scoped manager switched off, the database still hides other scopes' people.

What roles meet by the product's own doors with each net off is in `tests/attack/test_every_net.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from linli.domains.membership import selectors as party
from linli.domains.membership import services as parties
from linli.domains.membership.models import Membership
from linli.domains.membership.tests import making as members
from linli.domains.selection import selectors as selections
from linli.domains.selection.models import Candidate, Selection
from linli.domains.selection.tests.making import on_notice
from linli.foundation.privacy import rls
from linli.foundation.residents.models import Dwelling, Household, Merge, Person, Residency
from linli.foundation.residents.tests.making import SYSTEM, family, person
from tests.attack.nets import without

VIEW = "residents.view"
REGISTERS = ("residents", "membership", "visits", "selfservice", "rosters", "selection")
PLACES = ("building", "second_grid", "other_grid", "other_county_grid")


@pytest.fixture
def people(cast: Any) -> dict[str, Person]:
    """Somebody in each of four places."""
    return {
        name: person(cast, f"住{'甲乙丙丁'[number]}", area=getattr(cast, name), phone=f"1000001{number:04d}")
        for number, name in enumerate(PLACES)
    }


@pytest.fixture
def net_two_off() -> Iterator[None]:
    """The scoped manager lets everything through."""
    with without("rows"):
        yield


def names(rows: Any) -> set[str]:
    return {row.name for row in rows}


def test_with_net_two_off_the_database_hides_other_scopes(
    cast: Any, people: dict[str, Person], net_two_off: None
) -> None:
    def seen(member: Any) -> set[str]:
        with rls.reaching(member.actor, VIEW):
            return names(Person.scoped.visible_to(member.actor)) | names(Person.unscoped.all())

    assert seen(cast.li_grid_worker) == {"住甲"}
    assert seen(cast.wang_community) == {"住甲", "住乙"}
    assert seen(cast.zhao_dispatcher) == {"住甲", "住乙"}
    assert seen(cast.qian_other_town) == {"住丙"}
    assert seen(cast.luo_other_grid) == {"住丁"}
    assert seen(cast.admin) == {"住甲", "住乙", "住丙"}
    for nobody in (cast.sun_resident, cast.zhou_department, cast.wu_leader, cast.he_building):
        assert seen(nobody) == set()


def test_the_switch_is_real(cast: Any, people: dict[str, Person], net_two_off: None) -> None:
    """A control: without row security's reach the same query shows everybody, so the test above can fail."""
    with rls.everywhere():
        assert len(names(Person.scoped.visible_to(cast.li_grid_worker.actor))) == 4


@pytest.mark.parametrize("url", ["/console/residents/", "/console/residents/?q=住"])
def test_pages_show_nobody_else_with_net_two_off(
    cast: Any, people: dict[str, Person], net_two_off: None, client_of: Callable[..., Any], url: str
) -> None:
    text = client_of(cast.li_grid_worker).get(url).content.decode()
    assert "住甲" in text
    assert not {name for name in ("住乙", "住丙", "住丁") if name in text}


def test_a_guessed_number_reads_no_row_of_any_register(cast: Any, net_two_off: None) -> None:
    family(cast, "户主", "孩子", area=cast.other_grid)
    with rls.reaching(cast.li_grid_worker.actor, VIEW):
        for model in (Person, Dwelling, Household, Residency, Merge):
            assert not model.unscoped.exists(), model
    with rls.everywhere():
        assert Person.unscoped.count() == 2


def test_candidates_are_hidden_by_the_database_and_results_still_read(cast: Any, net_two_off: None) -> None:
    row = on_notice(cast, "刘小梅")
    for member in (cast.ma_other_office, cast.feng_other_county, cast.li_grid_worker, cast.sun_resident):
        with rls.reaching(member.actor, "selection.view"):
            for model in (Selection, Candidate):
                assert not model.unscoped.exists(), (member, model)
    with rls.reaching(cast.wu_leader.actor, "selection.view"):
        assert Candidate.unscoped.filter(selection=row).count() == 1
    assert rls.current() == ""
    assert [name.name for name in selections.notice_for(row.pk).names] == ["刘*梅"]
    assert [one.pk for one in selections.notices_of(cast.county)] == [row.pk]


def test_members_of_other_organizations_are_hidden_by_the_database(cast: Any, net_two_off: None) -> None:
    mine, theirs, coming = (members.member(cast, organization=cast.branch), members.member(
        cast, organization=cast.other_branch, who=members.person(cast, area=cast.other_grid)
    ), members.member(cast, organization=cast.other_branch, who=members.person(cast, area=cast.other_grid)))  # fmt: skip
    parties.ask_transfer(SYSTEM, membership=coming, target=cast.branch)

    def seen(member: Any) -> set[int]:
        with party.in_county(member.actor):
            return set(Membership.scoped.visible_to(member.actor).values_list("pk", flat=True))

    assert seen(cast.ding_party) == {mine.pk, coming.pk}
    assert seen(cast.yan_other_party) == {theirs.pk, coming.pk}
    assert seen(cast.admin) == seen(cast.feng_other_county) == set()
    with party.in_county(cast.ding_party.actor), party.across_bodies():
        assert Membership.unscoped.count() == 3
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with party.in_county(cast.ding_party.actor), refused, transaction.atomic():
        Membership.unscoped.filter(pk=mine.pk).update(organization=cast.other_branch, local=cast.other_branch)


def test_every_table_of_the_registers_is_protected(db: None) -> None:
    """A table with an area in an app of personal registers has row security: forgetting it in a migration is found here."""
    placed = {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in REGISTERS
        and {"county", "area"} <= {field.name for field in model._meta.get_fields()}
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        protected = {row[0] for row in cursor.fetchall()}
    assert placed - protected == set()
    assert {"residents_person", "residents_dwelling", "residents_residency", "residents_household"} <= protected
