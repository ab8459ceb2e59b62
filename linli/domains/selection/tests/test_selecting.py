"""From the first candidate to the appointment."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.utils import timezone
from PIL import Image

from linli.domains.membership.tests.test_moving import refused
from linli.domains.selection import selectors, services
from linli.domains.selection.models import Candidate, Selection
from linli.domains.selection.tests.making import (
    SYSTEM,
    again,
    at_meeting,
    nominated,
    on_notice,
    opened,
    pass_all,
    recommended,
    steward_post,
)
from linli.foundation.audit import selectors as history
from linli.foundation.organizations import selectors as organizations
from linli.foundation.people import selectors as people
from linli.foundation.privacy.models import Look
from linli.kernel import clock
from linli.kernel.errors import OutOfScope


def test_a_steward_is_chosen_in_four_steps_and_appointed_after_the_notice(cast: Any) -> None:
    """H10."""
    row = on_notice(cast, "刘梅", "孙旺")
    wang = cast.wang_community.actor
    assert (row.state, [one.standing for one in row.candidates.all()]) == ("notice", ["chosen", "not_chosen"])
    assert refused(lambda: services.appoint_chosen(wang, selection=row)) == "selection.notice_running"
    with clock.frozen(row.notice_until):
        services.appoint_chosen(wang, selection=row)
    row = again(row)
    (holder,) = people.holders("lane_steward", cast.community, at=row.notice_until.date())
    assert (row.state, holder.name) == ("appointed", "刘梅")
    held = people.appointments_of(people.card_by_id(holder.card_id))[0]
    assert held.source == "退休职工"
    said = [line.code.removeprefix("selection.") for line in history.timeline(row)][::-1]
    assert said == ["opened", "candidate_added", "candidate_added", "advanced", "candidate_reviewed", "candidate_reviewed",
                    "advanced", "candidate_reviewed", "candidate_reviewed", "advanced", "voted", "published", "appointed"]  # fmt: skip
    assert refused(lambda: services.cancel(wang, selection=row, reason="x")) == "selection.over"


def test_one_runs_per_post(cast: Any) -> None:
    row = opened(cast)
    wang = cast.wang_community.actor
    assert refused(lambda: services.open_selection(wang, post=row.post)) == "selection.post_taken"
    services.cancel(wang, selection=row, reason="没人报名")
    assert services.open_selection(wang, post=row.post).pk != row.pk


def test_who_may_open_one(cast: Any) -> None:
    post = steward_post(cast)
    for actor in (
        cast.ma_other_office.actor,
        cast.li_grid_worker.actor,
        cast.wu_leader.actor,
        cast.feng_other_county.actor,
    ):
        with pytest.raises(OutOfScope):
            services.open_selection(actor, post=post)
    office = organizations.posts_in(cast.community, kinds=("community_office",))[0]
    assert refused(lambda: services.open_selection(SYSTEM, post=office)) == "selection.no_procedure"
    assert not Selection.unscoped.exists()


def test_a_stage_is_the_business_of_its_office(cast: Any) -> None:
    """H10: the joint review is the township's."""
    row = opened(cast)
    (one,) = nominated(cast, row, "刘梅")
    wang, zhao = cast.wang_community.actor, cast.zhao_dispatcher.actor
    assert refused(lambda: services.let_through(wang, candidate=one)) == "selection.not_now"
    recommended(cast, row)
    row = again(row)
    assert row.state == "review"
    one = again(one)
    assert refused(lambda: services.let_through(wang, candidate=one)) == "selection.not_yours"
    assert refused(lambda: services.advance(wang, selection=row)) == "selection.not_yours"
    assert refused(lambda: services.advance(zhao, selection=row)) == "selection.not_all_reviewed"
    assert refused(lambda: nominated(cast, row, "迟到")) == "selection.not_now"
    pass_all(zhao, row)
    services.advance(zhao, selection=row)
    assert again(row).state == "meeting"


def test_without_candidates_it_does_not_go_on(cast: Any) -> None:
    row = opened(cast)
    wang = cast.wang_community.actor
    assert refused(lambda: services.advance(wang, selection=row)) == "selection.no_candidate"
    (one,) = nominated(cast, row, "刘梅")
    services.step_back(wang, candidate=one, reason="家里有事")
    assert refused(lambda: services.step_back(wang, candidate=one, reason="再说")) == "selection.not_standing"
    assert refused(lambda: services.advance(wang, selection=row)) == "selection.no_candidate"


