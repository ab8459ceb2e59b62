"""Model cases and practices: written, handed in, published by somebody else, taken over, found."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404

from linli.domains.cases.tests import making as cases
from linli.domains.cobuilding.models import Entry
from linli.domains.cobuilding.tests import making as together
from linli.domains.honours import selectors, services
from linli.domains.honours.models import Article
from linli.domains.honours.tests.making import SYSTEM, adopted, again, practice, published, sent
from linli.foundation.organizations import services as organizations
from linli.kernel.errors import OutOfScope, RuleBroken


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def written(cast: Any, origin: tuple[str, str], **facts: Any) -> Article:
    wanted = {
        "area": cast.community, "title": "口袋公园", "words": "空地堆满杂物", "steps": "清理\n栽树", "result": "居民有了去处", **facts,
    }  # fmt: skip
    return services.write_case(cast.wang_community.actor, origin=origin, **wanted)


def test_a_practice_has_steps_of_its_own_lines(cast: Any) -> None:
    assert practice(cast, steps="  收集 意见 \n\n商量\n").steps == ["收集 意见", "商量"]
    assert len(practice(cast, steps="\n".join("走" for _ in range(20))).steps) == 20
    with refused("honours.too_many_steps"):
        practice(cast, steps="\n".join("走" for _ in range(21)))
    with refused("honours.no_step"):
        practice(cast, steps=" \n ")
    with refused("honours.unknown"):
        practice(cast, theme="no_such_theme")
    with refused("honours.words_needed"):
        practice(cast, title=" ")
    with pytest.raises(OutOfScope):
        services.write_practice(cast.ma_other_office.actor, area=cast.community, title="法", words="为", steps="一")


def test_a_model_case_is_written_from_something_closed_that_the_writer_sees(cast: Any) -> None:
    entry = together.posted(cast, list_kind="project")
    with refused("honours.origin_open"):
        written(cast, ("project", str(entry.pk)))
    Entry.unscoped.filter(pk=entry.pk).update(state="done")
    assert selectors.origin_choices(cast.wang_community.actor) == [(f"project:{entry.pk}", "给老人理发 · 柳园社区")]
    assert written(cast, ("project", str(entry.pk))).state == "draft"
    need = together.posted(cast)
    Entry.unscoped.filter(pk=need.pk).update(state="done")
    for origin in (
        ("project", str(need.pk)), ("project", "x"), ("matter", "1"), ("case", "JX-1"), ("case", cases.open_case(cast).ref),
    ):  # fmt: skip
        with refused("honours.origin_open"):
            written(cast, origin)
    with refused("honours.origin_open"):
        services.write_case(
            cast.feng_other_county.actor, area=cast.other_county, origin=("project", str(entry.pk)), title="别县", words="为",
            steps="一", result="好",
        )  # fmt: skip
    with refused("honours.words_needed"):
        written(cast, ("project", str(entry.pk)), result=" ")


def test_it_is_published_by_somebody_who_didnt_write_it(cast: Any) -> None:
    wang, zhao, row = cast.wang_community.actor, cast.zhao_dispatcher.actor, practice(cast)
    with refused("honours.not_now"):
        services.review_article(zhao, article=row, publish=True)
    services.send_article(wang, article=row)
    with refused("honours.not_now"):
        services.edit_article(wang, article=row, title="改", words="为", steps="一")
    with refused("honours.was_involved"):
        services.review_article(wang, article=row, publish=True)
    with pytest.raises(OutOfScope):
        services.review_article(cast.ma_other_office.actor, article=row, publish=True)
    with refused("honours.words_needed"):
        services.review_article(zhao, article=row, publish=False)
    services.review_article(zhao, article=row, publish=False, words="写清谁来办")
    services.edit_article(zhao, article=row, title="四步议事法", words="堆物", steps="收集\n商量")
    services.send_article(wang, article=row)
    with refused("honours.was_involved"):  # who changed it last wrote it
        services.review_article(zhao, article=row, publish=True)
    done = services.review_article(cast.chen_centre.actor, article=row, publish=True)
    assert (done.state, done.reason, done.steps) == ("published", "", ["收集", "商量"])
    services.take_down(zhao, article=row, reason="过时")
    with refused("honours.not_now"):
        services.take_down(zhao, article=row, reason="再撤")


def test_what_isnt_published_is_seen_by_who_writes_and_reviews(cast: Any) -> None:
    row = sent(cast)
    assert selectors.article_for(cast.zhao_dispatcher.actor, row.pk).pk == row.pk
    for stranger in (cast.ma_other_office, cast.zhou_department, cast.feng_other_county):
        with pytest.raises(Http404):
            selectors.article_for(stranger.actor, row.pk)
    with pytest.raises(Http404):
        selectors.published_article(row.pk)
    services.review_article(cast.zhao_dispatcher.actor, article=row, publish=True)
    assert selectors.article_for(cast.zhou_department.actor, row.pk).pk == row.pk
    with pytest.raises(Http404):
        selectors.article_for(cast.feng_other_county.actor, row.pk)
    assert selectors.published_article(row.pk)[0].pk == row.pk


def test_others_use_a_practice_too_until_they_dont(cast: Any) -> None:
    one, zhou = adopted(cast), cast.zhou_department.actor
    with refused("honours.used_already"):
        services.adopt(zhou, article=one.article, area=cast.county, organization=cast.bureau)
    with pytest.raises(OutOfScope):
        services.adopt(zhou, article=one.article, area=cast.county, organization=cast.other_bureau)
    with refused("honours.own_practice"):
        services.adopt(cast.wang_community.actor, article=one.article, area=cast.community)
    with refused("honours.other_county"):
        services.adopt(cast.feng_other_county.actor, article=one.article, area=cast.other_county)
    services.adopt(cast.ma_other_office.actor, article=one.article, area=cast.other_street)
    (shown,) = selectors.library(cast.county, text="柳园")
    assert shown.users == 2
    with pytest.raises(Http404):
        selectors.adoption_for(cast.sun_other_department.actor, one.pk)
    services.end_adoption(zhou, adoption=one)
    with refused("honours.ended_already"):
        services.end_adoption(zhou, adoption=one)
    assert [user.who for user in selectors.published_article(one.article_id)[1]] == [cast.other_street.name]
    assert services.adopt(zhou, article=one.article, area=cast.county, organization=cast.bureau).pk != one.pk
    with refused("honours.not_published"):
        services.adopt(zhou, article=sent(cast), area=cast.county, organization=cast.bureau)


def test_a_units_practice_is_its_own(cast: Any) -> None:
    row = services.write_practice(
        cast.zhou_department.actor,
        area=cast.county,
        organization=cast.bureau,
        title="上门办",
        words="老人办事难",
        steps="预约\n上门",
    )
    with pytest.raises(OutOfScope):
        services.send_article(cast.sun_other_department.actor, article=row)
    services.send_article(cast.zhou_department.actor, article=row)
    services.review_article(cast.chen_centre.actor, article=row, publish=True)
    with refused("honours.own_practice"):
        services.adopt(cast.zhou_department.actor, article=row, area=cast.county, organization=cast.bureau)
    old = organizations.create_organization(SYSTEM, area=cast.county, kind="department", name="江县旧局")
    organizations.close_organization(SYSTEM, organization=old)
    with refused("honours.unit_ended"):
        services.adopt(SYSTEM, article=row, area=cast.county, organization=old)


def test_the_library_is_searched_by_words_theme_and_kind(cast: Any) -> None:
    row = published(cast)
    published(cast, practice(cast, title="红色驿站", words="骑手没处歇脚", theme="party"))
    sent(cast, practice(cast, title="四步未发布"))

    def found(**by: Any) -> list[str]:
        return [one.title for one in selectors.library(cast.county, **by)]

    assert found(text="四步") == [row.title]
    assert found(text="骑手") == ["红色驿站"]
    assert found(theme="party") == ["红色驿站"]
    assert found(kind="case") == []
    assert len(found(kind="practice")) == 2
    assert list(selectors.library(cast.other_county)) == []
    assert again(row).theme == "service"
