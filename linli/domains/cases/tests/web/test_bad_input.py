"""What people and machines send by mistake: clear words, nothing lost, never a 500."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from linli.domains.cases import services
from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import photo
from linli.domains.cases.tests.web.portal import TEXT, Resident, load_categories, newest, picture
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(cast: SimpleNamespace) -> Resident:
    load_categories()
    found = Resident(cast)
    found.choose_place()
    return found


def test_emoji_stay_and_control_characters_go(resident: Resident) -> None:
    resident.say(text="路灯\u0007坏了\u200b三天😡\r\n晚上黑")
    resident.reach()
    resident.send()
    assert newest().text == "路灯坏了三天😡\n晚上黑"


def test_null_characters_are_refused_in_words(resident: Resident) -> None:
    assert resident.say(text="路灯坏了\x00三天了").status_code == 200
    assert "空字符" in resident.say(text="路灯坏了\x00三天了").content.decode()


@pytest.mark.parametrize("length", [2001, 200_000, 1_000_000])
def test_a_text_without_end_is_refused_in_words(resident: Resident, length: int) -> None:
    answer = resident.say(text="长" * length)
    assert answer.status_code in (200, 413)
    assert "2000" in answer.content.decode() or answer.status_code == 413


def test_an_unknown_kind_is_refused_and_the_text_stays(resident: Resident) -> None:
    page = resident.say(card="gold").content.decode()
    assert "errsum" in page and TEXT in page


def test_a_photo_too_large_keeps_the_words(resident: Resident) -> None:
    page = resident.say(photos=[picture(data=b"\xff" * 20_000_001)])
    assert page.status_code == 200 and TEXT in page.content.decode() and "errsum" in page.content.decode()


def test_too_many_photos_keep_those_that_were_taken(resident: Resident) -> None:
    resident.say(photos=[picture(data=photo(color=color)) for color in ("red", "green", "blue")])
    page = resident.say(photos=[picture() for _ in range(4)]).content.decode()
    assert "errsum" in page and page.count("/report/photo/") == 3


def test_a_place_that_was_closed_meanwhile_is_asked_again(resident: Resident, cast: SimpleNamespace) -> None:
    resident.say()
    territory.close_area(Actor.system(), area=cast.building)
    assert resident.reach().status_code == 303
    assert resident.send()["Location"] == f"/c/{resident.slug}/report/"
    assert not Case.unscoped.exists()
    resident.choose_place(key=f"area:{cast.grid.pk}")
    assert TEXT in resident.get("what").content.decode()


def test_a_draft_of_another_release_still_opens(resident: Resident) -> None:
    session = resident.client.session
    session[f"report:{resident.slug}"] = {"place": "", "gone": 1}
    session.save()
    assert resident.get("place").status_code == 200


def test_pictures_of_forgotten_drafts_are_dropped(resident: Resident) -> None:
    resident.say(text="短", photos=[picture()])
    name = resident.client.session[f"report:{resident.slug}"]["photos"][0]
    assert services.read_draft_photo(name) is not None
    with clock.frozen(clock.now() + timedelta(days=4)):
        assert services.drop_old_drafts() >= 1
    assert services.read_draft_photo(name) is None
    assert services.read_draft_photo("../../etc/passwd") is None
