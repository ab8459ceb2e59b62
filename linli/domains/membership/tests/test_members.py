"""Who is a member, where they live, and who may see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from linli.domains.membership import selectors, services
from linli.domains.membership.models import Membership
from linli.domains.membership.tests.making import SYSTEM, compound, member, person, rules
from linli.foundation.audit import selectors as history
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken

NOBODY = ("li_grid_worker", "zhang_grid_leader", "he_building", "wang_community", "zhao_dispatcher", "chen_centre",
          "wu_leader", "admin", "zhou_department", "ma_other_office", "feng_other_county", "sun_resident")  # fmt: skip


def codes(found: Any) -> list[int]:
    return sorted(row.pk for row in found)


def test_a_member_is_entered_with_the_place_of_residence(cast: Any) -> None:
    who = person(cast)
    row = services.add_member(cast.ding_party.actor, organization=cast.branch, person=who, kind="resident")
    assert (row.area_id, row.local_id, row.county_id) == (cast.building.pk, cast.branch.pk, cast.county.pk)
    assert row.registered_on == clock.today()
    assert [line.code for line in history.timeline(row)] == ["membership.added"]
    with pytest.raises(RuleBroken) as refused:
        services.add_member(SYSTEM, organization=cast.other_branch, person=who, kind="resident")
    assert refused.value.code == "membership.member_already"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": "emperor"}, "membership.unknown_kind"),
        ({"starts_on": clock.today() + timedelta(days=30)}, "membership.day_ahead"),
    ],
)
def test_what_does_not_fit_is_refused(cast: Any, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        member(cast, **facts)
    assert refused.value.code == code


def test_only_open_party_organizations_have_members(cast: Any) -> None:
    with pytest.raises(RuleBroken) as refused:
        member(cast, organization=cast.bureau)
    assert refused.value.code == "membership.not_a_party_body"
    with pytest.raises(RuleBroken) as refused:
        member(cast, who=person(cast, area=cast.other_county_grid))
    assert refused.value.code == "membership.other_county"


def test_nobody_but_the_organizations_concerned_sees_a_member(cast: Any) -> None:
    row = member(cast)
    assert codes(selectors.members_page(cast.ding_party.actor, rules(cast))) == [row.pk]
    assert codes(selectors.members_page(cast.yan_other_party.actor, rules(cast))) == []
    for name in (*NOBODY, "yan_other_party"):
        actor = getattr(cast, name).actor
        if actor.county_id is not None:
            assert codes(selectors.members_page(actor, rules(cast))) == [], name
        with pytest.raises(Http404):
            selectors.member_for(actor, row.pk)


def test_the_database_hides_members_when_the_scope_is_switched_off(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from linli.kernel.scoping import ScopedQuerySet

    row = member(cast)
    monkeypatch.setattr(ScopedQuerySet, "visible_to", lambda self, actor, permission=None: self.all())
    for name in NOBODY:
        with pytest.raises(Http404):
            selectors.member_for(getattr(cast, name).actor, row.pk)
    with rls.within():
        assert not Membership.unscoped.exists()
    assert not Membership.unscoped.exists()


def test_who_lives_elsewhere_is_seen_by_both_organizations_and_changed_by_the_home_one(cast: Any) -> None:
    row = member(cast, organization=cast.other_branch, kind="employed")
    assert row.local_id == cast.branch.pk
    ding = cast.ding_party.actor
    assert selectors.member_for(ding, row.pk, to="membership.contact").pk == row.pk
    with pytest.raises(PermissionDenied):
        selectors.member_for(ding, row.pk, to="membership.change")
    with pytest.raises(OutOfScope):
        services.change_kind(ding, membership=row, kind="retired")
    services.change_kind(cast.yan_other_party.actor, membership=row, kind="retired")


def test_the_committee_above_sees_its_branches_by_either_line(cast: Any) -> None:
    from linli.kernel.actor import Actor, Grant

    row = member(cast)
    committee = organizations.create_organization(
        SYSTEM, area=cast.street, kind="party_committee", name="河东街道党工委"
    )
    other = organizations.create_organization(SYSTEM, area=cast.county, kind="party_committee", name="江县县委")

    def seen(body: Any) -> list[int]:
        grant = Grant("party_office", organization_id=body.pk)
        return codes(selectors.members_page(Actor(1, "x", cast.county.pk, (grant,), frozenset({body.pk})), rules(cast)))

    assert seen(committee) == []
    organizations.change_organization(SYSTEM, organization=cast.branch, parent=committee, second_superior=other)
    assert seen(committee) == [row.pk]
    assert seen(other) == [row.pk]


def test_a_member_is_found_by_exact_name_and_phone_only(cast: Any) -> None:
    who = person(cast, "梁山", phone="10012345678")
    ding = cast.ding_party.actor
    assert selectors.find_person(ding, name="梁山", phone="100 1234 5678").pk == who.pk
    for name, phone in (("梁山", ""), ("梁", "10012345678"), ("", "10012345678"), ("梁山", "10012345679")):
        with pytest.raises(RuleBroken) as refused:
            selectors.find_person(ding, name=name, phone=phone)
        assert refused.value.code == "membership.nobody_found"
    with pytest.raises(RuleBroken):
        selectors.find_person(cast.feng_other_county.actor, name="梁山", phone="10012345678")


def test_lists_are_narrowed(cast: Any) -> None:
    near, far = member(cast, who=person(cast, "梁一")), member(cast, who=person(cast, "钱二"), kind="retired")
    ding = cast.ding_party.actor
    assert codes(selectors.members_page(ding, rules(cast), text="梁")) == [near.pk]
    assert codes(selectors.members_page(ding, rules(cast), kind="retired")) == [far.pk]
    assert codes(selectors.members_page(ding, rules(cast), body=str(cast.other_branch.pk))) == []
    assert codes(selectors.members_page(ding, rules(cast), body="x" * 30)) == [near.pk, far.pk]


def test_an_ended_membership_takes_its_contacts_and_signs_along(cast: Any) -> None:
    from linli.domains.membership.states import SignKind
    from linli.domains.membership.tests.making import linked

    row = member(cast)
    (contact,) = linked(cast, row, 1)
    sign = services.agree_sign(SYSTEM, membership=row, kind=SignKind.DOORPLATE, agreed=True)
    services.end_membership(cast.ding_party.actor, membership=row)
    with rls.everywhere():
        contact.refresh_from_db()
        sign.refresh_from_db()
    assert contact.ends_on == clock.today()
    assert sign.withdrawn_at is not None
    with pytest.raises(RuleBroken) as refused:
        services.end_membership(SYSTEM, membership=row)
    assert refused.value.code == "membership.ended"
    assert codes(selectors.members_page(cast.ding_party.actor, rules(cast))) == []


def test_a_list_comes_in_at_once_or_not_at_all(cast: Any) -> None:
    from linli.domains.membership.tests.making import household

    people = [person(cast) for _ in range(3)]
    home, place = household(cast), compound(cast)
    rows = [services.MemberRow(one, cast.branch, "resident", households=(home,), checked_in=place) for one in people]
    with pytest.raises(RuleBroken):
        services.import_members(SYSTEM, county=cast.county, rows=[*rows, rows[0]])
    with pytest.raises(OutOfScope):
        services.import_members(cast.yan_other_party.actor, county=cast.county, rows=rows)
    assert len(services.import_members(cast.ding_party.actor, county=cast.county, rows=rows)) == 3
    counts = selectors.counts(cast.ding_party.actor, rules(cast))
    assert (counts.members, counts.checked_in, counts.short) == (3, 3, 3)