def test_odd_candidates_are_refused(cast: Any) -> None:
    row, wang = opened(cast), cast.wang_community.actor
    nominated(cast, row, "刘梅")
    for facts, code in (({"name": "刘梅"}, "candidate_already"), ({"name": "1234"}, "bad_name"),
                        ({"name": "王芳", "source": "moon"}, "unknown_source")):  # fmt: skip
        act = lambda facts=facts: services.nominate(wang, selection=row, **facts)  # noqa: E731
        assert refused(act) == f"selection.{code}"


def test_who_is_turned_down_stands_no_more(cast: Any) -> None:
    row = opened(cast)
    first, second = nominated(cast, row, "刘梅", "孙旺")
    wang = cast.wang_community.actor
    services.advance(wang, selection=row)
    assert refused(lambda: services.turn_down(wang, candidate=first, reason=" ")) == "selection.words_needed"
    services.turn_down(wang, candidate=first, reason="不住本社区")
    services.let_through(wang, candidate=second)
    services.advance(wang, selection=row)
    assert again(first).standing == "turned_down"
    assert again(row).state == "review"


def test_votes_decide_and_nothing_is_kept_of_a_meeting_that_could_not(cast: Any) -> None:
    row, (first, second) = at_meeting(cast, "刘梅", "孙旺")
    wang = cast.wang_community.actor

    def vote(entitled: int, present: int, votes: dict[int, int]) -> Any:
        return lambda: services.record_votes(wang, selection=row, entitled=entitled, present=present, votes=votes)

    assert refused(lambda: services.advance(wang, selection=row)) == "selection.votes_needed"
    assert refused(vote(50, 25, {first.pk: 20, second.pk: 5})) == "selection.no_quorum"
    assert refused(vote(50, 40, {first.pk: 30, second.pk: 30})) == "selection.tie"
    assert refused(vote(50, 40, {first.pk: 30})) == "selection.votes_missing"
    assert [one.votes for one in Candidate.unscoped.filter(selection=row)] == [None, None]
    vote(50, 40, {first.pk: 10, second.pk: 30})()
    assert [again(one).standing for one in (first, second)] == ["not_chosen", "chosen"]


def test_a_chosen_candidate_who_steps_back_ends_the_selection(cast: Any) -> None:
    row = on_notice(cast, "刘梅")
    (one,) = selectors.chosen_of(SYSTEM, row)
    services.step_back(cast.wang_community.actor, candidate=one, reason="要去外地")
    assert again(row).state == "cancelled"
    with pytest.raises(Http404):
        selectors.notice_for(row.pk)


def test_the_notice_is_masked_and_only_shown_when_there_is_a_result(cast: Any) -> None:
    running = opened(cast)
    with pytest.raises(Http404):
        selectors.notice_for(running.pk)
    services.cancel(SYSTEM, selection=running, reason="换一个")
    row = on_notice(cast, "刘小梅", "孙旺")
    found = selectors.notice_for(row.pk)
    assert ([one.name for one in found.names], found.entitled, found.is_done) == (["刘*梅"], 50, False)
    assert timezone.localdate(found.until) - timezone.localdate(found.since) >= timedelta(days=5)
    assert [one.pk for one in selectors.notices_of(cast.county)] == [row.pk]
    assert selectors.notices_of(cast.other_county) == []


def picture(form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (60, 40), "red").save(out, form, **({"exif": exif} if form == "JPEG" else {}))
    return out.getvalue()


