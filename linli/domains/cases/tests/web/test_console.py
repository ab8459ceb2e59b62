"""The console over HTTP: every page opens for whom it is, every deed is done once, and nothing shown is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from linli.domains.cases import services
from linli.domains.cases.models import Approval, Case, SavedView
from linli.domains.cases.states import State
from linli.domains.cases.tests.making import again, call_of, codes_of, open_case, whistled
from linli.domains.cases.web.verbs import BY_CODE
from linli.foundation.audit import selectors as history
from linli.foundation.methods import services as methods
from linli.foundation.territory.models import Area
from linli.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(cast: SimpleNamespace, client_of: Any) -> Any:
    return client_of(cast.chen_centre)


@pytest.fixture
def worker(cast: SimpleNamespace, client_of: Any) -> Any:
    return client_of(cast.li_grid_worker)


def act(client: Any, verb: str, case: Case, **data: Any) -> Any:
    return client.post(reverse(f"cases:{verb}", args=[case.ref]), data)


def refs(answer: Any) -> list[str]:
    return [row.ref for row in answer.context["queue"].rows]


# ---- queue


def test_a_county_that_never_whistles_has_no_column_for_it(cast: SimpleNamespace, centre: Any) -> None:
    case, url = open_case(cast), reverse("cases:queue")
    assert centre.get(url).context["whistles"]
    quiet, _ = methods.install_method(Actor.system(), slug="leshan")
    Area.unscoped.filter(pk=cast.county.pk).update(method_slug="leshan")
    Case.unscoped.filter(pk=case.pk).update(release_id=quiet.pk)
    answer = centre.get(url)
    assert refs(answer) == [case.ref]
    assert not answer.context["whistles"] and "吹哨</th>" not in answer.content.decode()


def test_the_queue_lists_what_the_reader_may_see(cast: SimpleNamespace, client_of: Any) -> None:
    mine, other = open_case(cast), open_case(cast, area=cast.other_grid)
    url = reverse("cases:queue")
    assert set(refs(client_of(cast.chen_centre).get(url))) == {mine.ref, other.ref}
    assert refs(client_of(cast.zhao_dispatcher).get(url)) == [mine.ref]
    assert refs(client_of(cast.feng_other_county).get(url)) == []
    assert refs(client_of(cast.zhou_department).get(url)) == []


def test_visitors_are_sent_to_sign_in(cast: SimpleNamespace, client_of: Any) -> None:
    answer = client_of(cast.sun_resident).get(reverse("cases:queue"))
    assert answer.status_code == 302 and "/sign-in/" in answer["Location"]


def test_filters_live_in_the_address_and_can_be_taken_away(cast: SimpleNamespace, centre: Any) -> None:
    mine, _other = open_case(cast), open_case(cast, area=cast.other_grid)
    answer = centre.get(reverse("cases:queue"), {"area": cast.street.pk, "due": "7"})
    assert refs(answer) == [mine.ref]
    texts = [tag.text for tag in answer.context["tags"]]
    assert texts == ["河东街道", "七天内"]
    assert answer.context["tags"][0].url == "?tab=all&due=7"
    everything = centre.get(reverse("cases:queue"), {"area": cast.other_street.pk, "org": cast.bureau.pk})
    assert refs(everything) == [] and "没有符合" in everything.content.decode()


def test_nobody_and_supervised_can_be_filtered(cast: SimpleNamespace, centre: Any) -> None:
    held, watched = open_case(cast), open_case(cast)
    Case.unscoped.filter(pk=held.pk).update(handler=None)
    services.supervise_case(cast.chen_centre.actor, case=watched, words="今天办好")
    url = reverse("cases:queue")
    assert refs(centre.get(url, {"handler": "none"})) == [held.ref]
    assert refs(centre.get(url, {"watched": "1"})) == [watched.ref]


def test_the_search_box_finds_a_number_even_of_an_ended_case(cast: SimpleNamespace, centre: Any) -> None:
    case, _other = open_case(cast), open_case(cast)
    services.withdraw_case(cast.chen_centre.actor, case=case, reason="不用了")
    assert refs(centre.get(reverse("cases:queue"), {"q": case.ref})) == [case.ref]


@pytest.mark.parametrize("tab", ["mine", "late", "today", "to_dispatch", "asking", "recurring", "all", "ended", "any"])
def test_every_tab_opens_and_counts_what_it_lists(cast: SimpleNamespace, centre: Any, tab: str) -> None:
    for _ in range(3):
        open_case(cast)
    answer = centre.get(reverse("cases:queue"), {"tab": tab})
    current = next(one for one in answer.context["tabs"] if one["current"])
    assert current["count"] in ("", str(len(answer.context["queue"].rows)))


@pytest.mark.parametrize(
    "words", ["tab=nope&page=x&area=zz", "area=99999999999999999", "page=-3&due=1e9", "text=%00%F0%9F%98%80"]
)
def test_nonsense_in_the_address_is_no_error(cast: SimpleNamespace, centre: Any, words: str) -> None:
    assert centre.get(f"{reverse('cases:queue')}?{words}").status_code in (200, 400, 404)


def test_a_page_of_fifty_costs_as_much_as_one_of_three(
    cast: SimpleNamespace, centre: Any, django_assert_max_num_queries: Any
) -> None:
    def cost() -> int:
        with django_assert_max_num_queries(12) as caught:
            assert centre.get(reverse("cases:queue")).status_code == 200
        return len(caught)

    for _ in range(3):
        open_case(cast)
    centre.get(reverse("cases:queue"))
    few = cost()
    for _ in range(47):
        open_case(cast)
    assert cost() == few


def test_a_filter_is_kept_and_forgotten(cast: SimpleNamespace, centre: Any, worker: Any) -> None:
    centre.post(reverse("cases:keep-view"), {"name": "河东超时", "query": f"tab=late&area={cast.street.pk}"})
    view = SavedView.objects.get()
    assert "河东超时" in centre.get(reverse("cases:queue")).content.decode()
    worker.post(reverse("cases:drop-view", args=[view.pk]))
    assert SavedView.objects.count() == 1
    centre.post(reverse("cases:drop-view", args=[view.pk]))
    assert SavedView.objects.count() == 0


def test_kept_filters_lead_nowhere_else(centre: Any) -> None:
    sent = centre.post(reverse("cases:keep-view"), {"name": "x", "query": "//evil.example/?tab=late"})
    assert sent["Location"].startswith("/console/")


def test_several_cases_go_to_one_hand(cast: SimpleNamespace, centre: Any) -> None:
    cases = [open_case(cast), open_case(cast)]
    asked = centre.post(reverse("cases:bulk-assign"), {"ref": [one.ref for one in cases], "back": "tab=all"})
    assert asked.status_code == 200 and f"o:{cast.bureau.pk}" in asked.content.decode()
    done = centre.post(
        reverse("cases:bulk-assign"),
        {"ref": [one.ref for one in cases], "target": f"o:{cast.bureau.pk}", "back": "tab=all"},
    )
    assert (done.status_code, done["Location"]) == (303, "/console/?tab=all")
    assert {again(one).handler_org_id for one in cases} == {cast.bureau.pk}


def test_several_cases_are_urged_and_joined(cast: SimpleNamespace, centre: Any) -> None:
    first, second = open_case(cast), open_case(cast)
    both = {"ref": [first.ref, second.ref]}
    assert centre.post(reverse("cases:bulk-urge"), both).status_code == 303
    assert "cases.urged" in codes_of(first) and "cases.urged" in codes_of(second)
    assert "radio" in centre.post(reverse("cases:bulk-join"), both).content.decode()
    centre.post(reverse("cases:bulk-join"), both | {"into": first.ref})
    assert again(second).duplicate_of_id == first.pk and again(first).is_open


def test_nothing_ticked_is_said_in_words(centre: Any, cast: SimpleNamespace) -> None:
    for name in ("bulk-assign", "bulk-urge", "bulk-join"):
        answer = centre.post(reverse(f"cases:{name}"), follow=True)
        assert answer.status_code == 200 and [str(one) for one in answer.context["messages"]]


def test_a_worker_may_not_give_out_cases(cast: SimpleNamespace, worker: Any) -> None:
    case = open_case(cast)
    assert worker.post(reverse("cases:bulk-assign"), {"ref": [case.ref]}).status_code == 403
    assert act(worker, "dispatch", case, target=f"o:{cast.bureau.pk}").status_code == 403
    assert again(case).handler_id == cast.li_grid_worker.card_id or again(case).handler_id == cast.he_building.card_id


def test_an_export_needs_a_reason_and_leaves_a_trace(cast: SimpleNamespace, centre: Any) -> None:
    open_case(cast)
    url = reverse("cases:export") + "?tab=all"
    assert centre.get(url).status_code == 200
    assert centre.post(url, {"reason": ""}).status_code == 422
    made = centre.post(url, {"reason": "月报"})
    assert made.status_code == 200 and made.content[:2] == b"PK"
    line = history.timeline(cast.county)[0]
    assert line.code == "cases.queue_exported" and "月报" in line.text


# ---- registering


def form(cast: SimpleNamespace, **more: Any) -> dict[str, Any]:
    services.load_shipped_categories(Actor.system())
    words = {
        "q": "1 号楼",
        "place": f"area:{cast.building.pk}",
        "card": "water",
        "text": "厨房下水堵了",
        "urgency": "normal",
    }
    return words | {"source": "hotline", "called": "丛女士", "phone": "10000001234"} | more


def test_a_case_is_registered_for_a_caller(cast: SimpleNamespace, centre: Any) -> None:
    assert centre.get(reverse("cases:register")).status_code == 200
    words = form(cast)
    asked = centre.post(reverse("cases:register"), {**words, "place": ""})
    assert asked.status_code == 422 and f'value="area:{cast.building.pk}"' in asked.content.decode()
    made = centre.post(reverse("cases:register"), words)
    case = Case.unscoped.get()
    assert made.status_code == 303 and made["Location"] == reverse("cases:detail", args=[case.ref])
    assert (case.source, case.area_id) == ("hotline", cast.building.pk)
    assert case.reporters.get().phone == "10000001234"


def test_a_likely_twin_is_shown_before_a_second_case_is_made(cast: SimpleNamespace, centre: Any) -> None:
    words = form(cast)
    centre.post(reverse("cases:register"), words)
    shown = centre.post(reverse("cases:register"), words)
    assert shown.status_code == 200 and Case.unscoped.count() == 1
    first = Case.unscoped.get()
    centre.post(reverse("cases:register"), words | {"join": first.ref})
    assert Case.unscoped.count() == 1 and first.reporters.count() == 2
    centre.post(reverse("cases:register"), words | {"anyway": "on"})
    assert Case.unscoped.count() == 2


# ---- one case


def test_the_case_page_opens_and_shows_no_whole_number(cast: SimpleNamespace, centre: Any) -> None:
    case = open_case(cast)
    page = centre.get(reverse("cases:detail", args=[case.ref]))
    text = page.content.decode()
    assert page.status_code == 200 and case.title in text
    assert "10000009999" not in text and "9999" in text
    assert centre.get(reverse("cases:print", args=[case.ref])).status_code == 200


def test_a_hidden_case_is_no_case(cast: SimpleNamespace, client_of: Any) -> None:
    case = open_case(cast)
    for member in (cast.feng_other_county, cast.qian_other_town, cast.zhou_department):
        client = client_of(member)
        assert client.get(reverse("cases:detail", args=[case.ref])).status_code == 404
        assert client.get(reverse("cases:print", args=[case.ref])).status_code == 404
        for verb in ("say", "accept"):
            assert act(client, verb, case, words="x").status_code in (403, 404)


def test_the_case_page_keeps_its_budget(cast: SimpleNamespace, centre: Any, django_assert_max_num_queries: Any) -> None:
    case, _whistle = whistled(cast)
    url = reverse("cases:detail", args=[case.ref])
    centre.get(url)
    with django_assert_max_num_queries(15):
        centre.get(url)


@pytest.mark.parametrize(
    "who",
    [
        "chen_centre",
        "zhao_dispatcher",
        "wang_community",
        "li_grid_worker",
        "zhang_grid_leader",
        "wu_leader",
        "zhou_department",
    ],
)
def test_every_offered_action_has_a_form_that_opens(cast: SimpleNamespace, client_of: Any, who: str) -> None:
    """In each state: what a page offers opens with 200, never with a refusal."""
    member = getattr(cast, who)
    client = client_of(member)
    for case in states(cast):
        page = client.get(reverse("cases:detail", args=[case.ref]))
        if page.status_code == 404:
            continue
        for verb in page.context["may"]:
            if verb in BY_CODE:
                opened = client.get(reverse(f"cases:{verb}", args=[case.ref]))
                assert opened.status_code == 200, (who, case.state, verb)


def states(cast: SimpleNamespace) -> list[Case]:
    worker = cast.li_grid_worker.actor
    assigned, handling, resolved = open_case(cast), open_case(cast), open_case(cast)
    for case in (handling, resolved):
        give(cast, case)
        services.accept_case(worker, case=case)
    services.resolve_case(worker, case=resolved, text="办好了，已清运")
    whistle, _out = whistled(cast)
    back = open_case(cast)
    give(cast, back)
    services.return_case(worker, case=back, reason="不归我")
    return [again(case) for case in (assigned, handling, resolved, whistle, back)]


def give(cast: SimpleNamespace, case: Case) -> None:
    if again(case).handler_id != cast.li_grid_worker.card_id:
        services.dispatch_case(cast.chen_centre.actor, case=case, to_person=cast.li_grid_worker.card_id)


def test_a_case_goes_all_the_way(cast: SimpleNamespace, worker: Any, centre: Any, client_of: Any) -> None:
    case = open_case(cast)
    give(cast, case)
    assert act(worker, "accept", case).status_code == 303
    assert act(worker, "look", case, found="yes", words="属实").status_code == 303
    assert act(worker, "ask", case, question="是哪一个门").status_code == 303
    assert again(case).at is State.WAITING
    assert act(worker, "resume", case).status_code == 303
    assert act(worker, "resolve", case, text="已清运，地面冲洗干净").status_code == 303
    assert again(case).at is State.RESOLVED
    assert act(worker, "verify", case).status_code in (403, 422)
    assert act(centre, "send-back", case, reason="还有一袋").status_code == 303
    assert act(worker, "resolve", case, text="都清完了，没有剩下的").status_code == 303
    assert act(centre, "verify", case).status_code == 303
    assert again(case).at is State.ASKING


def test_two_people_at_once_are_told_who_was_first(cast: SimpleNamespace, worker: Any) -> None:
    case = open_case(cast)
    give(cast, case)
    act(worker, "accept", case)
    second = act(worker, "accept", case)
    assert second.status_code == 409 and "李春燕" in second.content.decode()


def test_more_time_is_asked_for_and_granted_by_somebody_else(
    cast: SimpleNamespace, worker: Any, client_of: Any
) -> None:
    case = open_case(cast)
    give(cast, case)
    act(worker, "accept", case)
    assert act(worker, "extend", case, amount="1", reason="等配件").status_code == 303
    question = Approval.objects.get()
    decider = next(
        client_of(member)
        for member in (
            cast.wang_community,
            cast.zhao_dispatcher,
            cast.chen_centre,
            cast.wu_leader,
            cast.zhang_grid_leader,
        )
        if client_of(member).get(reverse("cases:decide", args=[question.pk])).status_code == 200
    )
    assert case.title in decider.get(reverse("cases:arbitration")).content.decode()
    assert decider.post(reverse("cases:decide", args=[question.pk]), {"granted": "no"}).status_code == 422
    assert worker.post(reverse("cases:decide", args=[question.pk]), {"granted": "yes"}).status_code in (403, 404)


def test_a_return_is_decided_with_somebody_else_named(cast: SimpleNamespace, worker: Any, centre: Any) -> None:
    case = open_case(cast)
    give(cast, case)
    assert act(worker, "return", case, reason="不归网格").status_code == 303
    question = Approval.objects.get()
    url = reverse("cases:decide", args=[question.pk])
    assert centre.get(url).status_code == 200
    assert centre.post(url, {"granted": "yes", "target": f"o:{cast.bureau.pk}"}).status_code == 303
    assert again(case).handler_org_id == cast.bureau.pk


def test_a_whistle_is_blown_answered_reported_and_rated(cast: SimpleNamespace, worker: Any, client_of: Any) -> None:
    case = open_case(cast)
    give(cast, case)
    act(worker, "accept", case)
    words = {"organizations": [cast.bureau.pk], "reason": "要部门来", "tier": again(case).tier}
    assert act(worker, "whistle", case, **words).status_code == 303
    assert again(case).at is State.WHISTLED
    bureau = client_of(cast.zhou_department)
    call = call_of(again(case).whistles.get(), cast.bureau)
    assert case.title in bureau.get(reverse("cases:whistles")).content.decode()
    for step, data in (("answer", {}), ("arrive", {"place": "7 号楼"}), ("report", {"text": "清完了"})):
        sent = bureau.post(reverse(f"cases:call-{step}", args=[call.pk]), data)
        assert sent.status_code == 303, (step, sent.content.decode()[-500:])
    assert again(case).at is State.HANDLING
    assert worker.post(reverse("cases:call-rate", args=[call.pk]), {"stars": "5"}).status_code == 303
    assert bureau.post(reverse("cases:call-judge", args=[call.pk]), {"justified": "yes"}).status_code == 303
    call.refresh_from_db()
    assert (call.stars, call.justified) == (5, True)


def test_others_cannot_answer_for_an_organization(cast: SimpleNamespace, client_of: Any, worker: Any) -> None:
    _case, whistle = whistled(cast)
    call = call_of(whistle, cast.bureau)
    url = reverse("cases:call-answer", args=[call.pk])
    assert client_of(cast.sun_other_department).post(url).status_code == 403
    assert worker.post(url).status_code == 403
    assert client_of(cast.feng_other_county).post(url).status_code in (403, 404)


def test_a_number_is_shown_for_a_reason_and_the_look_is_written_down(cast: SimpleNamespace, centre: Any) -> None:
    case = open_case(cast)
    url = reverse("cases:reveal", args=[case.ref])
    assert centre.post(url, {"reason": ""}).status_code == 422
    shown = centre.post(url, {"reason": "电话回访"})
    assert "10000009999" in shown.content.decode() and shown["Cache-Control"] == "no-store"
    again_asked = centre.post(url, {"reason": ""}, headers={"HX-Request": "true"})
    assert again_asked.status_code == 200 and "10000009999" not in again_asked.content.decode()
    assert codes_of(case)[-1] == "cases.contact_revealed"
    page = centre.get(reverse("cases:detail", args=[case.ref]), {"who": "audit"})
    assert len(page.context["timeline"]) == 1


def test_words_for_staff_stay_inside(cast: SimpleNamespace, centre: Any) -> None:
    case = open_case(cast)
    act(centre, "say", case, words="内部一句")
    act(centre, "say", case, words="给居民一句", public="on")
    page = centre.get(reverse("cases:detail", args=[case.ref]), {"who": "public"})
    texts = [line.text for line in page.context["timeline"]]
    assert "给居民一句" in texts and "内部一句" not in texts


def test_a_note_sent_twice_is_written_once(cast: SimpleNamespace, centre: Any) -> None:
    case = open_case(cast)
    for _ in range(2):
        act(centre, "say", case, words="只写一次", idempotency_key="k-1")
    assert codes_of(case).count("cases.commented") == 1


def test_cases_are_supervised_explained_redirected_merged(cast: SimpleNamespace, centre: Any, client_of: Any) -> None:
    watched, told, twin, main = (open_case(cast) for _ in range(4))
    leader = client_of(cast.wu_leader)
    assert act(leader, "supervise", watched, words="本周办结").status_code == 303
    assert again(watched).supervised
    assert act(leader, "end-supervision", watched).status_code == 303
    assert act(centre, "explain", told, reason="产权在单位，已说明").status_code == 303
    assert again(told).at is State.EXPLAINED
    assert act(centre, "merge", twin, into=main.ref.lower()).status_code == 303
    assert again(twin).duplicate_of_id == main.pk
    assert act(centre, "unlink", twin).status_code == 303
    assert again(twin).duplicate_of_id is None


def test_a_partial_has_no_frame(cast: SimpleNamespace, centre: Any) -> None:
    case = open_case(cast)
    part = centre.get(reverse("cases:dispatch", args=[case.ref]), headers={"HX-Request": "true"})
    assert "<form" in part.content.decode() and "<html" not in part.content.decode()


@pytest.mark.parametrize("text", ["\x00\x01", "字" * 1_000_00, "😀" * 10])
def test_odd_words_are_no_error(cast: SimpleNamespace, centre: Any, text: str) -> None:
    case = open_case(cast)
    assert act(centre, "say", case, words=text).status_code in (303, 422)
