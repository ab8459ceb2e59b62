"""Everybody asks for the other street's people, by every door, with each net switched off in turn: nobody is met.

Doors: addresses with a number of there, lists, searches, forms of one's own that name somebody of there, parts of pages, files.
"""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from linli.domains.cases.models import Case, Reporter
from linli.domains.rosters.tests import making as lists
from linli.domains.selfservice.services import codes
from linli.domains.selfservice.tests import making as own
from linli.domains.visits.tests import making as visiting
from linli.foundation.privacy import rls
from linli.foundation.privacy.models import Look
from linli.foundation.residents.tests import making
from linli.kernel import clock, policy
from linli.kernel.actor import Actor
from tests.access.matrix import MATRIX
from tests.attack import engines
from tests.attack.around import COUNTYWIDE, MASKED_OFTEN, OFTEN, TOLD
from tests.attack.nets import NETS, without
from tests.attack.there import ID_NUMBER, PEOPLE, PHONE, ROOM, There
from tests.attack.world import asked, routes, undone, words_of

#: Apps whose rows are people's.
APPS = ("residents", "membership", "selection", "visits", "selfservice", "rosters")
#: The parts on the engines: tables of people among tables of contracts, votes and matters, which are about nobody.
ENGINES = engines.APPS
#: Apps around them: what they hold of people hangs on cases, whose own question is the second net, or lies under row-level security.
AROUND = ("hotline", "indicators", "relay", "notices", "suggestions")
#: Apps whose rows are about nobody: one net hides them, row by row.
OF_NOBODY = ("surveys", "partners", "webhooks")
#: Everybody who can sign in, and a visitor who can't.
ROLES = [*(code for code, role in policy.roles().items() if role.given), "resident", "visitor"]
#: Who has the whole of another county.
FAR = ["feng_other_county", "deng_other_admin"]
#: What forms ask for, so that few stop at an empty field.
WORDS = {
    "name": "改了", "registered": "here", "room": "707", "dwelling_kind": "home", "kind": "living", "reason": "想看看是谁",
    "field": "phone", "words": "想看看是谁", "text": "想看看是谁", "question": "想看看是谁", "note": "想看看是谁", "sure": "on",
    "answer": "想看看是谁", "granted": "yes", "outcome": "answered", "agreed": "on", "title": "表", "is_main": "on",
}  # fmt: skip
LISTS = (
    "residents:register", "residents:places", "membership:members", "membership:figures", "membership:transfers",
    "membership:quota", "membership:coverage", "selection:selections", "visits:route", "visits:coverage", "visits:plans",
    "selfservice:requests", "selfservice:me", "selfservice:who", "rosters:imports", "rosters:exports", "cases:queue",
    "cases:whistles", "cases:arbitration", "web:board", "web:field-home", "privacy:looks", "notices:inbox", "notices:messages",
    "surveys:estates", "surveys:figures", "hotline:orders", "webhooks:hooks", "partners:partners", "relay:servers",
    "indicators:figures", "indicators:rows", "indicators:themes", "indicators:callers",
    "suggestions:hot", "suggestions:lesson", "rosters:cases-imports", "rosters:members-imports", "rosters:members-exports",
    *engines.LISTS,
)  # fmt: skip
#: Of the routes about a case, those that show or change who reported it; `test_strangers.py` asks all of them.
CASES = (
    "detail",
    "field-case",
    "print",
    "reveal",
    "field-phone",
    "say",
    "contacted",
    "merge",
    "photo",
    "decide",
    "call-answer",
)
#: What those who write down a case like one of there would say.
SAME = "垃圾堆了三天没人清"
#: How scripts ask for a part of a page.
PART = {"HX-Request": "true"}
CHECKLISTS = ("duplicates", "elsewhere", "unregistered", "headless", "unverified")

#: What is asked: the route's name, method, address, and what is sent.
Ask = tuple[str, str, str, dict[str, Any]]


def by_number(there: There) -> Iterator[Ask]:
    for name, row in MATRIX.items():
        space, _, short = name.partition(":")
        if not row.keyed and row.thing in there.things and (space != "cases" or short in CASES):
            for method in row.methods.split():
                yield name, method, reverse(name, kwargs=there.things[row.thing]), WORDS


