"""Registering through a building's code (H39)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from linli.domains.selfservice import services
from linli.domains.selfservice.method import SelfServiceRules
from linli.domains.selfservice.models import Consent, PersonRequest, PhoneCode
from linli.domains.selfservice.selectors import places
from linli.domains.selfservice.services import _base
from linli.domains.selfservice.states import KEEPER, WORDS
from linli.domains.selfservice.tests.making import (
    CHILD,
    DIGITS,
    OTHER_PHONE,
    PHONE,
    all_of,
    begun,
    people,
    person,
    registered,
    said,
)
from linli.foundation.audit import selectors as audit
from linli.foundation.privacy import rls
from linli.foundation.residents import selectors as residents
from linli.foundation.residents import services as register
from linli.foundation.residents.tests.making import SYSTEM, number
from linli.foundation.territory import selectors as territory
from linli.foundation.territory import services as ground
from linli.kernel import clock, crypto
from linli.kernel.errors import RuleBroken


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def later(minutes: int = 2) -> Any:
    return clock.frozen(clock.now() + timedelta(minutes=minutes))


def homes(one: Any) -> list[str]:
    with rls.everywhere():
        return [residents.full_address(stay.dwelling) for stay in residents.own_homes(one) if stay.ends_on is None]


@pytest.fixture
def asks_id_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """A county that names a purpose for the ID number."""
    real = _base.rules_at

    def rules_at(area: Any) -> SelfServiceRules:
        form = real(area).form.model_copy(update={"id_number_for": "办理居住证时核对身份"})
        return real(area).model_copy(update={"form": form})

    monkeypatch.setattr(_base, "rules_at", rules_at)


def test_somebody_registers_and_waits_for_the_visit(cast: Any) -> None:
    one = registered(cast, relation="head")
    assert (one.name, one.source, one.verified_on, one.phone_masked) == ("林小雨", "self", None, "100****0001")
    assert one.area_id == cast.building.pk
    assert homes(one)[0].endswith("302")
    (consent,) = all_of(Consent)
    text = territory.rules_of(cast.county).privacy.consents["registration"]
    assert (consent.person_id, consent.code, consent.version, consent.text) == (one.pk, "registration", 1, text.text)
    assert bytes(all_of(PhoneCode)[0].said_sealed) == b""
    lines = audit.timeline(one)
    assert {line.who for line in lines} == {"本人"}
    assert {"selfservice.registered", "selfservice.consented"} <= {line.code for line in lines}


def test_nothing_is_kept_before_the_phone_is_proven(cast: Any) -> None:
    begun(cast)
    assert people() == []
    assert all_of(Consent) == []


def test_the_same_person_again_changes_the_entry_that_waits(cast: Any) -> None:
    first = registered(cast)
    with later():
        second = registered(cast, room="501", relation="spouse")
    assert second.pk == first.pk
    assert len(people()) == 1
    assert [one[-3:] for one in homes(first)] == ["501"]
    assert len(all_of(Consent)) == 1


def test_another_name_with_the_same_phone_is_another_person(cast: Any) -> None:
    registered(cast)
    with later():
        registered(cast, name="林大山")
    assert [one.name for one in people()] == ["林小雨", "林大山"]


def test_an_entry_of_the_office_is_not_changed_by_a_form(cast: Any) -> None:
    kept = person(cast, "林小雨", phone=PHONE)
    same = registered(cast, room="501")
    assert same.pk == kept.pk
    assert len(people()) == 1
    assert homes(kept) == []
    (asked,) = all_of(PersonRequest)
    assert crypto.unseal(asked.words_sealed, purpose=WORDS).startswith("501")


def test_a_verified_entry_is_not_changed_either(cast: Any) -> None:
    one = registered(cast)
    register.verify_person(SYSTEM, person=one)
    with later():
        registered(cast, room="501")
    assert [home[-3:] for home in homes(one)] == ["302"]
    assert len(all_of(PersonRequest)) == 1


def test_a_child_needs_a_guardian_whose_phone_is_proven(cast: Any) -> None:
    with refused("selfservice.guardian_needed"):
        begun(cast, name="林小小", born_on=CHILD)
    with refused("selfservice.consent_needed"):
        services.begin(
            cast.building,
            said("林小小", born_on=CHILD, guardian="林大"),
            agreed=frozenset({"registration"}),
            address=None,
        )
    child = registered(cast, name="林小小", born_on=CHILD, guardian="林 大山")
    (consent,) = all_of(Consent)
    assert (consent.code, crypto.unseal(consent.guardian_sealed, purpose=KEEPER)) == ("guardian", "林大山")
    assert child.phone_masked == "100****0001"


def test_without_consent_no_code_is_sent(cast: Any) -> None:
    with refused("selfservice.consent_needed"):
        services.begin(cast.building, said(), agreed=frozenset(), address=None)
    assert all_of(PhoneCode) == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": "😀"}, "residents.bad_name"), ({"name": "林" * 1_000_000}, "residents.bad_name"),
        ({"room": ""}, "residents.bad_room"), ({"room": "1" * 1_000_000}, "residents.bad_room"),
        ({"phone": ""}, "residents.bad_phone"), ({"phone": "电话"}, "residents.bad_phone"),
        ({"born_on": None}, "residents.bad_birthday"),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused_with_words(cast: Any, facts: dict[str, Any], code: str) -> None:
    with refused(code):
        begun(cast, **facts)


def test_only_buildings_and_stairwells_have_a_door(cast: Any) -> None:
    with refused("selfservice.no_such_place"):
        begun(cast, area=cast.grid)


def test_what_the_county_does_not_ask_for_is_not_kept(cast: Any) -> None:
    one = registered(cast, id_number=number(421), employer="江县一中")
    assert (one.id_number_masked, one.employer) == ("", "")


def test_an_id_number_needs_a_purpose_and_a_consent_of_its_own(cast: Any, asks_id_number: None) -> None:
    with refused("selfservice.consent_needed"):
        services.begin(cast.building, said(id_number=number(421)), agreed=frozenset({"registration"}), address=None)
    one = registered(cast, id_number=number(421))
    assert one.id_number_masked
    assert {row.code for row in all_of(Consent)} == {"registration", "sensitive"}


def test_somebody_elses_id_number_is_not_commented_on(cast: Any, asks_id_number: None) -> None:
    person(cast, "王小红", id_number=number(421), phone=OTHER_PHONE)
    one = registered(cast, id_number=number(421))
    assert one.id_number_masked == ""
    (asked,) = all_of(PersonRequest)
    assert (asked.field, asked.person_id) == ("id_number", one.pk)


def test_an_unknown_relation_is_left_open(cast: Any) -> None:
    one = registered(cast, relation="emperor")
    assert [stay.relation for stay in residents.own_homes(one)] == [""]


def test_the_same_phone_in_another_county_is_another_entry(cast: Any) -> None:
    registered(cast)
    far = territory_building(cast)
    with later():
        registered(cast, area=far)
    assert [one.county_id for one in people()] == [cast.county.pk, cast.other_county.pk]


def test_the_code_on_the_door_names_a_building(cast: Any) -> None:
    found = places.door_for(territory.qr_code(cast.building))
    assert (found.area.pk, found.county.pk) == (cast.building.pk, cast.county.pk)
    assert "ID" not in found.form.fields


def test_a_stairwell_has_a_code_of_its_own_on_the_sheet(cast: Any, client_of: Any) -> None:
    stairs = ground.create_area(SYSTEM, parent=cast.grid, kind="building", name="2 单元").area
    type(stairs).unscoped.filter(pk=stairs.pk).update(kind="stairwell", parent=cast.building)  # this method knows none
    stairs.refresh_from_db()
    code = territory.qr_code(stairs)
    assert places.door_for(code).area.pk == stairs.pk
    sheet = client_of(cast.wang_community).get(f"/console/territory/{cast.community.pk}/stickers/").content.decode()
    assert code in sheet
    assert territory.qr_code(cast.building) in sheet
    one = registered(cast, area=stairs)
    assert one.area_id == stairs.pk


def test_the_actor_reaches_the_door_only(cast: Any) -> None:
    actor = _base.resident(cast.county.pk, cast.building.path)
    assert actor.reaches("residents.change", cast.building.path)
    assert not actor.reaches("residents.change", cast.grid.path)
    assert not actor.can("residents.merge")


def test_a_typed_code_with_blanks_is_taken(cast: Any) -> None:
    assert services.register_self(begun(cast), f" {DIGITS[:3]} {DIGITS[3:]} ").name == "林小雨"


def territory_building(cast: Any) -> Any:
    return ground.create_area(SYSTEM, parent=cast.other_county_grid, kind="building", name="9 号楼").area
