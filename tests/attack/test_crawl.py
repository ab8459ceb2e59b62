"""Everybody follows every link they are shown: no page fails, and no word of a place that isn't theirs is on any."""

from __future__ import annotations

from collections import Counter, deque
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.attack.world import World, links, text_of

STARTS = [
    "/",
    "/field/",
    "/console/",
    "/board/",
    "/notices/",
    "/console/staff/",
    "/console/territory/",
    "/field/report/",
]
#: Who walks → whose words they must never meet.
WALKERS = {
    "sun_resident": "here beside far",
    "li_grid_worker": "beside far",
    "he_building": "here beside far",
    "wang_community": "beside far",
    "zhao_dispatcher": "beside far",
    "zhou_department": "beside far",
    "chen_centre": "far",
    "wu_leader": "far",
    "admin": "here beside far",
    "qian_other_town": "here far",
    "ma_other_office": "here far",
    "feng_other_county": "here beside",
    "deng_other_admin": "here beside far",
}
#: Who sees the register of which places by right, and so those on their lists.
REGISTERS = {"admin": "here beside", "deng_other_admin": "far"}
#: Pages of one kind (route and words of the address) that are looked at, and pages in all.
OF_ONE_KIND, IN_ALL = 2, 70
NOT_FOR_WALKING = ("/static/", "/sign-out", "/style/", "/worker.js", "/manifest", "/methods/")


def kind_of(url: str) -> tuple[str, tuple[str, ...]] | None:
    """Route and query words; None for what isn't walked to."""
    parts = urlsplit(url)
    if parts.path.startswith(NOT_FOR_WALKING):
        return None
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return f"dead link {parts.path}", ()
    return name, tuple(sorted(key for key, _ in parse_qsl(parts.query)))


def walk(client: Any) -> dict[str, Any]:
    """Address → answer, breadth first."""
    waiting, seen, kinds = deque(STARTS), {}, Counter()
    while waiting and len(seen) < IN_ALL:
        url = waiting.popleft()
        kind = kind_of(url)
        if url in seen or kind is None or kinds[kind] >= OF_ONE_KIND:
            continue
        kinds[kind] += 1
        answer = seen[url] = client.get(url)
        waiting.extend(link for link in links(text_of(answer)) if link not in seen)
        if answer.status_code in (301, 302, 303):
            waiting.appendleft(answer["Location"])
    return seen


@pytest.mark.parametrize("member", WALKERS)
def test_nothing_of_another_place_is_met(world: World, cast: Any, client_of: Any, member: str) -> None:
    client = client_of(getattr(cast, member))
    client.raise_request_exception = False
    seen = walk(client)
    places = WALKERS[member].split()
    marks = [getattr(world, place).mark for place in places]
    marks += [getattr(world, place).listed for place in places if place not in REGISTERS.get(member, "").split()]
    leaks = [f"{url} shows {mark}" for url, answer in seen.items() for mark in marks if mark in text_of(answer)]
    assert not leaks
    assert not [f"{url}: {answer.status_code}" for url, answer in seen.items() if answer.status_code >= 500]
    starts = set(STARTS)
    dead = [url for url, answer in seen.items() if url not in starts and answer.status_code in (403, 404)]
    assert not dead, "links that lead nowhere for this person"


@pytest.mark.parametrize("member", ["zhao_dispatcher", "ma_other_office", "feng_other_county", "zhou_department"])
def test_search_and_filters_do_not_reach_over_the_fence(world: World, cast: Any, client_of: Any, member: str) -> None:
    client = client_of(getattr(cast, member))
    for place in WALKERS[member].split():
        there = getattr(world, place)
        for words in (
            {"q": there.case.ref}, {"text": there.mark, "tab": "any"}, {"tab": "any", "area": there.things["area"]["pk"]},
            {"tab": "any", "org": there.things["organization"]["pk"]}, {"tab": "any", "handler": there.things["card"]["pk"]},
        ):  # fmt: skip
            answer = client.get("/console/", words)
            assert not answer.context["queue"].rows, (place, words)
        assert there.mark not in text_of(client.post("/console/assign/", {"ref": there.case.ref}))
        assert there.mark not in text_of(client.post("/console/join/", {"ref": there.case.ref, "into": there.case.ref}))


def test_a_table_for_a_spreadsheet_holds_ones_own_rows_only(world: World, cast: Any, client_of: Any) -> None:
    import io

    from python_calamine import CalamineWorkbook

    answer = client_of(cast.zhao_dispatcher).post("/console/export/?tab=any", {"reason": "例行核对台账"})
    assert answer.status_code == 200, answer.status_code
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    cells = " ".join(
        str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    )
    assert world.here.mark in cells
    assert world.beside.mark not in cells and world.far.mark not in cells
