"""The page *Methods side by side* over HTTP."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    """The page with all counties installed, as a visitor reads it."""
    call_command("methods", "install", "all", verbosity=0)
    response = client.get(reverse("methods:compare"))
    assert response.status_code == 200
    return response.content.decode()


def line(page: str, title: str) -> list[str]:
    """The cells of one row."""
    found = re.search(rf"<tr><th[^>]*>{title}</th>(.*?)</tr>", page, re.DOTALL)
    assert found, title
    return re.findall(r"<td>(.*?)</td>", found[1], re.DOTALL)


def test_five_columns_each_with_its_brand(page):
    heads = re.findall(r'<th scope="col">(\S+) <span class="faint">', page)
    assert heads == ["环翠", "乐山", "龙口", "齐河", "谢家集"]


def test_a_rule_of_the_text_has_a_solid_mark(page):
    floors = line(page, "人数要求")
    assert "社区专职人员：12 人以上" in floors[3]
    assert '<span class="src">Q29</span>' in floors[3]


def test_a_default_has_a_dashed_mark_with_its_reason(page):
    assert "src--assumed" in line(page, "多久办结")[0]
    assert "没有写几天" in line(page, "多久办结")[0]


def test_where_a_county_says_nothing_the_cell_says_so(page):
    floors = line(page, "人数要求")
    assert [("没有写" in cell) for cell in floors] == [True, True, False, False, True]


def test_versions_count_sources_and_defaults(page):
    assert re.search(r"第 \d+ 版 · 2022-07-20 起", page)


def test_the_page_stays_within_its_statement_budget(client, django_assert_max_num_queries):
    call_command("methods", "install", "all", verbosity=0)
    with django_assert_max_num_queries(12):
        client.get(reverse("methods:compare"))


def test_nothing_installed_is_a_designed_page(client):
    assert "还没有安装办法" in client.get(reverse("methods:compare")).content.decode()


def test_no_english_is_left(page):
    main = re.sub(r"<[^>]+>", " ", page[page.index("<table") : page.rindex("</table>")])
    assert not re.findall(r"[A-Za-z]{3,}", main)
