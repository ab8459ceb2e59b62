"""An Open311 report, followed by its platform to the end that only the resident makes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

from linli.domains.cases import services
from linli.domains.cases.models import Case
from linli.domains.cases.tests.making import again, photo
from linli.surfaces.api.tests.making import Platform, load, rows

pytestmark = pytest.mark.django_db


def stand(platform: Platform, ref: str) -> tuple[str, str]:
    (row,) = rows(platform.own(f"requests/{ref}.json"))
    return row["status"], row["status_notes"]


def test_from_another_citys_app_to_solved(cast: SimpleNamespace) -> None:
    load()
    platform = Platform(cast)
    (receipt,) = platform.report(contact_consent="true", phone="10000001234").json()
    ref, link = receipt["service_request_id"], "/f/" + receipt["service_notice"].split("/f/")[1].split()[0]
    assert stand(platform, ref) == ("open", "已收到")
    case = Case.unscoped.get(ref=ref)
    services.accept_case(cast.li_grid_worker.actor, case=case)
    assert stand(platform, ref) == ("open", "处理中")
    services.resolve_case(
        cast.li_grid_worker.actor, case=again(case), text="井盖换好了，周边也补平了", photos=(photo(),)
    )
    services.verify_case(cast.wang_community.actor, case=again(case))
    assert stand(platform, ref)[0] == "open"  # done isn't solved: the resident hasn't spoken
    said = Client().post(f"{link}confirm/", {"ok": "1", "stars": "5", "words": "谢谢"})
    assert said.status_code == 303
    assert stand(platform, ref) == ("closed", "已解决")
    steps = [row["description"] for row in rows(platform.own("servicerequestupdates.json", service_request_id=ref))]
    assert steps[0] == "收到了" and "井盖换好了，周边也补平了" in steps and "谢谢" in steps[-1]
    public = [row["description"] for row in rows(platform.get("servicerequestupdates.json", service_request_id=ref))]
    assert public[-1] == "已解决" and not any("换好了" in words or "谢谢" in words for words in public)
