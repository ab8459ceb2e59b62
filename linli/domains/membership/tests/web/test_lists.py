"""The pages of members' lists, as the party organization meets them."""

from __future__ import annotations

import io
import uuid
from typing import Any

from django.urls import reverse

from linli.domains.membership.models import Membership
from linli.domains.membership.tests.lists import HEAD, REASON, imported, taken
from linli.domains.membership.tests.making import member, person
from linli.domains.rosters.models import Roster
from linli.domains.rosters.tests.making import csv_file, work
from linli.foundation.privacy import rls
from linli.kernel import sheets
from tests.kit.budgets import Budgets
from tests.kit.people import unproved


def url(name: str, *args: object) -> str:
    return reverse(f"rosters:members-{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def post(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, **data})


def test_a_list_from_the_form_to_the_members(cast: Any, client_of: Any) -> None:
    person(cast, "梁山", phone="10012345678")
    ding = client_of(cast.ding_party)
    start = text(ding.get(reverse("membership:members")))
    assert url("imports") in start and url("exports") in start
    assert cast.branch.name in text(ding.get(url("send")))
    assert cast.other_branch.name not in text(ding.get(url("send")))
    rows = [["梁山", "", "10012345678", "群众领袖"], ["梁水", "", "12", "居民党员"]]
    file = csv_file(rows, HEAD, "gb18030", name="党员.csv")
    assert post(ding, url("send"), organization=cast.other_branch.pk, file=file).status_code == 422
    file.seek(0)
    made = post(ding, url("send"), organization=cast.branch.pk, file=file)
    assert made.status_code == 303
    page = made.headers["Location"]
    work()
    with rls.everywhere():
        row = Roster.unscoped.get()
    matching = text(ding.get(url("columns", row.pk)))
    assert "民族" not in matching.split("<form")[1] and "10012345678" not in matching and "梁山" not in matching
    columns = {f"column_{at}": field for at, field in enumerate(("name", "id_number", "phone", "kind"))}
    assert ding.post(url("columns", row.pk), {"header_line": 1, **columns}).status_code == 303
    work()
    assert "群众领袖（1 行）" in text(ding.get(url("sort", row.pk)))
    assert ding.post(url("sort", row.pk), {"word_0": "居民党员"}).status_code == 303
    work()
    shown = text(ding.get(page))
    assert cast.branch.name in shown and "不是电话" in shown
    assert ding.post(url("run", row.pk)).status_code == 303
    work()
    back = ding.post(url("wrong-rows", row.pk))
    lines = list(sheets.stream_rows(io.BytesIO(b"".join(back.streaming_content))))
    assert [cells[0] for _line, cells in lines] == ["姓名", "梁水"]
    with rls.everywhere():
        assert Membership.unscoped.get().person.name == "梁山"
    assert ding.post(url("erase", row.pk)).status_code == 303


def test_a_list_is_asked_for_and_fetched_after_a_fresh_proof(cast: Any, client_of: Any) -> None:
    member(cast, who=person(cast, "梁山"))
    ding, ask = client_of(cast.ding_party), reverse("membership:ask-list")
    wanted = {"organization": cast.branch.pk, "form": "xlsx", "reason": REASON}
    assert post(ding, ask, **wanted | {"reason": "x"}).status_code == 422
    assert post(ding, ask, **wanted | {"organization": cast.other_branch.pk}).status_code == 422
    made = post(ding, ask, **wanted)
    assert made.status_code == 303
    assert REASON in text(ding.get(made.headers["Location"]))
    assert REASON in text(ding.get(url("exports")))
    with rls.everywhere():
        row = Roster.unscoped.get()
    file = io.BytesIO(b"".join(ding.post(url("take", row.pk)).streaming_content))
    assert [cells[0] for _line, cells in sheets.stream_rows(file)][2:] == ["梁山"]
    stale = unproved(client_of(cast.ding_party))
    for answer in (stale.get(ask), post(stale, ask, **wanted), stale.post(url("take", row.pk))):
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith(reverse("access:again"))
    assert post(client_of(cast.ding_party), url("erase-export", row.pk)).status_code == 303


def test_nobody_without_a_post_in_the_party_comes_here(cast: Any, client_of: Any) -> None:
    for stranger in (cast.admin, cast.wang_community, cast.chen_centre, cast.li_grid_worker):
        client = client_of(stranger)
        for address in (url("imports"), url("exports"), reverse("membership:ask-list")):
            assert client.get(address).status_code == 403


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        name = "甲乙丙丁戊己庚辛壬癸"[number % 10] + "子丑寅卯辰巳午未申酉"[number // 10]
        person(cast, name, phone=f"1001299{number:04d}")
        wrong = [["错", "", "12", "居民党员"]] * 3
        self.row = imported(cast, [[name, "", f"1001299{number:04d}", "居民党员"], *wrong])
        self.out = taken(cast)

    def pages(self, cast: Any, client_of: Any) -> dict[str, tuple[Any, str]]:
        ding = client_of(cast.ding_party)
        return {
            "rosters:members-imports": (ding, url("imports")),
            "rosters:members-import": (ding, url("import", self.row.pk)),
            "rosters:members-exports": (ding, url("exports")),
            "rosters:members-export": (ding, url("export", self.out.pk)),
        }
