"""Cases for tests, made as people make them: by services, at a moment that the test names."""

from __future__ import annotations

import io
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from PIL import Image

from linli.domains.cases import services
from linli.domains.cases.models import Call, Case, Category, Whistle
from linli.foundation.audit import selectors as history
from linli.kernel.clock import ZONE

#: A Tuesday morning in a week without holidays.
MORNING = datetime(2026, 11, 17, 9, 0, tzinfo=ZONE)


def category(key: str = "social/request/0701", name: str = "环境卫生") -> Category:
    """A category, made once."""
    standard, kind, code = key.split("/")
    return Category.objects.get_or_create(standard=standard, kind=kind, code=code, defaults={"name": name})[0]


def open_case(cast: SimpleNamespace, **facts: Any) -> Case:
    """A resident's report in the first grid of the cast, with the grid worker."""
    area = facts.pop("area", cast.grid)
    report = services.Report(
        county=facts.pop("county", cast.county),
        area=area,
        category=facts.pop("category", None) or category(),
        text=facts.pop("text", "楼下垃圾堆了三天没人清"),
        contact_phone=facts.pop("contact_phone", "10000009999"),
        **facts,
    )
    return services.open_case(cast.sun_resident.actor, report=report).case


def whistled(cast: SimpleNamespace) -> tuple[Case, Whistle]:
    """A case to which the grid worker called the bureau (lead) and the other bureau."""
    case = open_case(cast)
    services.accept_case(cast.li_grid_worker.actor, case=case)
    blown = services.blow_whistle(
        cast.li_grid_worker.actor,
        case=case,
        organizations=[(cast.bureau, True), (cast.other_bureau, False)],
        reason="要两家一起来",
    )
    assert blown.whistle is not None
    return again(case), blown.whistle


def call_of(whistle: Whistle, organization: Any) -> Call:
    """The call of an organization, as it is now."""
    return whistle.calls.select_related("case", "organization").get(organization=organization)


def again(case: Case) -> Case:
    """The case as it is now."""
    return Case.unscoped.select_related("area", "county", "category", "handler", "handler_org").get(pk=case.pk)


def codes_of(case: Case) -> list[str]:
    """What happened to a case, oldest first."""
    return [line.code for line in reversed(history.timeline(case))]


def photo(kind: str = "JPEG", color: str = "red") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), color).save(out, kind)
    return out.getvalue()
