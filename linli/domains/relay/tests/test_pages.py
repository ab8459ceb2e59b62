"""The pages of relays."""

from __future__ import annotations

import html
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from linli.domains.cases.tests.making import open_case
from linli.domains.relay import services
from linli.domains.relay.models import Relay, Server
from linli.domains.relay.tests.making import City, platform

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_a_case_is_passed_on_from_its_page(cast: Any, there: City, client_of: Any) -> None:
    server, case, wang = platform(cast, there.url), open_case(cast), client_of(cast.wang_community)
    page = reverse("cases:detail", args=[case.ref])
    assert "转给 市民随手拍" in text(wang.get(page))
    form = reverse("relay:pass-on", args=[case.ref, server.pk])
    shown = text(wang.get(form))
    assert "井盖" in shown
    assert "不写姓名和电话" in shown
    said = {"service": "001", "words": "井盖裂了", "address": "1号楼", "idempotency_key": uuid4().hex}
    assert wang.post(form, said | {"service": ""}).status_code == 422
    assert wang.post(form, said | {"address": "", "idempotency_key": uuid4().hex}).status_code == 422
    first, second = wang.post(form, said), wang.post(form, said)
    assert (first.status_code, second.status_code) == (303, 303)
    assert Relay.objects.count() == 1
    services.work()
    shown = text(wang.get(page))
    assert "对方平台在办" in shown
    assert "对方编号：71" in shown
    assert "转给 市民随手拍" not in shown.partition("其他平台")[2]
    assert "对方平台在办" in text(client_of(cast.admin).get(reverse("relay:server", args=[server.pk])))


def test_words_of_the_other_platform_are_shown_as_words(cast: Any, there: City, client_of: Any) -> None:
    there.says("services.json", [{"service_code": "x", "service_name": "<script>alert(1)</script>"}])
    server, case = platform(cast, there.url), open_case(cast)
    for member, url in (
        (cast.wang_community, reverse("relay:pass-on", args=[case.ref, server.pk])),
        (cast.admin, reverse("relay:server", args=[server.pk])),
    ):
        assert b"<script>alert" not in client_of(member).get(url).content


def test_the_key_is_never_shown_again(cast: Any, there: City, client_of: Any) -> None:
    server = platform(cast, there.url)
    admin = client_of(cast.admin)
    for url in (reverse("relay:servers"), reverse("relay:server", args=[server.pk]), reverse("relay:add")):
        assert "key-of-ours" not in text(admin.get(url, follow=True))
    assert Server.unscoped.count() == 1
