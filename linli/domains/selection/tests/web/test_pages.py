"""The pages of selections, for offices and for everybody."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from linli.domains.selection.models import Candidate, Document, Objection, Selection
from linli.domains.selection.tests.making import again, nominated, on_notice, opened, steward_post
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"selection:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> int:
    return int(client.post(address, {"idempotency_key": uuid.uuid4().hex, **data}).status_code)


def test_a_selection_from_the_form_to_the_post(cast: Any, client_of: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    wang, zhao, post = client_of(cast.wang_community), client_of(cast.zhao_dispatcher), steward_post(cast)
    assert "小巷管家" in text(wang.get(url("open")))
    assert sent(wang, url("open"), post=post.pk) == 303
    with rls.everywhere():
        row = Selection.unscoped.get()
    assert sent(wang, url("nominate", row.pk), name="刘小梅", source="retired", words="愿意") == 303
    assert sent(wang, url("nominate", row.pk), name="刘小梅") == 422
    assert sent(wang, url("nominate", row.pk), name="孙旺") == 303
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4 x")
    assert sent(wang, url("add-document", row.pk), title="自荐表", file=file) == 303
    with rls.everywhere():
        kept, (first, second) = Document.unscoped.get(), Candidate.unscoped.order_by("pk")
    served = wang.get(url("document", kept.pk))
    assert served.headers["Content-Disposition"].startswith("attachment")
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(served.streaming_content).startswith(b"%PDF")
    for client in (wang, zhao):
        assert sent(client, url("advance", row.pk)) == 303 if client is wang else True
        for one in (first, second):
            assert sent(client, url("let-through", one.pk)) == 303
        assert sent(client, url("advance", row.pk)) == 303
    assert "刘小梅" in text(wang.get(url("votes", row.pk)))
    votes = {"entitled": 50, "present": 40, f"votes_{first.pk}": 30, f"votes_{second.pk}": 9}
    assert sent(wang, url("votes", row.pk), **(votes | {"present": 20})) == 422
    assert sent(wang, url("votes", row.pk), **votes) == 303
    assert sent(wang, url("advance", row.pk)) == 303
    public = text(client_of(cast.sun_resident).get(url("notice", row.pk)))
    assert "刘*梅" in public
    assert "刘小梅" not in public
    assert "孙" not in public
    assert "刘*梅" in text(client_of(cast.sun_resident).get(url("notices", cast.county.slug)))
    with clock.frozen(again(row).notice_until):
        wang = client_of(cast.wang_community)
        assert "刘小梅" in text(wang.get(url("appoint", row.pk)))
        assert sent(wang, url("appoint", row.pk)) == 303
    assert again(row).state == "appointed"


def test_candidates_leave_and_a_selection_is_given_up(cast: Any, client_of: Any) -> None:
    row, wang = opened(cast), client_of(cast.wang_community)
    first, second = nominated(cast, row, "刘梅", "孙旺")
    assert sent(wang, url("step-back", first.pk), reason="家里有事") == 303
    assert sent(wang, url("advance", row.pk)) == 303
    assert sent(wang, url("turn-down", second.pk), reason="") == 422
    assert sent(wang, url("turn-down", second.pk), reason="不住这里") == 303
    found = text(wang.get(url("selection", row.pk)))
    assert "家里有事" in found
    assert "不住这里" in found
    assert sent(wang, url("cancel", row.pk), reason="重来") == 303
    assert "小巷管家" in text(wang.get(url("selections") + "?state=cancelled&q=小巷", headers={"HX-Request": "true"}))
    assert "小巷管家" not in text(wang.get(url("selections") + "?state=running", headers={"HX-Request": "true"}))
    assert client_of(cast.sun_resident).get(url("notice", row.pk)).status_code == 404


def test_anybody_objects_and_the_office_answers(cast: Any, client_of: Any) -> None:
    row, anybody, wang = on_notice(cast, "刘小梅"), client_of(cast.sun_resident), client_of(cast.wang_community)
    assert url("object", row.pk) in text(anybody.get(url("notice", row.pk)))
    assert "提出异议" in text(anybody.get(url("object", row.pk)))
    assert sent(anybody, url("object", row.pk), words="") == 422
    assert sent(anybody, url("object", row.pk), words="不住这里", phone="abc") == 422
    assert sent(anybody, url("object", row.pk), words="不住这里", phone="10000001234") == 303
    with rls.everywhere():
        made = Objection.unscoped.get()
    page = text(wang.get(url("selection", row.pk)))
    assert url("objection", made.pk) in page and "不住这里" not in page
    sealed = text(wang.get(url("objection", made.pk)))
    assert "100****1234" in sealed and "不住这里" not in sealed
    assert "不住这里" in text(wang.post(url("read-objection", made.pk)))
    assert sent(wang, url("objection", made.pk), answer="") == 422
    assert sent(wang, url("objection", made.pk), answer="住在本社区") == 303
    assert sent(wang, url("objection", made.pk), answer="再答") == 422
    assert "住在本社区" in text(wang.get(url("selection", row.pk)))
    with clock.frozen(row.notice_until):
        assert anybody.get(url("object", row.pk)).status_code == 404
        assert url("object", row.pk) not in text(anybody.get(url("notice", row.pk)))


class TestBudgets(Budgets):
    def add_row(self, cast: Any, number: int) -> Any:
        system = Actor.system()
        place = territory.create_area(system, parent=cast.street, kind="community", name=f"新社区{number}").area
        post = organizations.create_post(system, kind="lane_steward", area=place)
        from linli.domains.selection import services

        services.open_selection(system, post=post)

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        zhao, anybody = client_of(cast.zhao_dispatcher), client_of(cast.sun_resident)
        return {
            "selection:selections": (zhao, url("selections")),
            "selection:notices": (anybody, url("notices", cast.county.slug)),
        }
