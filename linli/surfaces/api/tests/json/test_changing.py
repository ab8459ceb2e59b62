"""What is changed: by the page's own form and service, once, and for the version that was meant."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.cases import services as cases
from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import category, codes_of
from linli.foundation.audit import selectors as history
from linli.surfaces.api.permissions import CALLS, DESK, OPEN, READ, WORK
from linli.surfaces.api.tests.json.making import System, again, code, open_case, whistled

pytestmark = pytest.mark.django_db
NEW = {"card": "sanitation", "text": "南门外垃圾堆了三天", "words": "南门外"}


def new(cast: Any, **said: Any) -> dict[str, Any]:
    """A report about Li's grid, on the county's first card."""
    from linli.foundation.territory import selectors as territory

    category()
    card = territory.rules_of(cast.county).cases.categories.cards[0].code
    return NEW | {"area": cast.grid.pk, "card": card} | said


def test_a_case_is_registered_once(cast: Any) -> None:
    system = System(cast)
    first = system.post("cases", new(cast), Idempotency_Key="a-1")
    second = system.post("cases", new(cast), Idempotency_Key="a-1")
    assert (first.status_code, second.status_code) == (201, 200) and first.json() == second.json()
    assert Case.unscoped.count() == 1
    case = Case.unscoped.get()
    assert first.headers["Location"] == f"/api/v1/cases/{case.ref}" and (case.source, case.place_words) == (
        "field",
        "南门外",
    )
    assert [line.who for line in history.timeline(case)][-1] == "区里的业务系统"
    assert system.post("cases", new(cast), Idempotency_Key="a-2").status_code == 201


def test_a_key_is_for_one_request(cast: Any) -> None:
    system = System(cast)
    system.done("cases", new(cast), Idempotency_Key="a-1")
    assert code(system.post("cases", new(cast, text="另一件事没人管"), Idempotency_Key="a-1")) == (
        422,
        "api.key_reused",
    )
    assert code(system.post("cases", new(cast))) == (400, "api.needs_key")
    assert code(system.post("cases", new(cast), Idempotency_Key="a" * 201)) == (400, "api.long_key")
    assert Case.unscoped.count() == 1
    other = System(cast, OPEN, name="另一个系统")
    assert other.post("cases", new(cast), Idempotency_Key="a-1").status_code == 201  # keys are each system's own


def test_what_the_form_doesnt_take(cast: Any) -> None:
    system = System(cast)
    for said in (new(cast, card="nonsense"), new(cast, text=" "), new(cast, words="字" * 81)):
        answer = system.post("cases", said, Idempotency_Key="a-1")
        assert code(answer) == (422, "api.bad_fields"), said
        assert answer.json()["errors"][0]["detail"]
    assert code(system.post("cases", new(cast, area=cast.other_county_grid.pk), Idempotency_Key="a")) == (
        404,
        "not_found",
    )
    assert not Case.unscoped.exists()


def test_a_case_from_hand_to_hand(cast: Any) -> None:
    case = open_case(cast)
    desk, bureau = System(cast), System(cast, body=cast.bureau)
    targets = desk.get(f"cases/{case.ref}/dispatch-choices").json()["targets"]
    assert f"o:{cast.bureau.pk}" in {one["value"] for one in targets}
    desk.done(f"cases/{case.ref}/dispatch", {"target": f"o:{cast.bureau.pk}", "note": "请尽快"})
    assert {"accept", "return"} <= set(bureau.get(f"cases/{case.ref}").json()["acts"])
    assert bureau.done(f"cases/{case.ref}/accept", {})["state"] == "handling"
    bureau.done(f"cases/{case.ref}/look", {"found": True, "words": "确实如此"})
    bureau.done(f"cases/{case.ref}/contacted", {"how": "phone", "words": "已通话"})
    bureau.done(f"cases/{case.ref}/say", {"words": "今天清运", "public": True})
    bureau.done(f"cases/{case.ref}/ask", {"question": "哪一栋楼？"})
    bureau.done(f"cases/{case.ref}/resume", {})
    assert bureau.done(f"cases/{case.ref}/extend", {"amount": 1, "reason": "等车"})["state"] == "handling"
    assert bureau.done(f"cases/{case.ref}/suspend", {"until": "2026-11-20", "reason": "等批复"})["state"] == "handling"
    assert bureau.done(f"cases/{case.ref}/resolve", {"text": "已经全部清运"})["state"] == "resolved"
    desk.done(f"cases/{case.ref}/send-back", {"reason": "还有一堆"})
    bureau.done(f"cases/{case.ref}/resolve", {"text": "这回都清干净了", "public_words": "垃圾清走了"})
    assert desk.done(f"cases/{case.ref}/verify", {"note": "好"})["state"] == "asking"
    assert "cases.replied" in codes_of(case) and again(case).true_on_site is True


def test_the_desks_other_ways(cast: Any) -> None:
    desk, bureau = System(cast), System(cast, body=cast.bureau)
    one, two, three, four = (open_case(cast, text=f"第 {number} 处垃圾没人清") for number in range(4))
    desk.done(f"cases/{one.ref}/merge", {"into": two.ref})
    assert again(one).duplicate_of_id == two.pk
    assert desk.done(f"cases/{one.ref}/unlink")["state"] != "duplicate"
    desk.done(f"cases/{one.ref}/supervise", {"words": "本周办结"})
    assert again(one).supervised and desk.done(f"cases/{one.ref}/end-supervision", {})
    desk.done(f"cases/{one.ref}/urge", {"note": "请看一下"})
    assert desk.done(f"cases/{two.ref}/explain", {"reason": "不属实"})["state"] == "explained"
    route = desk.get(f"cases/{three.ref}/redirect-choices").json()["routes"][0]["code"]
    assert desk.done(f"cases/{three.ref}/redirect", {"route": route})["state"] == "redirected"
    assert desk.done(f"cases/{four.ref}/withdraw", {"reason": "撤回"})["state"] == "withdrawn"
    cases.dispatch_case(cast.chen_centre.actor, case=again(one), to_org=cast.bureau.pk)
    assert bureau.done(f"cases/{one.ref}/return", {"reason": "不归我们"})["state"] == "returned"


def test_a_call_is_answered_by_the_called_units_system(cast: Any) -> None:
    case, whistle = whistled(cast)
    bureau = System(cast, CALLS, body=cast.bureau)
    [mine] = bureau.get("calls").json()["items"]
    for verb, said in (
        ("answer", {}),
        ("arrive", {"place": "南门"}),
        ("report", {"text": "清走了"}),
        ("judge", {"justified": True}),
    ):
        bureau.done(f"calls/{mine['id']}/{verb}", said)
    call = whistle.calls.get(pk=mine["id"])
    assert (call.state, call.arrived_place, call.justified) == ("reported", "南门", True)
    other = whistle.calls.exclude(pk=mine["id"]).get()
    assert code(bureau.post(f"calls/{other.pk}/answer")) == (403, "forbidden")
    System(cast).done(f"calls/{mine['id']}/rate", {"stars": 5, "words": "很快"})
    second = System(cast, CALLS, body=cast.other_bureau)
    second.done(f"calls/{other.pk}/return", {"reason": "不归我们"})
    assert "cases.call_returned" in codes_of(case)


def test_a_whistle_is_blown_and_ended(cast: Any) -> None:
    case = open_case(cast)
    cases.dispatch_case(cast.chen_centre.actor, case=again(case), to_org=cast.bureau.pk)
    bureau, desk = System(cast, body=cast.bureau), System(cast)
    bureau.done(f"cases/{case.ref}/accept", {})
    offered = bureau.get(f"cases/{case.ref}/whistle-choices").json()["organizations"]
    assert cast.other_bureau.pk in {one["id"] for one in offered}
    said = {"organizations": [cast.other_bureau.pk], "reason": "要两家一起"}
    assert bureau.done(f"cases/{case.ref}/whistle", said, Idempotency_Key="w")["state"] == "whistled"
    assert bureau.done(f"cases/{case.ref}/whistle", said, Idempotency_Key="w")["state"] == "whistled"
    desk.done(f"cases/{case.ref}/end-whistle", {"reason": "办好了"})
    assert code(bureau.post(f"cases/{case.ref}/whistle", {**said, "organizations": [987654321]})) == (
        422,
        "api.bad_fields",
    )


def test_what_the_page_doesnt_offer_is_refused(cast: Any) -> None:
    case = open_case(cast)
    system = System(cast)
    assert code(system.post(f"cases/{case.ref}/verify", {})) == (409, "api.not_offered")
    assert code(system.post(f"cases/{case.ref}/accept", {})) == (403, "forbidden")  # in nobody's hands of theirs
    assert code(system.post(f"cases/{case.ref}/dispatch", {"target": "p:987654321"})) == (422, "api.bad_fields")
    assert code(system.post(f"cases/{case.ref}/reveal", {})) == (404, "not_found")


def test_only_the_version_that_was_meant(cast: Any) -> None:
    case, system = open_case(cast), System(cast)
    known = system.get(f"cases/{case.ref}")
    tag, version = known.headers["ETag"], known.json()["version"]
    cases.comment(cast.li_grid_worker.actor, case=case, words="看过了")
    for stale in (tag, f'"{version}"', f"W/{tag}"):
        assert code(system.post(f"cases/{case.ref}/supervise", {"words": "快办"}, If_Match=stale)) == (
            412,
            "cases.changed_since",
        )
    assert code(system.post(f"cases/{case.ref}/supervise", {"words": "快办"}, If_Match="x")) == (400, "api.bad_version")
    assert not again(case).supervised
    fresh = system.get(f"cases/{case.ref}").headers["ETag"]
    done = system.post(f"cases/{case.ref}/supervise", {"words": "快办"}, If_Match=fresh)
    assert done.status_code == 200 and done.headers["ETag"].startswith(f'"{done.json()["version"]}-')
    again_ = system.post(f"cases/{case.ref}/urge", {"note": "再催"}, If_Match=done.headers["ETag"])
    assert again_.status_code == 200


@pytest.mark.parametrize("scopes", [(READ,), (READ, OPEN), (READ, WORK)])
def test_a_key_is_for_what_it_was_issued(cast: Any, scopes: tuple[str, ...]) -> None:
    case = open_case(cast)
    system = System(cast, *scopes)
    assert code(system.post(f"cases/{case.ref}/dispatch", {"target": "o:1"})) == (403, "partners.not_for")
    assert "dispatch" not in system.get(f"cases/{case.ref}").json()["acts"]


def test_a_scope_gives_an_organization_no_more_than_it_has(cast: Any) -> None:
    case, _whistle = whistled(cast)
    bureau = System(cast, READ, OPEN, DESK, WORK, body=cast.bureau)
    assert code(bureau.post("cases", new(cast), Idempotency_Key="a")) == (403, "forbidden")
    assert code(bureau.post(f"cases/{case.ref}/dispatch", {"target": "o:1"})) == (403, "forbidden")
    assert not set(bureau.get(f"cases/{case.ref}").json()["acts"]) & {"dispatch", "verify", "merge"}


def test_what_is_sent_again_is_answered_as_the_first_time(cast: Any) -> None:
    """Also where the case has gone on, or is no longer theirs to see."""
    case, whistle = whistled(cast)
    second = System(cast, CALLS, body=cast.other_bureau)
    path = f"calls/{whistle.calls.get(organization=cast.other_bureau).pk}/return"
    first = second.post(path, {"reason": "不归我们"}, Idempotency_Key="r")
    cases.comment(cast.li_grid_worker.actor, case=case, words="看过了")
    again_ = second.post(path, {"reason": "不归我们"}, Idempotency_Key="r")
    assert (first.json(), first.headers["ETag"]) == (
        again_.json(),
        again_.headers["ETag"],
    ) and again_.status_code == 200
    assert codes_of(case).count("cases.call_returned") == 1


def test_a_key_for_another_door_opens_nothing_more_here(cast: Any) -> None:
    """Open311's scope sees all of a county; here only the API's own scopes count."""
    mine, other = whistled(cast)[0], open_case(cast)
    bureau = System(cast, READ, "api.open311", "hotline.orders", body=cast.bureau)
    assert [one["ref"] for one in bureau.get("cases").json()["items"]] == [mine.ref]
    assert code(bureau.get(f"cases/{other.ref}")) == (404, "not_found")
