"""A page costs the same number of statements with three rows and with thirty."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.domains.cases import services
from linli.domains.cases.tests.making import again, category, open_case
from linli.kernel.actor import Actor

#: Page → who asks, and how many statements it may take, with the frame's own (who asks, bell) included.
PAGES = {
    "/console/": ("chen_centre", 12),
    "/console/?tab=late": ("zhao_dispatcher", 12),
    "/console/cases/{ref}/": ("chen_centre", 15),
    "/board/": ("wu_leader", 15),
    "/field/": ("li_grid_worker", 12),
    "/field/case/{ref}/": ("li_grid_worker", 16),
    "/console/whistles/": ("zhou_department", 12),
    "/console/arbitration/": ("chen_centre", 12),
    "/notices/": ("li_grid_worker", 12),
    "/c/{slug}/": ("sun_resident", 12),
    "/f/{token}/": ("sun_resident", 12),
}


def statements(client: Any, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    return len(found)


def lived(cast: Any, number: int) -> None:
    """Another case, every third of them with a whistle, every other accepted."""
    case = open_case(cast, text=f"第 {number} 处垃圾没有清走")
    if number % 2 == 0:
        services.accept_case(cast.li_grid_worker.actor, case=case)
    if number % 6 == 0:
        services.blow_whistle(
            cast.li_grid_worker.actor, case=again(case), organizations=[(cast.bureau, True)], reason="要水务一起来"
        )


def test_pages_do_not_grow_with_rows(cast: Any, client_of: Any) -> None:
    report = services.Report(county=cast.county, area=cast.grid, category=category(), text="楼下垃圾堆了三天没人清")
    opened = services.open_case(Actor.public(), report=report)
    said = {"ref": opened.case.ref, "slug": cast.county.slug, "token": opened.token}
    clients = {member: client_of(getattr(cast, member)) for member, _most in PAGES.values()}
    wrong, few = [], {}
    for number in range(6):
        lived(cast, number)
    for page, (member, _most) in PAGES.items():
        few[page] = statements(clients[member], page.format(**said))
    for number in range(6, 30):
        lived(cast, number)
    for page, (member, most) in PAGES.items():
        many = statements(clients[member], page.format(**said))
        if many > few[page] or many > most:
            wrong.append(f"{page}: {few[page]} with a few rows, {many} with thirty, {most} allowed")
    assert not wrong, "\n".join(wrong)


def test_empty_pages_open(cast: Any, client_of: Any) -> None:
    for page, (member, most) in PAGES.items():
        if "{" not in page:
            assert statements(client_of(getattr(cast, member)), page) <= most, page