def by_list(there: There) -> Iterator[Ask]:
    for name in LISTS:
        yield name, "GET", reverse(name), {}
    for which in CHECKLISTS:
        yield "residents:lists", "GET", reverse("residents:lists", args=[which]), {}


def by_search(there: There) -> Iterator[Ask]:
    area, register = there.things["visited_area"]["area"], reverse("residents:register")
    case = there.things["case"]["ref"]
    queries = {
        "residents:register": [f"q={PEOPLE[:2]}", f"q={PHONE}", f"q={ID_NUMBER}", f"q={PEOPLE[:2]}&area={area}", "state=left"],
        "membership:members": [f"q={PEOPLE[:2]}", "only=short", "only=unseen"], "selection:selections": ["q=槐荫"],
        "visits:route": [f"grid={area}"], "visits:coverage": [f"area={area}"], "selfservice:requests": ["state=granted"],
        "cases:queue": [f"q={case}", f"tab=any&area={area}"], "people:staff": [f"q={PEOPLE[:2]}"],
        "surveys:estates": [f"area={area}", f"area={area}&as=csv"],
        "hotline:orders": [f"q={case}", "show=ended"], "notices:messages": ["state=failed"],
        "indicators:figures": [f"area={area}&by=area"], "indicators:rows": [f"area={area}&i=resolution"],
    }  # fmt: skip
    for name, found in queries.items():
        for query in found:
            yield name, "GET", f"{reverse(name)}?{query}", {}
    for which in CHECKLISTS:
        yield "residents:lists", "GET", f"{reverse('residents:lists', args=[which])}?area={area}", {}
    yield "visits:stops", "GET", f"{reverse('visits:stops', args=[area])}?which=all", {}
    yield "residents:register", "GET", f"{register}?after=WyIiLCAxXQ", {}
    for form in ("json", "xml"):
        yield "api:georeport-requests", "GET", reverse("api:georeport-requests", args=[form]), {}
        yield "api:georeport-request", "GET", reverse("api:georeport-request", args=[case, form]), {}


def by_form(there: There, mine: dict[str, Any]) -> Iterator[Ask]:
    """Forms of one's own that name somebody or some place of there."""
    person, grid, door = (there.things[kind] for kind in ("resident", "visited_area", "door"))
    forms = [
        ("residents:set-head", [mine["household"]], {"person": person["pk"]}),
        ("residents:split", [mine["household"]], {"people": [person["pk"]], "room": ""}),
        ("residents:move-household", [mine["household"], door["area"]], WORDS),
        ("residents:move-in", [mine["person"], door["area"]], WORDS),
        ("residents:move-in", [person["pk"], mine["door"]], WORDS),
        ("residents:merge", [mine["person"], person["pk"]], {"keep": person["pk"]}),
        ("residents:merge", [person["pk"], mine["person"]], {"keep": mine["person"]}),
        ("residents:add", [door["area"]], WORDS),
        ("visits:visit", [mine["stop"]], {"outcome": "answered", "verified": [person["pk"]]}),
        ("visits:add-plan", [], {"area": grid["area"], "kind": "home", "cycle": "daily"}),
        ("membership:link", [mine["member"]], {"area": door["area"], "room": ROOM}),
        ("membership:card", [mine["member"]], {"card": there.things["staff"]["pk"]}),
        ("selection:open", [], {"post": there.things["free_post"]["pk"]}),
        ("selfservice:copy", [], {}),
        ("rosters:send", [], {"area": grid["area"], "file": lists.csv_file(lists.people(1))}),
        ("rosters:ask", [], {"area": grid["area"], "form": "csv", "reason": "社区养老服务摸底"}),
        ("rosters:members-send", [], {"organization": there.things["branch"]["pk"], "file": lists.csv_file(lists.people(1))}),
        ("membership:ask-list", [], {"organization": there.things["branch"]["pk"], "form": "csv", "reason": "半年统计核对"}),
        ("cases:bulk-join", [], {"ref": mine["case"], "into": there.things["case"]["ref"]}),
        ("cases:merge", [mine["case"]], {"into": there.things["case"]["ref"]}),
        ("cases:merge", [there.things["case"]["ref"]], {"into": mine["case"]}),
        ("suggestions:check", [], {"text": SAME, "place": f"area:{grid['area']}"}),
        ("notices:stop", [], {"county": mine["county"], "contact": TOLD, "wanted": "no"}),
        ("webhooks:add", [], {"partner": there.things["partner"]["pk"], "stream": "hotline.news", "url": "https://example.cn/"}),
        ("relay:add", [], {"partner": there.things["partner"]["pk"], "url": "https://example.cn/"}),
        ("relay:pass-on", [mine["case"], there.things["platform"]["pk"]], {"service": "001", "words": "外人", "address": "外人"}),
        ("surveys:record", [there.things["surveyed"]["pk"]], {"homes": 1, "buildings": 1}),
        ("indicators:problem-add", [there.things["theme"]["pk"]], {"title": "外人", "lead": there.things["staff"]["pk"]}),
    ]  # fmt: skip
    for name, arguments, words in forms:
        yield name, "POST", reverse(name, args=arguments), {**words, "idempotency_key": uuid.uuid4().hex}
    yield "cases:export", "POST", f"{reverse('cases:export')}?tab=any", {"reason": "例行核对台账"}


