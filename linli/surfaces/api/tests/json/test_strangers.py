"""The system of another county, and that of a department which has nothing to do with it, ask for everything about a case."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from linli.domains.cases.tests.making import codes_of
from linli.domains.hotline.tests import making as hotline
from linli.domains.surveys.tests.making import surveyed
from linli.domains.visits.tests import making as visiting
from linli.surfaces.api.json.deeds import DEEDS, Deed
from linli.surfaces.api.permissions import CALLS, ESTATES, VISIT, WALKS
from linli.surfaces.api.tests.json.making import ALL, System, open_case, picture, pictured, whistled

pytestmark = pytest.mark.django_db

#: What each change is sent with, right in itself.
SAID: dict[str, Any] = {
    "case-dispatch": {"target": "o:1"}, "case-sort": {"choice": "x"}, "case-whistle": {"organizations": [1], "reason": "帮忙"},
    "case-call-one-more": {"organization": 1}, "case-look": {"found": True}, "case-contacted": {"how": "phone"},
    "case-resolve": {"text": "已经全部清运"}, "case-ask": {"question": "哪里？"}, "case-extend": {"amount": 1, "reason": "等"},
    "case-suspend": {"until": "2026-11-20", "reason": "等"}, "case-redirect": {"route": "court"}, "case-merge": {"into": "X"},
    "case-supervise": {"words": "快"}, "case-say": {"words": "好"}, "call-arrive": {"place": "南门"}, "call-report": {"text": "好"},
    "call-judge": {"justified": True}, "call-rate": {"stars": 5}, "record-survey": {"homes": 1, "buildings": 1},
    "correct-survey": {"homes": 1, "buildings": 1}, "record-visit": {},
}  # fmt: skip
_WHY = {
    "case-end-whistle",
    "case-send-back",
    "case-return",
    "case-escalate",
    "case-explain",
    "case-withdraw",
    "call-return",
}


def asked(system: System, deed: Deed, things: dict[str, Any]) -> Any:
    """The operation about a thing."""
    path = deed.path.replace("{str:ref}", things["ref"]).replace("{int:pk}", str(things[deed.path.split("/")[0]]))
    if not deed.changes:
        return system.get(path)
    if deed.name == "case-add-photos":
        return system.send(path, {"photos": picture()})
    return system.post(path, SAID.get(deed.name, {"reason": "不行"} if deed.name in _WHY else {}), Idempotency_Key="x")


def patrolled(cast: Any) -> Any:
    """Li's grid, walked every day."""
    visiting.plan(cast, area=cast.grid, kind="patrol")
    return visiting.stop(kind="patrol", area=cast.grid)


def others(cast: Any) -> dict[str, Any]:
    """Things of the cast's county by the first part of their address."""
    survey, order = surveyed(cast), hotline.order(cast)
    photo = pictured(cast, order.worked)
    return {
        "cases": 0, "areas": cast.grid.pk, "organizations": cast.bureau.pk, "orders": order.pk, "photos": photo,
        "estates": survey.compound_id, "surveys": survey.pk,
        "stops": patrolled(cast).pk,
    }  # fmt: skip


def test_nothing_of_another_county_or_unit_is_there(cast: Any) -> None:
    case, whistle = whistled(cast)
    things = others(cast) | {"ref": case.ref, "calls": whistle.calls.first().pk}
    county = SimpleNamespace(county=cast.other_county, admin=cast.deng_other_admin)
    before, wrong = codes_of(case), []
    system = System(county, *ALL, CALLS, ESTATES, WALKS, VISIT, name="外县的系统")
    for deed in DEEDS.values():
        if "{" in deed.path:
            answer = asked(system, deed, things)
            told = answer.status_code == (
                403 if deed.scope == CALLS else 404
            )  # whoever speaks for nobody answers no call
            wrong += [] if told else [f"{deed.name}: {answer.status_code} {answer.content.decode()[:200]}"]
    assert not wrong, "\n".join(wrong)
    assert codes_of(case) == before


def test_nothing_of_what_another_unit_has(cast: Any) -> None:
    case, other = open_case(cast), open_case(cast, area=cast.other_grid)
    system = System(cast, *ALL, CALLS, ESTATES, WALKS, VISIT, body=cast.bureau)
    things = others(cast) | {"ref": case.ref, "calls": 987654321}
    for deed in DEEDS.values():
        if "{" in deed.path and deed.tag != "ground":
            assert asked(system, deed, things).status_code in (403, 404), deed.name
    assert len(codes_of(case)) == len(codes_of(other))
