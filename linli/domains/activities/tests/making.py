"""Activities for tests: the branch of Wang's community holds its theme day (Ding writes), Wang's community its quarterly activity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

from linli.domains.activities import selectors, services
from linli.domains.activities.method import ActivitiesRules
from linli.domains.activities.models import Activity
from linli.foundation.methods import selectors as methods
from linli.kernel import clock

#: In the middle of a month and of a quarter, after the ground was made, whenever that is.
DAY = datetime(2099, 5, 13, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
#: The method of Jiang knows the theme day alone; with these, communities hold something each quarter and do a project a year.
_OWN = {"least": 1, "most": 3, "assumed": "试"}
QUARTERLY = {"label": "我爱我家", "months": 3, "areas": ["community"], "own": _OWN, "public": True, "assumed": "试"}
PROJECT = {"label": "百社百景", "form": "project", "months": 12, "areas": ["community"], "own": _OWN, "assumed": "试"}


def widen(monkeypatch: Any) -> None:
    """Have every county know the quarterly activity ("home") and the project of the year ("scenes") as well."""
    more = ActivitiesRules.model_validate({"programmes": {"home": QUARTERLY, "scenes": PROJECT}}).programmes
    for name in ("current_rules", "rules_for"):
        monkeypatch.setattr(methods, name, _widened(getattr(methods, name), more))


def _widened(ask: Any, more: dict[str, Any]) -> Any:
    def widened(*args: Any) -> Any:
        found = ask(*args)
        mine = found.activities.model_copy(update={"programmes": {**found.activities.programmes, **more}})
        return replace(found, sections={**found.sections, "activities": mine})

    return widened


def themed(cast: Any, **facts: Any) -> Activity:
    """Ding plans the theme day of the branch for today."""
    wanted = {
        "programme": "theme_day", "organization": cast.branch, "on": clock.today(), "title": "五月主题党日", "place": "党群服务中心",
        "own": ["清洁家园"], **facts,
    }  # fmt: skip
    return services.plan_activity(cast.ding_party.actor, **wanted)


def at_home(cast: Any, **facts: Any) -> Activity:
    """Wang's community plans its activity of the quarter for today."""
    wanted = {
        "programme": "home", "area": cast.community, "on": clock.today(), "title": "邻里百家宴", "place": "柳园广场",
        "own": ["百家宴"], **facts,
    }  # fmt: skip
    return services.plan_activity(cast.wang_community.actor, **wanted)


def scene(cast: Any, **facts: Any) -> Activity:
    """Wang's community plans its project of the year."""
    wanted = {"programme": "scenes", "title": "口袋公园", "place": "三号院", "own": ["设计", "栽树"], **facts}
    return at_home(cast, **wanted)


def done(row: Activity, words: str = "做了") -> dict[int, str]:
    """The same words for each item."""
    return {item.pk: words for item in selectors.items_of(row)}


def held(cast: Any, row: Activity | None = None, **facts: Any) -> Activity:
    """Ding writes down how it went, with twelve people."""
    planned = row or themed(cast)
    wanted = {"done": done(planned), "came": 12, **facts}
    return services.hold_activity(cast.ding_party.actor, activity=planned, **wanted)


def pictured(cast: Any) -> Activity:
    """Held, with a picture."""
    return held(cast, photos=[photo()])


def photo() -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return out.getvalue()


def again(row: Activity) -> Activity:
    """The row as it stands now."""
    return Activity.unscoped.select_related("organization", "area").get(pk=row.pk)


def on(month: int, day: int) -> date:
    """A day of that year."""
    return date(DAY.year, month, day)