def everything(there: There, mine: dict[str, Any]) -> Iterator[Ask]:
    for door in (by_number, by_list, by_search):
        yield from door(there)
    yield from by_form(there, mine)


def worth_asking(asks: Iterable[Ask], actor: Actor, net: str) -> list[Ask]:
    """What an answer may differ in when `net` is off: what a role may not call answers 403 before any other net is asked, looking
    isn't read again afterwards, row-level security lies under the registers alone. Searches and forms are for who is let in.
    """
    policies = {name: view.policy for name, view in routes().items()}
    asks = [ask for ask in asks if net == "writes" or not asked_by_looking(ask)]

    def lets_in(ask: Ask) -> bool:
        return policies[ask[0]] == policy.PUBLIC or may(actor, policies[ask[0]])

    plain = [ask for ask in asks if ask[3] is WORDS or (ask[1] == "GET" and "?" not in ask[2])]
    registers = [ask for ask in asks if app_of(ask) in (*APPS, *AROUND, *ENGINES)]
    if net == "routes":
        return [ask for ask in plain if ask in registers and not lets_in(ask)]
    if not net:
        return [ask for ask in asks if lets_in(ask) or ask in plain]
    if net == "rows":
        registers += [ask for ask in asks if app_of(ask) == "cases"]
    if net == "writes":
        registers += [ask for ask in asks if app_of(ask) in OF_NOBODY]
    return [ask for ask in registers if lets_in(ask) and (net != "writes" or ask[1] == "POST")]


def asked_by_looking(ask: Ask) -> bool:
    """Whether the same view of the parts on the engines, which fetches its thing first, is asked by GET as well."""
    return app_of(ask) in ENGINES and ask[1] == "POST" and "GET" in MATRIX[ask[0]].methods


def app_of(ask: Ask) -> str:
    return ask[0].split(":")[0]


def may(actor: Actor, rule: str) -> bool:
    return not actor.is_anonymous and (rule == policy.SIGNED_IN or actor.can(rule))


@pytest.fixture
def mine(cast: Any, world: Any, registers: There) -> dict[str, Any]:
    """What lies in Li's street, with nobody's name of there."""
    household, (person, _child) = making.family(cast, "甘一", "甘二", room="501")
    visiting.plan(cast)
    return {
        "household": household.pk, "person": person.pk, "door": cast.building.pk, "stop": visiting.stop(household).pk,
        "member": world.here.things["member"]["pk"], "case": world.here.case.ref, "county": cast.county.pk,
    }  # fmt: skip


