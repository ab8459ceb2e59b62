"""The Actor: from posts, stand-ins and extra grants; cached, and never stale."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from linli.foundation.access import selectors, services
from linli.foundation.access.models import Account, Session
from linli.foundation.audit.selectors import timeline
from linli.foundation.organizations import method as organizations_method
from linli.foundation.people import selectors as people
from linli.foundation.people import services as staff
from linli.foundation.territory import services as territory
from linli.kernel import clock, policy
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.policy import Reach

SYSTEM = Actor.system()


def account(member: Any) -> Account:
    return selectors.account_by_id(member.account_id)


def test_every_role_of_the_methods_is_declared() -> None:
    declared = policy.roles()
    assert set(get_args(organizations_method.Role)) <= set(declared)
    by_organization = {code for code, role in declared.items() if role.given and role.reach is Reach.ORGANIZATION}
    assert by_organization == {"department", "department_leader", "party_office"}


def test_a_role_in_which_linli_acts_for_residents_or_other_systems_is_nobodys(cast: Any) -> None:
    nobodys = {code for code, role in policy.roles().items() if not role.given}
    assert {"resident_self", "hotline_platform", "hotline_unit"} <= nobodys
    assert not nobodys & set(dict(selectors.role_choices(cast.admin.actor)))
    with pytest.raises(OutOfScope):
        services.grant_role(
            cast.admin.actor, account=account(cast.li_grid_worker), role="resident_self", area=cast.grid, reason="代班"
        )


def test_rights_come_from_the_post(cast: Any) -> None:
    actor = selectors.actor_for(account(cast.li_grid_worker))
    assert actor.paths("people.view") == (cast.grid.path,)
    assert (actor.label, actor.person_id, actor.county_id) == ("李春燕", cast.li_grid_worker.card_id, cast.county.pk)
    assert not actor.can("people.change")


def test_a_department_reaches_by_organization(cast: Any) -> None:
    actor = selectors.actor_for(account(cast.zhou_department))
    assert actor.org_ids("organizations.view") == {cast.bureau.pk}
    assert actor.organizations == {cast.bureau.pk}
    assert actor.paths("organizations.view") == ()


def test_rights_are_gone_when_the_appointment_ends(cast: Any, client_of: Any) -> None:
    client = client_of(cast.wang_community)
    assert client.get("/console/staff/").status_code == 200
    held = people.appointments_of(people.card_by_id(cast.wang_community.card_id))[0]
    staff.end_appointment(SYSTEM, appointment=held)
    held.refresh_from_db()
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert client.get("/console/staff/").status_code == 403


def test_rights_follow_a_moved_community(cast: Any) -> None:
    territory.move_area(SYSTEM, area=cast.community, parent=cast.other_street)
    own = selectors.actor_for(account(cast.li_grid_worker)).paths("people.view")[0]
    assert own.startswith(cast.other_street.path)
    assert account(cast.li_grid_worker).rights_version > 1


def test_an_extra_grant_counts_up_to_its_last_day(cast: Any) -> None:
    until = clock.today() + timedelta(days=2)
    services.grant_role(
        cast.admin.actor,
        account=account(cast.li_grid_worker),
        role="office",
        area=cast.other_community,
        until=until,
        reason="临时支援",
    )
    reaches = lambda: selectors.actor_for(account(cast.li_grid_worker)).reaches(  # noqa: E731
        "people.change", cast.other_community.path
    )
    assert reaches()
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert reaches()
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert not reaches()


def test_a_grant_is_written_into_history_and_ends_at_once(cast: Any) -> None:
    made = services.grant_role(
        cast.admin.actor, account=account(cast.li_grid_worker), role="auditor", area=cast.county, reason="审计"
    )
    services.end_grant(cast.admin.actor, grant=made)
    assert [line.code for line in timeline(account(cast.li_grid_worker))] == [
        "access.rights_ended",
        "access.rights_given",
    ]
    assert not selectors.actor_for(account(cast.li_grid_worker)).can("access.view")
    with pytest.raises(RuleBroken):
        services.end_grant(cast.admin.actor, grant=made)


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("access.unknown_role", {"role": "emperor"}),
        ("access.needs_area", {"role": "office"}),
        ("access.needs_organization", {"role": "department"}),
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(cast: Any, code: str, call: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken) as caught:
        services.grant_role(cast.admin.actor, account=account(cast.li_grid_worker), reason="?", **call)
    assert caught.value.code == code


def test_equal_rights_are_not_given_twice(cast: Any) -> None:
    call = {"account": account(cast.li_grid_worker), "role": "office", "area": cast.street, "reason": "支援"}
    services.grant_role(cast.admin.actor, **call)
    with pytest.raises(RuleBroken) as caught:
        services.grant_role(cast.admin.actor, **call)
    assert caught.value.code == "access.has_role"


def test_nobody_gives_rights_to_themselves(cast: Any) -> None:
    with pytest.raises(RuleBroken) as caught:
        services.grant_role(
            cast.admin.actor, account=account(cast.admin), role="leader", area=cast.county, reason="方便"
        )
    assert caught.value.code == "access.not_yourself"


def test_rights_are_not_given_beyond_ones_own_county(cast: Any) -> None:
    for whom, where in ((cast.li_grid_worker, cast.other_county), (cast.feng_other_county, cast.county)):
        with pytest.raises(OutOfScope), transaction.atomic():
            services.grant_role(cast.admin.actor, account=account(whom), role="office", area=where, reason="越界")


def test_a_centre_without_access_rights_makes_no_administrators(cast: Any) -> None:
    with pytest.raises(OutOfScope), transaction.atomic():
        services.grant_role(
            cast.chen_centre.actor,
            account=account(cast.li_grid_worker),
            role="administrator",
            area=cast.county,
            reason="帮忙",
        )


def test_a_request_costs_one_statement(cast: Any, client_of: Any) -> None:
    """The session with its account; rights come out of the session from the second request on."""
    client = client_of(cast.li_grid_worker)
    key = client.session.session_key
    now = clock.now()
    Session.objects.create(account_id=cast.li_grid_worker.account_id, key=key, created_at=now, last_seen_at=now)
    client.get("/me/password/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/me/password/")
    ours = [q["sql"] for q in captured if any(t in q["sql"] for t in ("django_session", '"access_', '"people_'))]
    assert len(ours) == 1, ours


def test_a_visitor_costs_none(client: Any, db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get("/sign-in/")
