"""An order goes through a unit's hands and back to the platform: sign, progress, reply, call back; and the feed that tells of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from linli.domains.cases import services as cases
from linli.domains.cases.selectors import open_approval
from linli.domains.cases.tests.making import again
from linli.domains.hotline import services
from linli.domains.hotline.models import Change, Order
from linli.domains.hotline.tests.making import coded, delivered, fresh, get, order, platform, post, unit, with_bureau
from linli.kernel import clock


def said(answer: Any) -> dict[str, Any]:
    return dict(json.loads(answer.content))


def kinds(key: Any, since: int = 0) -> list[str]:
    return [one["kind"] for one in said(get(key, f"changes?since={since}"))["changes"]]


def act(key: Any, verb: str, number: str = "GD1", **words: Any) -> Any:
    return post(key, f"orders/{number}/{verb}", words)


def code(answer: Any) -> str:
    return str(said(answer)["code"])


@pytest.fixture
def worked(cast: Any) -> tuple[Any, Any, Order]:
    """The platform's key, the bureau's, and an order that the bureau has."""
    key = platform(cast)
    one = order(cast, key=key)
    with_bureau(cast, one)
    return key, unit(cast), fresh(one)


def test_from_sign_off_to_the_callers_word(cast: Any, worked: Any) -> None:
    key, bureau, one = worked
    assert act(bureau, "sign").status_code == 200
    assert act(bureau, "progress", words="已派人到场").status_code == 200
    replied = said(act(bureau, "reply", words="垃圾已经清走，以后每天早晚各清一次"))
    assert replied["status"] == "replied" and replied["reply"].startswith("垃圾已经清走")
    cases.verify_case(cast.chen_centre.actor, case=again(one.worked))
    done = said(act(key, "call-back", content=True, stars=5, words="谢谢"))
    assert done["status"] == "solved" and done["call_back"] == {"content": True, "stars": 5}
    delivered()
    told = kinds(key)
    assert [word for word in told if word != "assigned"] == [
        "received", "signed", "progress", "replied", "awaiting_call_back", "solved",
    ]  # fmt: skip
    assert said(get(key, f"changes?since={len(told)}")) == {"changes": [], "cursor": len(told), "more": False}


def test_a_caller_who_isnt_content_opens_it_again(cast: Any, worked: Any) -> None:
    key, bureau, one = worked
    act(bureau, "sign"), act(bureau, "reply", words="已经处理完了，请放心")
    cases.verify_case(cast.chen_centre.actor, case=again(one.worked))
    assert act(key, "call-back", content=False, words="还是老样子").status_code == 200
    assert again(one.worked).reopened == 1 and fresh(one).content is False


def test_the_feed_has_words_without_names_and_a_cursor(cast: Any, worked: Any) -> None:
    key, bureau, _one = worked
    act(bureau, "sign"), act(bureau, "progress", words="已派人到场")
    delivered()
    page = said(get(key, "changes?since=0"))
    progress = next(one for one in page["changes"] if one["kind"] == "progress")
    assert progress["number"] == "GD1" and progress["data"] == {"words": "已派人到场", "by": "江县市政局"}
    assert [one["cursor"] for one in page["changes"]] == list(range(1, page["cursor"] + 1))
    names = [cast.li_grid_worker.actor.label, cast.chen_centre.actor.label]
    assert not [name for name in names if name in json.dumps(page, ensure_ascii=False)]
    assert kinds(key, page["cursor"] - 1) == [page["changes"][-1]["kind"]]
    assert [get(key, f"changes?since={odd}").status_code for odd in ("x", "-1", "9" * 19, "1.5")] == [400] * 4


def test_news_that_is_forgotten_is_said_to_be(cast: Any, worked: Any, settings: Any) -> None:
    key, bureau, _one = worked
    act(bureau, "sign")
    delivered()
    count = len(kinds(key))
    settings.LINLI_FEED_DAYS = 1
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert services.forget_news() >= count > 1
        assert get(key, "changes?since=1").status_code == 410
        assert kinds(key) == [] == kinds(key, count)


def test_a_units_system_reads_what_is_in_its_hands(cast: Any, worked: Any) -> None:
    key, bureau, one = worked
    delivered()
    assert kinds(bureau) == ["received", "assigned"] and kinds(unit(cast, cast.other_bureau)) == []
    act(bureau, "return", reason="应由水务局办理")
    cases.decide(cast.chen_centre.actor, approval=open_approval(one.case), granted=True, to_org=cast.other_bureau.pk)
    delivered()
    assert {"return_upheld", "assigned"} <= set(kinds(unit(cast, cast.other_bureau)))
    assert "return_upheld" not in kinds(bureau) and "return_upheld" in kinds(key)


def test_a_hundred_changes_at_a_time(cast: Any, worked: Any) -> None:
    key, bureau, _one = worked
    act(bureau, "sign")
    for number in range(101):
        cases.reply_publicly(cast.chen_centre.actor, case=again(_one.worked), words=f"进展 {number}")
    delivered()
    first = said(get(key, "changes"))
    assert len(first["changes"]) == 100 and first["more"] is True
    kept = Change.objects.filter(partner=key.key.partner).count()
    rest = said(get(key, f"changes?since={first['cursor']}"))
    assert rest["more"] is False and len(rest["changes"]) == kept - 100


def test_a_line_is_told_once_whoever_delivers_it_again(cast: Any, worked: Any) -> None:
    key, bureau, _one = worked
    act(bureau, "sign")
    assert delivered() > 0 and delivered() == 0
    assert kinds(key).count("signed") == 1


def test_only_who_has_it_may_work_on_it(cast: Any, worked: Any) -> None:
    key, _bureau, one = worked
    other = unit(cast, cast.other_bureau)
    for verb in ("sign", "progress", "return", "extension", "reply"):
        answer = act(key, verb, words="我们来办这件事吧", reason="我们来办")
        assert (answer.status_code, code(answer)) == (409, "cases.not_yours"), verb
        assert act(other, verb, words="我们来办这件事吧", reason="我们来办").status_code == 404, verb
    assert again(one.worked).state == "assigned"


def test_only_who_sent_it_speaks_for_the_caller(cast: Any, worked: Any) -> None:
    _key, bureau, _one = worked
    said_all = {"words": "x", "with": "x", "content": True, "about": "return", "granted": True}
    for verb in ("supplement", "urge", "call-note", "call-back", "decision"):
        answer = act(bureau, verb, **said_all)
        assert (answer.status_code, code(answer)) == (409, "hotline.not_theirs"), verb


def test_what_the_platform_adds(cast: Any, worked: Any) -> None:
    from linli.domains.cases.tests.making import codes_of

    key, _bureau, one = worked
    assert act(key, "supplement", words="来电人说是今天早上又堆了").status_code == 200
    assert act(key, "urge", words="请尽快").status_code == 200
    assert {"hotline.supplemented", "cases.urged"} <= set(codes_of(one.worked))
    assert code(act(key, "supplement")) == "hotline.bad_field"
    assert act(key, "fly").status_code == 404
    assert act(key, "supplement", number="GD9", words="x").status_code == 404


def test_what_is_sent_again_under_its_key_is_done_once(cast: Any, worked: Any) -> None:
    from linli.domains.cases.tests.making import codes_of

    key, bureau, one = worked
    again_and_again = [
        post(who, "orders/GD1/supplement", {"words": "早上又堆了"}, headers={"Idempotency-Key": mark}).status_code
        for who, mark in ((key, "a"), (key, "a"), (key, "b"), (bureau, "a"))
    ]
    assert again_and_again == [200, 200, 200, 409]  # another partner's key is another one, and it may not supplement
    assert codes_of(one.worked).count("hotline.supplemented") == 2


def test_a_call_back_before_anybody_asks_is_refused(cast: Any, worked: Any) -> None:
    key, _bureau, _one = worked
    assert code(act(key, "call-back", content=True)) == "cases.nothing_asked"
    assert code(act(key, "call-back")) == "hotline.bad_field"
    assert code(act(key, "call-back", content=True, stars=6)) == "hotline.bad_field"


def test_orders_of_another_county_are_nowhere(cast: Any, worked: Any) -> None:
    stranger = platform(cast, "别的平台")
    assert get(stranger, "orders/GD1").status_code == 404
    assert coded(cast.grid)