def leaks(client: Client, marks: Iterable[str], asks: Iterable[Ask], ask: Callable[..., Any] = asked) -> list[str]:
    """Every word of there in any answer, and every picture; what one said oneself doesn't count."""
    found = []
    for name, method, url, words in asks:
        said = unquote(url) + str(words)
        answers = [ask(client, method, url, words)]
        if answers[0].status_code == 200 and name in LISTS:
            answers.append(ask(client, method, url, words, headers=PART))
        told = "".join(map(words_of, answers))
        found += ["a picture"] if name == "cases:photo" and answers[0].status_code == 200 else []
        found += [f"{name} ({method}) shows {mark}" for mark in marks if mark in told and mark not in said]
    return found


def tables() -> list[Any]:
    """Tables of people, each under row-level security (`tests/privacy/test_nets.py` finds one that isn't)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        protected = {name for (name,) in cursor.fetchall()}
    models = (model for label in (*APPS, *ENGINES) for model in apps.get_app_config(label).get_models())
    placed = [one for one in models if {"county", "area"} <= {field.name for field in one._meta.get_fields()}]
    return [one for one in placed if one._meta.app_label in APPS or one._meta.db_table in protected]


def kept(street: Any) -> dict[str, list[Any]]:
    """All rows of there, and the looks at them."""
    with rls.everywhere():
        rows = {
            model._meta.label: list(model.unscoped.filter(area__path__startswith=street.path).order_by("pk").values())
            for model in (*tables(), Case)
        }
        reporters = Reporter.objects.filter(case__area__path__startswith=street.path).order_by("pk")
        looks = Look.unscoped.filter(path__startswith=street.path).order_by("pk")
        return rows | {"reporters": list(reporters.values()), "looks": list(looks.values_list("pk"))}


def planted(client: Client, street: Any) -> list[str]:
    """Rows of there that the planted view shows."""
    with rls.everywhere():
        found = [
            (model._meta.label, pk)
            for model in tables()
            for pk in model.unscoped.filter(area__path__startswith=street.path)
            .order_by("pk")
            .values_list("pk", flat=True)[:2]
        ]
    assert {label.split(".")[0] for label, _pk in found} == {*APPS, *ENGINES}
    answers = {(label, pk): client.get(f"/planted/{label}/{pk}/").status_code for label, pk in found}
    return [f"{label} {pk}: {status}" for (label, pk), status in answers.items() if status != 404]


@pytest.fixture
def client_as(
    cast: Any, client_of: Any, roles: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Client]:
    """Somebody of a role, signed in; a resident by the code on their phone."""

    def make(role: str) -> Client:
        if role == "visitor":
            client = Client()
        elif role == "resident":
            client = resident(cast, monkeypatch)
        else:
            client = client_of(member(cast, roles, role))
        client.raise_request_exception = False
        return client

    return make


def resident(cast: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(codes.secrets, "randbelow", lambda end: int(own.DIGITS))
    with clock.frozen(clock.now() - timedelta(days=1)):
        own.registered(cast, name="甘小雨")
    browser = own.Browser(cast)
    browser.sign_in()
    assert "甘小雨" in browser.client.get(reverse("selfservice:me")).content.decode()
    return browser.client


def member(cast: Any, roles: dict[str, Any], role: str) -> Any:
    return roles.get(role) or getattr(cast, role, cast.sun_resident)


def hidden(there: There, actor: Actor, cast: Any, net: str) -> list[str]:
    """What somebody must not meet: themes are for the whole county; they and titles of cases name nobody, and lie under one net."""
    shown = COUNTYWIDE if net == "rows" or actor.county_id == cast.county.pk else ()
    return [mark for mark in there.marks if mark not in shown] + ([] if net == "rows" else [there.text])


@pytest.mark.parametrize("role", [*ROLES, *FAR])
def test_nobody_of_there_is_met_with_any_net_off(
    cast: Any,
    registers: There,
    roles: dict[str, Any],
    mine: dict[str, Any],
    client_as: Any,
    bare_errors: None,
    role: str,
) -> None:
    client, before = client_as(role), kept(cast.other_street)
    actor, found, changed = member(cast, roles, role).actor, {}, []
    for net in ("", *NETS):
        asks = worth_asking(list(everything(registers, mine)), actor, net)
        off: AbstractContextManager[None] = without(net) if net else nullcontext()
        with transaction.atomic():
            with off:
                found[net] = (
                    planted(client, cast.other_street)
                    if net == "models"
                    else leaks(client, hidden(registers, actor, cast, net), asks)
                )
            changed += [net] if kept(cast.other_street) != before else []
            transaction.set_rollback(True)
    assert {net: met for net, met in found.items() if met} == {}
    assert not changed, "with these nets off something of there was written"


def test_with_all_nets_off_the_crawler_meets_everybody(
    cast: Any, registers: There, mine: dict[str, Any], client_as: Any, bare_errors: None
) -> None:
    """It can fail. One's own lists are asked by account besides, and met below by their owner."""
    client = client_as("office")
    with without("rows", "routes", "writes", "database"):
        found = leaks(client, (*registers.marks, registers.text), everything(registers, mine), undone)
    held = {"relay", "owners", "property", *engines.UNNAMED}  # they ask the place themselves too; met below
    registers_of_people = {"residents", "membership", "selection", "visits", "selfservice", "cases"}
    assert {*registers_of_people, *ENGINES, *AROUND, *OF_NOBODY} - held <= {one.split(":")[0] for one in found}
    for register in ("residents", "selection", "visits", "selfservice", "cases", "credit", "deliberation"):
        assert any(one.endswith(word) for one in found for word in registers.words[register]), register
    with without("models", "database"):
        assert len(planted(client, cast.other_street)) > len(APPS)


