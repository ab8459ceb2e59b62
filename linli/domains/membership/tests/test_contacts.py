"""Households that members keep in touch with, and signs at doors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from linli.domains.membership import selectors, services
from linli.domains.membership.models import ContactNote
from linli.domains.membership.states import SignKind
from linli.domains.membership.tests.making import SYSTEM, household, linked, member, person, rules
from linli.domains.membership.tests.test_moving import refused
from linli.foundation.methods import services as methods
from linli.foundation.privacy import rls
from linli.foundation.residents import services as residents
from linli.kernel import clock
from linli.kernel.errors import OutOfScope


def under(cast: Any, slug: str) -> None:
    methods.install_method(SYSTEM, slug=slug)
    cast.county.method_slug = slug
    cast.county.save(update_fields=["method_slug"])


def test_four_are_short_five_are_not(cast: Any) -> None:
    """Q26."""
    ding, row = cast.ding_party.actor, member(cast)
    linked(cast, row, 4)
    assert selectors.contacts_of(ding, row).is_short
    assert [one.pk for one in selectors.members_page(ding, rules(cast), only="short")] == [row.pk]
    linked(cast, row, 1)
    assert not selectors.contacts_of(ding, row).is_short
    assert not selectors.members_page(ding, rules(cast), only="short").object_list
    assert next(iter(selectors.members_page(ding, rules(cast)))).held == 5


def test_ten_are_taken_and_the_eleventh_is_not(cast: Any) -> None:
    """L43."""
    under(cast, "longkou")
    row = member(cast)
    linked(cast, row, 10)
    assert not selectors.contacts_of(cast.ding_party.actor, row).has_room
    assert refused(lambda: linked(cast, row, 1)) == "membership.households_full"


def test_without_a_ceiling_the_eleventh_is_taken(cast: Any) -> None:
    row = member(cast)
    linked(cast, row, 11)
    assert selectors.contacts_of(cast.ding_party.actor, row).held == 11


def test_a_household_is_found_by_its_door_on_the_own_ground_only(cast: Any) -> None:
    home = household(cast, "301")
    ding, yan = cast.ding_party.actor, cast.yan_other_party.actor
    assert services.household_behind(ding, area=cast.building, room="301").pk == home.pk
    act = lambda who, room: lambda: services.household_behind(who, area=cast.building, room=room)  # noqa: E731
    assert refused(act(ding, "302")) == "membership.household_unknown"
    assert refused(act(yan, "301")) == "membership.household_outside"
    for actor in (cast.li_grid_worker.actor, cast.zhao_dispatcher.actor):
        assert refused(act(actor, "301")) == "membership.household_outside"


def test_odd_links_are_refused(cast: Any) -> None:
    ding, who = cast.ding_party.actor, person(cast)
    row, home = member(cast, who=who), household(cast, "401")
    residents.move_in(SYSTEM, person=who, dwelling=home.dwelling, household=home)
    link = lambda actor, one: lambda: services.link_household(actor, membership=row, household=one)  # noqa: E731
    assert refused(link(ding, home)) == "membership.household_own"
    other = household(cast)
    link(ding, other)()
    assert refused(link(ding, other)) == "membership.household_linked"
    assert refused(link(ding, household(cast, area=cast.other_grid))) == "membership.household_outside"
    with pytest.raises(OutOfScope):
        link(cast.yan_other_party.actor, other)()


def test_notes_are_short_and_seen_by_the_organization_only(cast: Any) -> None:
    ding, row = cast.ding_party.actor, member(cast)
    (contact,) = linked(cast, row, 1)
    assert refused(lambda: services.write_contact_note(ding, contact=contact, words=" ")) == "membership.words_needed"
    early = clock.today() - timedelta(days=1)
    act = lambda day: lambda: services.write_contact_note(ding, contact=contact, words="灯坏了", on=day)  # noqa: E731
    assert refused(act(early)) == "membership.ends_before_start"
    assert refused(act(clock.today() + timedelta(days=1))) == "membership.day_ahead"
    act(None)()
    assert [note.words for note in selectors.notes_of(ding, contact)] == ["灯坏了"]
    for name in ("yan_other_party", "li_grid_worker", "wang_community", "feng_other_county", "wu_leader"):
        with pytest.raises(Http404):
            selectors.contact_for(getattr(cast, name).actor, contact.pk)
    services.end_contact(ding, contact=contact)
    assert refused(act(None)) == "membership.contact_ended"
    residents.erase_person(SYSTEM, person=row.person, reason="本人要求")
    with rls.everywhere():
        assert not ContactNote.unscoped.exists()


def test_coverage_counts_households_of_the_own_grids(cast: Any) -> None:
    ding, row = cast.ding_party.actor, member(cast)
    linked(cast, row, 2)
    alone = household(cast)
    household(cast, area=cast.other_grid)
    found = {one.grid.pk: (one.households, one.covered, one.missing) for one in selectors.coverage(ding)}
    assert found == {cast.grid.pk: (3, 2, 1), cast.second_grid.pk: (0, 0, 0)}
    grid, rows = selectors.uncovered(ding, grid=cast.grid.pk)
    assert (grid.pk, [one.pk for one in rows]) == (cast.grid.pk, [alone.pk])
    for actor, place in ((ding, cast.other_grid), (cast.li_grid_worker.actor, cast.grid)):
        with pytest.raises(Http404):
            selectors.uncovered(actor, grid=place.pk)


def test_a_branch_within_a_bureau_has_no_ground_of_its_own(cast: Any) -> None:
    from linli.domains.membership.tests.test_moving import office_of
    from linli.foundation.organizations import services as organizations

    body = organizations.create_organization(
        SYSTEM, area=cast.county, kind="party_branch", name="市政局机关支部", parent=cast.bureau
    )
    row = member(cast, organization=body, kind="office")
    assert row.local_id == cast.branch.pk
    assert not selectors.coverage(office_of(body)).object_list
    assert not selectors.compound_choices(office_of(body))


def test_a_sign_needs_consent_and_goes_when_it_is_withdrawn(cast: Any) -> None:
    """S33."""
    ding, row = cast.ding_party.actor, member(cast)
    agree = lambda agreed: services.agree_sign(ding, membership=row, kind=SignKind.DOORPLATE, agreed=agreed)  # noqa: E731
    assert refused(lambda: agree(False)) == "membership.no_consent"
    sign = agree(True)
    assert sign.consent_version == 1
    assert refused(lambda: agree(True)) == "membership.sign_there"
    assert not selectors.signs_to_take_down(ding)
    with pytest.raises(OutOfScope):
        services.withdraw_sign(cast.yan_other_party.actor, sign=sign)
    services.withdraw_sign(SYSTEM, sign=sign)
    assert refused(lambda: services.withdraw_sign(ding, sign=sign)) == "membership.sign_withdrawn"
    assert [one.pk for one in selectors.signs_to_take_down(ding)] == [sign.pk]
    services.take_down_sign(ding, sign=sign)
    assert not selectors.signs_to_take_down(ding)
    assert refused(lambda: services.take_down_sign(ding, sign=sign)) == "membership.sign_up"
    agree(True)
