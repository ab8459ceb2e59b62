"""What lies outside of one's scope answers exactly as if it weren't there, on every route that names a thing."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from linli.kernel.actor import Actor
from tests.access.matrix import MATRIX
from tests.attack.world import NOWHERE, Place, World, text_of, undone

NAMED = {name: row for name, row in MATRIX.items() if not row.public}

#: Who asks for what: the offices and workers of Li's street for the street beside, everybody of the county for the far one.
ASKERS = [
    *(("beside", member) for member in ("li_grid_worker", "zhao_dispatcher", "zhou_department", "he_building")),
    *(("far", member) for member in ("chen_centre", "admin", "zhou_department", "wu_leader")),
    *(("here", member) for member in ("ma_other_office", "qian_other_town", "feng_other_county", "deng_other_admin")),
    *(("beside", member) for member in ("feng_other_county", "deng_other_admin")),
    *((place, "ding_party") for place in ("beside", "far")),
]
#: Every county employee may read these of the whole county (see the matrix).
COUNTYWIDE = {"organization", "duty"}


def asked_for(place: str, thing: str, member: str) -> bool:
    if member in ("zhou_department", "ding_party") and place == "beside" and thing in ("area", "at_area", "community"):
        return False  # the bureau serves the whole county and reads its map
    same_county = place == "far" or member in ("feng_other_county", "deng_other_admin")
    return thing not in COUNTYWIDE or same_county


def difference(client: Any, name: str, method: str, place: Place, thing: str) -> str:
    """What tells a hidden thing from one that isn't there; empty when nothing does."""
    hidden = place.things[thing]
    nothing = {key: NOWHERE[key] for key in hidden}
    for headers in ({}, {"headers": {"HX-Request": "true"}}):
        one = undone(client, method, reverse(name, kwargs=hidden), **headers)
        other = undone(client, method, reverse(name, kwargs=nothing), **headers)
        if place.mark in text_of(one):
            return f"{method} {name} shows {place.mark}"
        if (one.status_code, one.headers.get("Location")) != (other.status_code, other.headers.get("Location")):
            return f"{method} {name}: {one.status_code} {one.headers.get('Location', '')}, nothing: {other.status_code}"
        if one.status_code >= 500:
            return f"{method} {name}: {one.status_code}"
    return ""


@pytest.mark.parametrize(("place", "member"), ASKERS)
def test_hidden_things_look_like_things_that_are_not_there(
    world: World, cast: Any, client_of: Any, bare_errors: None, place: str, member: str
) -> None:
    client, there = client_of(getattr(cast, member)), getattr(world, place)
    found = [
        difference(client, name, method, there, row.thing)
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
        if row.thing in ("case", "photo", "card", "account", "approval", "call", "grant", "appointment", "absence"):
            for place in (world.beside, world.far):
                for method in row.methods.split():
                    if row.thing in place.things:
                        answer = undone(client, method, reverse(name, kwargs=place.things[row.thing]))
                        assert answer.status_code in (403, 404), f"{method} {name}: {answer.status_code}"


def test_rows_without_scope_still_cannot_be_changed(
    world: World, cast: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scope of reading switched off: the services ask again, and nothing of the other street changes."""
    from linli.domains.cases.models import Case
    from linli.foundation.audit import selectors as history
    from linli.kernel.scoping import ScopedQuerySet

    monkeypatch.setattr(ScopedQuerySet, "visible_to", lambda self, actor, permission=None: self.all())
    client = client_of(cast.qian_other_town)
    before = Case.unscoped.filter(pk=world.here.case.pk).values().get()
    lines = len(history.timeline(world.here.case))
    words = dict.fromkeys(("reason", "words", "text", "note", "question", "public_words", "into"), "外人的话外人的话")
    for name, row in NAMED.items():
        if row.thing == "case" and "POST" in row.methods and name != "cases:merge":
            client.post(reverse(name, kwargs=world.here.things["case"]), words)
    assert Case.unscoped.filter(pk=world.here.case.pk).values().get() == before
    assert len(history.timeline(world.here.case)) == lines
