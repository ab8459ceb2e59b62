"""Inboxes: told once per occasion, read by their owner only."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404

from linli.domains.notices import selectors, services
from linli.domains.notices.models import Notice
from linli.kernel.actor import Actor
from tests.kit.budgets import Budgets

pytestmark = pytest.mark.django_db

TEXT = "New for you: {title}"


def told(*members: Any, key: str = "one", url: str = "", title: str = "路灯不亮", subject: str = "") -> None:
    ids = [member.card_id for member in members]
    services.tell(person_ids=ids, text=TEXT, params={"title": title}, url=url, key=key, subject=subject)


def test_the_same_occasion_is_told_once(cast: SimpleNamespace) -> None:
    for _ in range(2):
        told(cast.li_grid_worker, cast.li_grid_worker)
    told(cast.li_grid_worker, key="two")
    assert selectors.unread_count(cast.li_grid_worker.actor) == 2
    assert selectors.unread_count(cast.zhang_grid_leader.actor) == 0
    assert selectors.told("o") == {cast.li_grid_worker.card_id}


def test_accounts_without_a_card_have_no_inbox(cast: SimpleNamespace) -> None:
    told(cast.li_grid_worker)
    assert selectors.unread(Actor.public()) == []
    assert selectors.unread_count(Actor.public()) == 0
    assert selectors.inbox(Actor.public())[1] == []


def test_reading_is_ones_own_business(cast: SimpleNamespace) -> None:
    told(cast.li_grid_worker)
    notice = Notice.objects.get()
    with pytest.raises(Http404):
        selectors.notice_for(cast.zhang_grid_leader.actor, notice.pk)
    services.mark_read(cast.zhang_grid_leader.actor, notice=notice)
    assert selectors.unread_count(cast.li_grid_worker.actor) == 1
    services.mark_read(cast.li_grid_worker.actor, notice=notice)
    assert selectors.unread_count(cast.li_grid_worker.actor) == 0


def test_one_subject_is_one_row_and_one_on_the_bell(cast: SimpleNamespace) -> None:
    me = cast.li_grid_worker
    for number in range(3):
        told(me, key=f"case:1:{number}", title=f"第 {number} 次", subject="case:1")
    told(me, key="case:2:0", title="另一件", subject="case:2")
    told(me, key="case:1:late", title="最后一次", subject="case:1")
    assert selectors.unread_count(me.actor) == 2
    first, second = selectors.inbox(me.actor)[1]
    assert (first.newest.text, first.before, first.new) == ("新派给您：最后一次", 3, 4)
    assert [line.text for line in first.earlier] == [f"新派给您：第 {n} 次" for n in (2, 1, 0)]
    assert (second.before, second.new, second.earlier) == (0, 1, ())


def test_reading_a_row_reads_all_of_its_subject(cast: SimpleNamespace) -> None:
    me = cast.li_grid_worker
    for number in range(3):
        told(me, cast.zhang_grid_leader, key=f"case:1:{number}", subject="case:1")
    told(me, key="case:2:0", subject="case:2")
    services.mark_read(me.actor, notice=selectors.notice_for(me.actor, selectors.inbox(me.actor)[1][1].newest.id))
    assert [(row.before, row.new) for row in selectors.inbox(me.actor)[1]] == [(0, 1), (2, 0)]
    assert selectors.unread_count(cast.zhang_grid_leader.actor) == 1


def test_a_row_shows_twenty_earlier_lines(cast: SimpleNamespace) -> None:
    for number in range(25):
        told(cast.li_grid_worker, key=f"case:1:{number}", title=f"第{number}", subject="case:1")
    (row,) = selectors.inbox(cast.li_grid_worker.actor)[1]
    assert (row.before, len(row.earlier)) == (24, 20)
    assert (row.earlier[0].text[-3:], row.earlier[-1].text[-3:]) == ("第23", "：第4")


class TestInboxBudget(Budgets):
    """The inbox: a row is a case with one line more than the row before."""

    def add_row(self, cast: SimpleNamespace, number: int) -> None:
        for line in range(1 + number % 4):
            told(cast.li_grid_worker, key=f"case:{number}:{line}", subject=f"case:{number}")

    def pages(self, cast: SimpleNamespace, client_of: Callable[..., Any]) -> dict[str, Any]:
        return {"notices:inbox": (client_of(cast.li_grid_worker), "/notices/")}


def test_the_page_shows_and_opens_lines(cast: SimpleNamespace, client_of: Callable[..., Any]) -> None:
    told(cast.li_grid_worker, url="/notices/")
    client = client_of(cast.li_grid_worker)
    told(cast.li_grid_worker, key="two", url="/notices/", subject="one")
    shown = client.get("/notices/").content.decode()
    assert "路灯不亮" in shown
    assert "此前还有 1 条" in shown
    opened = client.post(f"/notices/{Notice.objects.latest('id').pk}/open/")
    assert (opened.status_code, opened["Location"]) == (303, "/notices/")
    assert selectors.unread_count(cast.li_grid_worker.actor) == 0


def test_all_at_once(cast: SimpleNamespace, client_of: Callable[..., Any]) -> None:
    told(cast.li_grid_worker)
    told(cast.li_grid_worker, key="two")
    assert client_of(cast.li_grid_worker).post("/notices/read/").status_code == 303
    assert selectors.unread(cast.li_grid_worker.actor) == []


def test_an_empty_inbox_has_words(cast: SimpleNamespace, client_of: Callable[..., Any]) -> None:
    assert "没有消息" in client_of(cast.wang_community).get("/notices/?page=99").content.decode()


def test_strangers_are_sent_to_sign_in(cast: SimpleNamespace, client_of: Callable[..., Any]) -> None:
    told(cast.li_grid_worker)
    pk = Notice.objects.get().pk
    assert client_of(cast.sun_resident).get("/notices/").status_code == 302
    assert client_of(cast.zhang_grid_leader).post(f"/notices/{pk}/open/").status_code == 404
    assert client_of(cast.li_grid_worker).get(f"/notices/{pk}/open/").status_code == 405
