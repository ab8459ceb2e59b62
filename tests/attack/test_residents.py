"""People of other places: by address, by form, by search. With each net switched off in turn: `test_every_net.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from linli.foundation.privacy import rls
from linli.foundation.privacy.models import Look
from linli.foundation.residents import services
from linli.foundation.residents.models import Dwelling, Household, Likeness, Merge, Person, Residency
from linli.foundation.residents.tests import making
from tests.access.matrix import MATRIX
from tests.attack.world import NOWHERE, text_of, undone

ROUTES = {
    name: row
    for name, row in MATRIX.items()
    if name.startswith("residents:") and row.thing not in ("", "register_list")
}
TABLES = (Dwelling, Household, Person, Residency, Merge, Likeness)
NAME = "欧阳外人"
PHONE = "10099990000"
#: What every form of the registers asks for, so that none stops at an empty field.
WORDS = {
    "name": "改了", "registered": "here", "room": "707", "kind": "living", "dwelling_kind": "home", "reason": "想看看",
    "field": "phone", "on": "", "is_main": "on", "sure": "on",
}  # fmt: skip


@dataclass(frozen=True)
class Home:
    """A family of two with all that hangs on it, by the name that the matrix gives each kind of thing."""

    person: Person
    things: dict[str, dict[str, Any]]


@pytest.fixture
def there(cast: Any) -> Home:
    """In the grid of the other street."""
    area = cast.other_grid
    household, (one, two) = making.family(cast, NAME, "欧阳小外", room="12号", area=area)
    services.change_person(making.SYSTEM, person=one, draft=making.draft(NAME, phone=PHONE))
    with rls.everywhere():
        stay = Residency.unscoped.get(person=two)
    things = {
        "resident": {"pk": one.pk},
        "resident_at": {"pk": one.pk, "area": area.pk},
        "resident_pair": {"pk": one.pk, "other": two.pk},
        "door": {"area": area.pk},
        "dwelling": {"pk": household.dwelling_id},
        "household": {"pk": household.pk},
        "household_at": {"pk": household.pk, "area": area.pk},
        "stay": {"pk": stay.pk},
        "merged": {"pk": making.merged(cast, area=area).pk},
        "alike": {"pk": making.alike(cast, area=area).pk},
    }
    return Home(one, things)


def kept() -> dict[str, list[Any]]:
    """Everything in the registers, and the looks."""
    with rls.everywhere():
        return {model.__name__: list(model.unscoped.order_by("pk").values()) for model in (*TABLES, Look)}


STRANGERS = [
    "li_grid_worker",
    "wang_community",
    "zhao_dispatcher",
    "feng_other_county",
    "deng_other_admin",
    "zhou_department",
]


@pytest.mark.parametrize("member", STRANGERS)
def test_a_person_of_another_place_answers_like_nobody(cast: Any, client_of: Any, there: Home, member: str) -> None:
    client = client_of(getattr(cast, member))
    wrong = []
    for name, row in ROUTES.items():
        nothing = {key: NOWHERE.get(key, NOWHERE["pk"]) for key in there.things[row.thing]}
        for method in row.methods.split():
            one = undone(client, method, reverse(name, kwargs=there.things[row.thing]), WORDS)
            other = undone(client, method, reverse(name, kwargs=nothing), WORDS)
            if one.status_code != other.status_code or one.status_code not in (403, 404) or NAME in text_of(one):
                wrong.append(f"{method} {name}: {one.status_code}, nothing: {other.status_code}")
    assert not wrong


@pytest.mark.parametrize("member", STRANGERS)
@pytest.mark.parametrize("words", ["?q=欧阳", f"?q={PHONE}", "?state=left", "?q=欧阳&area={area}", "?after=WyIiLCAxXQ"])
def test_search_and_filters_find_nobody_of_another_place(
    cast: Any, client_of: Any, there: Home, member: str, words: str
) -> None:
    answer = client_of(getattr(cast, member)).get("/console/residents/" + words.format(area=cast.other_grid.pk))
    assert answer.status_code in (200, 403)
    assert NAME not in text_of(answer)
    for which in ("duplicates", "elsewhere", "unregistered", "headless", "unverified"):
        listed = client_of(getattr(cast, member)).get(f"/console/residents/lists/{which}/?area={cast.other_grid.pk}")
        assert listed.status_code in (403, 404) and NAME not in text_of(listed)


def test_forms_of_ones_own_take_no_foreign_people_and_places(cast: Any, client_of: Any, there: Home) -> None:
    household, people = making.family(cast, "王一", "王二")
    client, before = client_of(cast.li_grid_worker), kept()
    foreign, area = there.person.pk, cast.other_grid.pk
    own = reverse("residents:household", args=[household.pk])
    attempts = [
        (own + "head/", {"person": foreign}, 422),
        (own + "split/", {"people": [foreign], "room": ""}, 422),
        (reverse("residents:move-household", args=[household.pk, area]), WORDS, 404),
        (reverse("residents:move-in", args=[people[0].pk, area]), WORDS, 404),
        (reverse("residents:move-in", args=[foreign, cast.building.pk]), WORDS, 404),
        (reverse("residents:add", args=[area]), WORDS, 404),
    ]
    for url, words, expected in attempts:
        answer = client.post(url, words)
        assert answer.status_code == expected and NAME not in text_of(answer), url
    office = client_of(cast.wang_community)
    assert office.post(reverse("residents:merge", args=[people[0].pk, foreign]), {"keep": foreign}).status_code == 404
    assert kept() == before


def test_a_likeness_across_the_fence_is_listed_for_neither_side(cast: Any, client_of: Any, there: Home) -> None:
    making.person(cast, NAME, phone=PHONE)
    with rls.everywhere():
        assert Likeness.unscoped.filter(first=there.person).exists()
    for member in (cast.wang_community, cast.ma_other_office):
        listed = client_of(member).get("/console/residents/lists/duplicates/")
        assert NAME not in text_of(listed)
    assert NAME in text_of(client_of(cast.admin).get("/console/residents/lists/duplicates/"))


def test_the_attacks_reach_the_rows_when_nothing_stops_them(cast: Any, client_of: Any, there: Home) -> None:
    """The family is there to be found: its own office meets it on every page."""
    client = client_of(cast.ma_other_office)
    assert NAME in text_of(client.get("/console/residents/?q=欧阳"))
    for name in ("resident", "household", "dwelling"):
        route = "person" if name == "resident" else name
        assert NAME in text_of(client.get(reverse(f"residents:{route}", kwargs=there.things[name])))
