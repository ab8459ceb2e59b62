"""A year after a selection only numbers stay of those who weren't appointed, of its papers and of objections."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.domains.membership.tests.test_moving import refused
from linli.domains.selection import services, tasks
from linli.domains.selection.models import Candidate, Document, Objection, Selection
from linli.domains.selection.services import forgetting
from linli.domains.selection.tests.making import again, on_notice, opened
from linli.foundation.audit import selectors as history
from linli.kernel import clock

KEPT = timedelta(days=365)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def finished(cast: Any, *names: str) -> Selection:
    """A selection with a paper and an answered objection, whose first candidate was appointed."""
    row, wang = on_notice(cast, *names, paper=SimpleUploadedFile("x.pdf", PDF)), cast.wang_community.actor
    made = services.object_to(cast.sun_resident.actor, selection=row.pk, words="他不住在这里", phone="10000001234")
    services.answer_objection(wang, objection=made, answer="查过，住在本社区")
    with clock.frozen(row.notice_until):
        services.appoint_chosen(wang, selection=row)
    return again(row)


def names() -> list[str]:
    return [one.name for one in Candidate.unscoped.order_by("pk")]


def ended(row: Selection, late: timedelta) -> AbstractContextManager[datetime]:
    """The moment when its time of keeping ends, and `late` more."""
    assert row.ended_at is not None
    return clock.frozen(row.ended_at + KEPT + late)


def test_nothing_goes_before_the_time_and_all_that_is_not_needed_after_it(
    cast: Any, django_capture_on_commit_callbacks: Any
) -> None:
    row = finished(cast, "刘梅", "孙旺")
    (paper,) = Document.unscoped.all()
    with ended(row, timedelta(seconds=-1)):
        assert services.forget_old() == 0
    assert (names(), default_storage.exists(paper.path)) == (["刘梅", "孙旺"], True)
    with ended(row, timedelta(seconds=1)), django_capture_on_commit_callbacks(execute=True):
        assert tasks.forget_old() == 3
        assert services.forget_old() == 0
    assert (names(), default_storage.exists(paper.path)) == (["刘梅", ""], False)
    assert not Document.unscoped.exists()
    (said,) = [line for line in history.timeline(cast.county) if line.code == "selection.forgotten"]
    assert said.data == {"candidates": 1, "documents": 1, "objections": 1}
    assert "孙旺" not in str([line.data for line in history.timeline(again(row))])


def test_an_emptied_objection_keeps_its_answer_and_cannot_be_opened(cast: Any, client_of: Any) -> None:
    row = finished(cast, "刘梅")
    with ended(row, timedelta(seconds=1)):
        services.forget_old()
        (made,) = Objection.unscoped.all()
        assert (bytes(made.words_sealed), bytes(made.phone_sealed), made.phone_masked) == (b"", b"", "")
        wang = cast.wang_community
        assert refused(lambda: services.read_objection(wang.actor, objection=made)) == "selection.objection_gone"
        page = client_of(wang).get(f"/console/selections/objections/{made.pk}/").content.decode()
    assert "不再保存" in page
    assert "查过，住在本社区" in page
    assert f"/console/selections/objections/{made.pk}/read/" not in page


def test_who_still_runs_or_belongs_to_another_county_is_left_alone(cast: Any) -> None:
    row = opened(cast)
    services.nominate(cast.wang_community.actor, selection=row, name="刘梅")
    with clock.frozen(clock.now() + 9 * KEPT):
        assert services.forget_old() == 0
    services.cancel(cast.wang_community.actor, selection=row, reason="没人报名")
    with ended(again(row), timedelta(seconds=1)):
        assert forgetting._forget(cast.other_county) == 0
        assert forgetting._forget(cast.county) == 1
    assert names() == [""]


def test_a_county_whose_method_is_silent_keeps_all(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    row = opened(cast)
    services.cancel(cast.wang_community.actor, selection=row, reason="没人报名")
    monkeypatch.setattr(forgetting, "kept_before", lambda rules, part: None)
    with ended(again(row), KEPT):
        assert services.forget_old() == 0