def test_documents_are_checked_by_what_they_are(cast: Any, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    row, wang = opened(cast), cast.wang_community.actor
    add = lambda data, who=wang: services.add_document(  # noqa: E731
        who, selection=row, title="推荐表", file=SimpleUploadedFile("x.pdf", data)
    )
    assert add(b"%PDF-1.4 text").media_type == "application/pdf"
    kept = add(picture())
    file = selectors.document_for(wang, kept.pk)
    with file.file as opened_file:
        assert b"SecretCamera" not in opened_file.read()
    assert add(picture("PNG")).media_type == "image/png"
    assert refused(lambda: add(b"PK\x03\x04 zip")) == "selection.document_kind"
    assert refused(lambda: add(b"\xff\xd8\xff not a picture")) == "selection.document_broken"
    assert refused(lambda: add(b"%PDF-" + b"x" * 10_000_001)) == "selection.document_large"
    with pytest.raises(OutOfScope):
        add(b"%PDF-1.4", cast.ma_other_office.actor)
    for actor in (cast.ma_other_office.actor, cast.feng_other_county.actor, cast.he_building.actor):
        with pytest.raises(Http404):
            selectors.document_for(actor, kept.pk)
    for number in range(9):
        add(b"%PDF-1.4 " + str(number).encode())
    assert refused(lambda: add(b"%PDF-1.4 z")) == "selection.document_many"


def test_selections_follow_the_ground_and_erased_people(cast: Any) -> None:
    from linli.domains.membership.tests.making import person
    from linli.domains.selection.services import following
    from linli.foundation.residents import services as residents

    who = person(cast, "刘梅")
    row = opened(cast)
    one = services.nominate(cast.wang_community.actor, selection=row, name="", person=who, words="愿意为大家做事")
    following.move_rows(cast.community, cast.other_community.pk)
    assert again(row).area_id == cast.other_community.pk
    residents.erase_person(SYSTEM, person=who, reason="本人要求")
    one = again(one)
    assert (one.name, one.words, one.person_id) == ("", "", None)


def test_an_objection_is_sealed_answered_and_keeps_anybody_from_being_appointed(cast: Any) -> None:
    row, wang = on_notice(cast, "刘梅"), cast.wang_community.actor
    made = services.object_to(cast.sun_resident.actor, selection=row.pk, words="他不住在这里", phone="100 0000 1234")
    assert (made.phone_masked, made.due_at > clock.now()) == ("100****1234", True)
    assert "不住" not in bytes(again(made).words_sealed).decode("utf-8", "replace")
    assert (opened := services.read_objection(wang, objection=made)) == services.Opened("他不住在这里", "10000001234")
    (look,) = Look.unscoped.filter(subject_id=made.pk)
    assert (look.part, opened.phone in look.reason) == ("selection.objection", False)
    with clock.frozen(row.notice_until):
        assert refused(lambda: services.appoint_chosen(wang, selection=row)) == "selection.objection_open"
        late = lambda: services.object_to(cast.sun_resident.actor, selection=row.pk, words="x")  # noqa: E731
        assert refused(late) == "selection.objection_late"
        assert refused(lambda: services.answer_objection(wang, objection=made, answer=" ")) == "selection.words_needed"
        services.answer_objection(wang, objection=made, answer="查过户籍，住在本社区")
        again_answer = lambda: services.answer_objection(wang, objection=made, answer="x")  # noqa: E731
        assert refused(again_answer) == "selection.objection_answered"
        services.appoint_chosen(wang, selection=row)
    assert again(row).state == "appointed"


def test_who_may_read_an_objection_and_when_one_is_taken(cast: Any) -> None:
    row = opened(cast)
    public = cast.sun_resident.actor
    assert refused(lambda: services.object_to(public, selection=row.pk, words="x")) == "selection.objection_late"
    services.cancel(SYSTEM, selection=row, reason="换一个")
    row = on_notice(cast, "刘梅")
    assert refused(lambda: services.object_to(public, selection=row.pk, words=" ")) == "selection.objection_words"
    bad = lambda: services.object_to(public, selection=row.pk, words="x", phone="12")  # noqa: E731
    assert refused(bad) == "selection.objection_phone"
    made = [services.object_to(public, selection=row.pk, words=f"理由{n}") for n in range(50)][0]
    assert refused(lambda: services.object_to(public, selection=row.pk, words="x")) == "selection.objections_full"
    for who in (cast.ma_other_office, cast.feng_other_county, cast.wu_leader, cast.li_grid_worker, cast.sun_resident):
        for act in (services.read_objection, services.answer_objection):
            facts = {"answer": "x"} if act is services.answer_objection else {}
            with pytest.raises(OutOfScope):
                act(who.actor, objection=made, **facts)
    assert not Look.unscoped.exists()
