"""What lies outside of one's scope answers exactly as if it weren't there, on every route that names a thing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.kernel.actor import Actor
from tests.access.matrix import MATRIX
from tests.attack.nets import without
from tests.attack.world import NOWHERE, Place, World, undone, words_of

#: Route, method and whether a part of a page was asked for → what is answered where there is nothing.
Nothing = dict[tuple[str, str, bool], tuple[int, str]]

NAMED = {name: row for name, row in MATRIX.items() if not row.public}

#: Who asks for what: the offices and workers of Li's street for the street beside, everybody of the county for the far one.
ASKERS = {
    "li_grid_worker": "beside",
    "zhao_dispatcher": "beside",
    "he_building": "beside",
    "zhou_department": "beside far",
    "chen_centre": "far",
    "admin": "far",
    "wu_leader": "far",
    "ma_other_office": "here",
    "qian_other_town": "here",
    "feng_other_county": "here beside",
    "deng_other_admin": "here beside",
    "ding_party": "beside far",
}
#: Things that belong to somebody.
PERSONAL = {
    "case",
    "photo",
    "card",
    "account",
    "approval",
    "call",
    "grant",
    "appointment",
    "absence",
    "member",
    "contact",
    "sign",
    "person_request",
    "partner",
    "partner_key",
    "hotline_order",
    "roster",
    "export",
}
#: Leads on by the words of the address alone; the page that it leads to is asked like every other.
LEADS_ON = {"cases:go"}
#: Every county employee may read these of the whole county (see the matrix).
COUNTYWIDE = {"organization", "duty"}


def asked_for(place: str, thing: str, member: str) -> bool:
    if member in ("zhou_department", "ding_party") and place == "beside" and thing in ("area", "at_area", "community"):
        return False  # the bureau serves the whole county and reads its map
    same_county = place == "far" or member in ("feng_other_county", "deng_other_admin")
    return thing not in COUNTYWIDE or same_county


def answer(
    client: Client, name: str, method: str, thing: dict[str, Any], headers: dict[str, str]
) -> tuple[int, str, str]:
    """Status, place where it leads (the thing's own name left out), and words."""
    given = undone(client, method, reverse(name, kwargs=thing), headers=headers)
    leads = given.headers.get("Location", "")
    for value in thing.values():
        leads = leads.replace(str(value), "…")
    return given.status_code, leads, words_of(given)


def difference(client: Client, name: str, method: str, place: Place, thing: str, nothing: Nothing) -> str:
    """What tells a hidden thing from one that isn't there; empty when nothing does."""
    hidden = place.things[thing]
    for headers in ({}, {"HX-Request": "true"}):
        status, leads, text = answer(client, name, method, hidden, headers)
        asked = (name, method, bool(headers))
        if asked not in nothing:
            nothing[asked] = answer(client, name, method, {key: NOWHERE[key] for key in hidden}, headers)[:2]
        if place.mark in text or place.listed in text:
            return f"{method} {name} shows {place.mark}"
        if (status, leads) != nothing[asked]:
            return f"{method} {name}: {status} {leads}, nothing: {nothing[asked]}"
        if status >= 500:
            return f"{method} {name}: {status}"
    return ""


@pytest.mark.parametrize("member", ASKERS)
def test_hidden_things_look_like_things_that_are_not_there(
    world: World, cast: Any, client_of: Any, bare_errors: None, member: str
) -> None:
    client, nothing = client_of(getattr(cast, member)), {}
    found = [
        difference(client, name, method, there, row.thing, nothing)
        for place in ASKERS[member].split()
        for there in [getattr(world, place)]
        for name, row in NAMED.items()
        if row.thing in there.things and asked_for(place, row.thing, member)
        for method in row.methods.split()
        if (place, member, name) not in SEEN_BY_RIGHT
    ]
    assert not [one for one in found if one]


#: (place, asker, route): the thing is hidden as such, but this route is open to the asker. Empty is best.
SEEN_BY_RIGHT: set[tuple[str, str, str]] = set()


def test_a_role_that_could_do_everything_still_sees_its_own_place_only(
    world: World, cast: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch, bare_pages: None
) -> None:
    """The routes' own question switched off: the scope of the rows still holds."""
    monkeypatch.setattr(Actor, "can", lambda self, permission: True)
    client = client_of(cast.li_grid_worker)
    for name, row in NAMED.items():
        if row.thing in PERSONAL and name not in LEADS_ON:
            for place in (world.beside, world.far):
                for method in row.methods.split():
                    if row.thing in place.things:
                        answer = undone(client, method, reverse(name, kwargs=place.things[row.thing]))
                        refused = (401,) if row.keyed else (403, 404)  # no session opens what a key opens
                        assert answer.status_code in refused, f"{method} {name}: {answer.status_code}"


def test_rows_without_scope_still_cannot_be_changed(world: World, cast: Any, client_of: Any) -> None:
    """The scope of reading switched off: the services ask again, and nothing of the other street changes."""
    from linli.domains.cases.models import Case
    from linli.foundation.audit import selectors as history

    client = client_of(cast.qian_other_town)
    before = Case.unscoped.filter(pk=world.here.case.pk).values().get()
    lines = len(history.timeline(world.here.case))
    words = dict.fromkeys(("reason", "words", "text", "note", "question", "public_words", "into"), "外人的话外人的话")
    with without("rows"):
        for name, row in NAMED.items():
            if row.thing == "case" and "POST" in row.methods and name != "cases:merge":
                client.post(reverse(name, kwargs=world.here.things["case"]), words)
    assert Case.unscoped.filter(pk=world.here.case.pk).values().get() == before
    assert len(history.timeline(world.here.case)) == lines


def test_files_of_lists_are_taken_by_their_owner(world: World, cast: Any, client_of: Any) -> None:
    """The words that strangers are tested for do stand in both files: the wrong rows, and the list that was taken out."""
    client, there = client_of(cast.ma_other_office), world.beside.things
    for name, thing, word in (("wrong-rows", "roster", "错"), ("take", "export", "生")):
        url = reverse(f"rosters:{name}", kwargs=there[thing])
        assert f"{world.beside.listed}{word}" in words_of(undone(client, "POST", url))
        for stranger in (cast.zhao_dispatcher, cast.admin, cast.deng_other_admin):
            assert undone(client_of(stranger), "POST", url).status_code == 404
