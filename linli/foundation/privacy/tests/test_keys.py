"""Keys: their marks, and sealing everything anew in batches that may be cut off anywhere."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from linli.domains.cases.models import Reporter
from linli.domains.cases.tests.making import open_case
from linli.foundation.people import services as staff
from linli.foundation.people.models import StaffCard
from linli.foundation.privacy import rls, services
from linli.foundation.privacy.models import KeyCheck
from linli.foundation.residents import services as residents
from linli.foundation.residents.models import Dwelling, Person
from linli.foundation.residents.tests.making import dwelling, number, person
from linli.kernel import crypto
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
OLD, NEW = "1:the first key of the house, long enough", "2:the second key of the house, long enough"


@pytest.fixture
def first_key(settings: Any) -> Any:
    settings.LINLI_DATA_KEY, settings.LINLI_OLD_DATA_KEYS = OLD, []
    return settings


def second_key(settings: Any) -> None:
    settings.LINLI_DATA_KEY, settings.LINLI_OLD_DATA_KEYS = NEW, [OLD]


def heads(model: Any, column: str) -> set[bytes]:
    with rls.everywhere():
        return {bytes(value)[:2] for value in model._base_manager.values_list(column, flat=True) if value}


@pytest.fixture
def sealed(cast: Any, first_key: Any) -> Any:
    """Staff, a reporter, a resident with everything, and a dwelling: all under the first key."""
    cards = [staff.add_staff(SYSTEM, area=cast.grid, name=f"甲{n}", phone=f"1000066000{n}") for n in range(7)]
    StaffCard.unscoped.exclude(pk__in=[card.pk for card in cards]).update(phone_sealed=b"", phone_index="")
    open_case(cast, contact_phone="10000660008")
    one = person(cast, phone="10000660009", id_number=number(9))
    dwelling(cast, "1907")
    services.check_keys()
    return one


def test_everything_is_sealed_anew_and_found_all_the_time(cast: Any, sealed: Any, settings: Any) -> None:
    second_key(settings)
    found = crypto.blind_indexes("10000660003", purpose="staff.phone")
    assert StaffCard.unscoped.filter(phone_index__in=found).count() == 1
    done = {result.model: result for result in services.rotate_keys(batch=2)}
    assert done["people.StaffCard"].done == 7
    assert not any(result.left for result in done.values())
    for model, column in ((StaffCard, "phone_sealed"), (Reporter, "phone_sealed"), (Person, "phone_sealed"),
                          (Person, "id_number_sealed"), (Dwelling, "address_sealed")):  # fmt: skip
        assert heads(model, column) == {crypto.current_header()}, (model, column)
    settings.LINLI_OLD_DATA_KEYS = []
    with rls.everywhere():
        sealed.refresh_from_db()
    assert StaffCard.unscoped.filter(phone_index=crypto.blind_index("10000660003", purpose="staff.phone")).count() == 1
    assert (
        residents.reveal_field(cast.li_grid_worker.actor, person=sealed, field="phone", reason="核对") == "10000660009"
    )
    assert [result.done for result in services.rotate_keys()] == [0] * len(done)


def test_the_index_of_a_dwelling_is_made_as_its_app_makes_it(cast: Any, sealed: Any, settings: Any) -> None:
    """After a rotation a second row for the same room is refused as before."""
    second_key(settings)
    services.rotate_keys()
    with rls.everywhere():
        rotated = Dwelling.unscoped.get().address_index
        Dwelling.unscoped.all().delete()
        assert dwelling(cast, "1907").address_index == rotated


def test_a_run_that_was_cut_off_goes_on(sealed: Any, settings: Any) -> None:
    second_key(settings)

    def cut(model: str, done: int) -> None:
        if model == "people.StaffCard" and done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.rotate_keys(cut, batch=2)
    assert len(heads(StaffCard, "phone_sealed")) == 2
    assert KeyCheck.objects.filter(retired_at=None).count() == 1
    services.check_keys()
    done = {result.model: result.done for result in services.rotate_keys(batch=2)}
    assert done["people.StaffCard"] == 3
    assert heads(StaffCard, "phone_sealed") == {crypto.current_header()}


def test_a_change_of_cipher_is_a_rotation_too(sealed: Any, settings: Any) -> None:
    settings.LINLI_CIPHER = "aes"
    services.rotate_keys()
    assert heads(StaffCard, "phone_sealed") == {b"\x02\x01"}


def test_a_row_that_does_not_open_is_left_named_and_keeps_its_key_in_use(sealed: Any, settings: Any) -> None:
    bad = StaffCard.unscoped.exclude(phone_sealed=b"").first()
    broken = bytes(bad.phone_sealed)[:-1] + b"\x00\x00"
    StaffCard.unscoped.filter(pk=bad.pk).update(phone_sealed=broken)
    second_key(settings)
    with pytest.raises(CommandError, match=f"people.StaffCard {bad.pk}"):
        call_command("rotate_keys", stdout=StringIO(), stderr=StringIO())
    services.check_keys()
    assert bytes(StaffCard.unscoped.get(pk=bad.pk).phone_sealed) == broken
    settings.LINLI_OLD_DATA_KEYS = []
    with pytest.raises(services.WrongKey, match="Data key 1 is missing"):
        services.check_keys()


def test_a_double_that_came_in_between_is_left_and_named(cast: Any, sealed: Any, settings: Any) -> None:
    """Two rows of one ID number, one under each key: the index of the older one is taken, so it stays as it is."""
    second_key(settings)
    with rls.everywhere():
        index = crypto.blind_index(number(9), purpose="residents.id_number")
        other = person(cast, "李四", phone="")
        Person.unscoped.filter(pk=other.pk).update(id_number_index=index)
        (result,) = [one for one in services.rotate_keys() if one.model == "residents.Person"]
    assert result.left == [sealed.pk]


def test_the_first_mark_is_not_given_to_a_key_that_opens_nothing(cast: Any, first_key: Any, settings: Any) -> None:
    """Rows from before there were marks must open."""
    staff.add_staff(SYSTEM, area=cast.grid, name="甲", phone="10000660001")
    StaffCard.unscoped.exclude(name="甲").update(phone_sealed=b"")
    settings.LINLI_DATA_KEY = NEW
    with pytest.raises(services.WrongKey, match=r"people\.StaffCard"):
        services.check_keys()
    assert not KeyCheck.objects.exists()


def test_a_new_key_gets_its_mark_once(sealed: Any, settings: Any) -> None:
    second_key(settings)
    for _ in range(2):
        services.check_keys()
    assert list(KeyCheck.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    settings.LINLI_DATA_KEY, settings.LINLI_OLD_DATA_KEYS = OLD, [NEW]
    with pytest.raises(services.WrongKey, match="key 2 was in use already"):
        services.check_keys()