def test_who_works_there_meets_everybody_by_the_same_doors(
    cast: Any, client_of: Any, registers: There, mine: dict[str, Any], bare_errors: None
) -> None:
    """All words do stand behind these doors."""
    asks = list(everything(registers, mine))
    of_members = [ask for ask in asks if ask[0].startswith(("membership:", "rosters:members-"))]
    of_county = [ask for ask in asks if ask[1] == "GET" and app_of(ask) in (*AROUND, *OF_NOBODY, "rosters")]
    found = leaks(client_of(cast.ma_other_office), (*registers.marks, registers.text), asks, undone)
    found += leaks(client_of(cast.yan_other_party), registers.marks, of_members, undone)
    for one in (cast.chen_centre, cast.admin):
        found += leaks(client_of(one), registers.marks, of_county, undone)
    shown = {mark for mark in registers.marks if any(one.endswith(mark) for one in found)}
    assert shown >= set(registers.marks) - {
        ID_NUMBER,
        ROOM,
        OFTEN,
        TOLD,
        MASKED_OFTEN,
    }  # asked for one by one, with another word
    assert {one.split(":")[0] for one in found} >= {*APPS, *ENGINES, *AROUND, *OF_NOBODY, "cases"} - {*engines.UNNAMED}


def test_without_the_separator_at_the_end_of_paths_the_database_holds(
    cast: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Net 1: a place whose path begins as Li's does, but for the separator."""
    alike = copy.copy(cast.second_grid)
    alike.pk, alike._state.adding = cast.grid.pk * 10, True
    alike.path, alike.name, alike.code = f"{cast.grid.path[:-1]}0.", "柳园第十网格", ""
    alike.save(force_insert=True)
    person, own_one = making.person(cast, PEOPLE, area=alike), making.person(cast, "甘一")
    client, paths = client_of(cast.li_grid_worker), Actor.paths
    page, register = reverse("residents:person", args=[person.pk]), f"{reverse('residents:register')}?q={PEOPLE[:2]}"
    assert client.get(reverse("residents:person", args=[own_one.pk])).status_code == 200

    def seen() -> list[bool]:
        return [PEOPLE in words_of(asked(client, "GET", url)) for url in (page, register)]

    with monkeypatch.context() as patch:
        patch.setattr(Actor, "paths", lambda self, permission: tuple(path[:-1] for path in paths(self, permission)))
        assert seen() == [False, False]
        with without("database"):
            assert seen() == [True, True]
    assert seen() == [False, False]
