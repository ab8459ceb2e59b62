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

pytestmark = pytest.mark.django_db

TEXT = "New for you: {title}"


def told(*members: Any, key: str = "one", url: str = "") -> None:
    ids = [member.card_id for member in members]
    services.tell(person_ids=ids, text=TEXT, params={"title": "路灯不亮"}, url=url, key=key)


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


def test_the_page_shows_and_opens_lines(cast: SimpleNamespace, client_of: Callable[..., Any]) -> None:
    told(cast.li_grid_worker, url="/notices/")
    client = client_of(cast.li_grid_worker)
    assert "路灯不亮" in client.get("/notices/").content.decode()
    opened = client.post(f"/notices/{Notice.objects.get().pk}/open/")
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
