"""Pages for when something is wrong: words, a number, a way on; nothing given away; no query where none may be."""

import re

import pytest
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db import OperationalError, connection
from django.http import Http404
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.urls import reverse

from linli.surfaces.web import errors

WORDS = {
    400: "没看懂这次提交", 403: "不对您的账号开放", 404: "这里没有您要找的页面", 413: "文件太大了", 429: "操作太频繁了",
    500: "我们这边出错了", 503: "服务正在歇一会儿",
}  # fmt: skip


@pytest.fixture
def request_(rf: RequestFactory):
    request = rf.get("/somewhere/")
    request.request_id = "7f3a92c1b0aa"
    return request


@pytest.mark.parametrize(("status", "words"), WORDS.items())
def test_each_page_has_words_a_number_and_a_way_on(request_, status, words):
    """Without the database: `pytest-django` refuses any query here."""
    response = errors.show(request_, status)
    html = response.content.decode()
    assert response.status_code == status
    assert words in html
    assert "7F3A-92C1" in html
    assert 'href="tel:12345"' in html
    assert "btn--primary" in html
    assert html.count("<h1>") == 1


def test_what_is_missing_and_what_is_closed_look_alike(request_):
    hidden = errors.handler404(request_, Http404("case HC-1 of another county"))
    missing = errors.handler404(request_, Http404())
    strip = lambda response: re.sub(rb'name="csrf[^>]*>', b"", response.content)  # noqa: E731
    assert strip(hidden) == strip(missing)
    assert b"HC-1" not in hidden.content


def test_too_much_is_told_from_unreadable(request_):
    assert errors.handler400(request_, RequestDataTooBig()).status_code == 413
    assert errors.handler400(request_, BadRequest()).status_code == 400


def test_closed_to_this_account(request_):
    assert errors.handler403(request_, PermissionDenied()).status_code == 403


@pytest.mark.parametrize("status", [400, 403, 404, 413, 500])
def test_htmx_gets_a_toast_instead_of_a_page(rf, status):
    response = errors.show(rf.get("/x/", headers={"HX-Request": "true"}), status)
    html = response.content.decode()
    assert "data-toast" in html
    assert "<html" not in html
    assert response.status_code == status


def test_a_refusal_is_a_page_that_leads_back(rf):
    request = rf.post("/x/", headers={"referer": "http://testserver/q/"})
    html = render(request, "409.html", {"message": "已经由王书记办结", "code": "x"}, status=409).content.decode()
    assert "已经由王书记办结" in html
    assert 'href="http://testserver/q/"' in html
    toast = render(request, "_toast.html", {"message": "已经办结", "level": messages.ERROR}).content.decode()
    assert "已经办结" in toast


@pytest.mark.django_db
def test_a_form_without_seal_is_told_kindly():
    response = Client(enforce_csrf_checks=True).post(reverse("web:preferences"), {"text": "large"})
    assert "这一页打开得太久了" in response.content.decode()


@pytest.mark.django_db
def test_htmx_without_seal_gets_a_toast():
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("web:preferences"), {"text": "large"}, headers={"HX-Request": "true"})
    assert response.status_code == 403
    assert "data-toast" in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_has_the_number_of_its_answer(client):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    shown = re.search(r'class="code">([^<]+)<', response.content.decode())[1]
    assert shown.replace("-", "").lower() == response.headers["X-Request-Id"][:8]


def test_the_last_resort_is_a_sentence(rf, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError("the disk is gone too")

    monkeypatch.setattr(errors, "render", broken)
    response = errors.handler500(rf.get("/"))
    assert response.status_code == 500
    assert "请稍后再试" in response.content.decode()


def gone(execute, sql, params, many, context):
    raise OperationalError("the server closed the connection unexpectedly")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/field/", "/style/", "/", "/no/such/page/"])
def test_a_lost_database_is_told_in_words(cast, client_of, path):
    """Signed in, so that session and account are asked for too; nothing on the way may turn it into a 500."""
    client = client_of(cast.li_grid_worker, raise_request_exception=False)
    with connection.execute_wrapper(gone):
        response = client.get(path)
    assert response.status_code in (503, 404)
    assert WORDS[response.status_code] in response.content.decode()
