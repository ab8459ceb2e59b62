"""The auditor's log and the public page, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

LOOKS, KEPT = "/console/looks/", "/privacy/"


def test_an_auditor_sees_who_looked_and_narrows_by_address(cast: Any, look: Any, auditor: Any, client_of: Any) -> None:
    look(cast.wang_community, of=cast.li_grid_worker)
    look(cast.zhao_dispatcher, of=cast.qian_other_town, reason="台风值守")
    client = client_of(auditor)
    text = client.get(LOOKS).content.decode()
    assert "王海波" in text and "台风值守" in text and cast.grid.name in text
    rows = client.get(LOOKS, {"who": cast.wang_community.account_id}).context["page"].rows
    assert [row.who for row in rows] == ["王海波"]
    rows = client.get(LOOKS, {"area": cast.other_street.pk}).context["page"].rows
    assert [row.who for row in rows] == ["赵敏"]


def test_the_partial_answers_htmx(cast: Any, look: Any, auditor: Any, client_of: Any) -> None:
    look(cast.wang_community, of=cast.li_grid_worker)
    text = client_of(auditor).get(LOOKS, headers={"HX-Request": "true"}).content.decode()
    assert "王海波" in text and "<html" not in text


@pytest.mark.parametrize("query", ["who=x", "area=-1", "before=99999999999999999999", "part=nope", "first=2026-13-45",
                                   "who=1&who=2", "last=", "area=9223372036854775807"])  # fmt: skip
def test_a_filter_that_can_not_be_read_breaks_nothing(cast: Any, auditor: Any, client_of: Any, query: str) -> None:
    assert client_of(auditor).get(f"{LOOKS}?{query}").status_code == 200


def test_nobody_else_opens_the_log(cast: Any, client_of: Any) -> None:
    for member in (cast.wang_community, cast.chen_centre, cast.admin, cast.wu_leader):
        assert client_of(member).get(LOOKS).status_code == 403
    assert client_of(cast.sun_resident).get(LOOKS).status_code == 302


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "我们保存什么、为什么"), ("en", "What we keep and why")])
def test_everybody_reads_what_is_kept_and_why(cast: Any, client_of: Any, language: str, words: str) -> None:
    client = client_of(cast.sun_resident)
    client.cookies["linli_language"] = language
    text = client.get(KEPT).content.decode()
    assert words in text and "身份证号" in text and "15" in text
    found = client_of(cast.sun_resident).get(KEPT, {"county": "xiejiaji"})
    assert found.context["county"].slug == "xiejiaji"


def test_without_a_method_the_page_says_so(db: None, client: Any) -> None:
    assert client.get(KEPT).status_code == 200
