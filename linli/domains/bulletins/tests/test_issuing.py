"""Two people make a bulletin; what was issued stays as it is; whoever subscribed is told; the recalled stay."""

from __future__ import annotations

import json
import threading
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from linli.domains.bulletins import selectors, services
from linli.domains.bulletins.models import Bulletin, Section, Subscription
from linli.domains.bulletins.tests.making import again, drafted, issued, recalled, sent
from linli.domains.bulletins.tests.test_drafting import DECEMBER, NOVEMBER, refused
from linli.domains.indicators.tests.test_standing import renewed
from linli.domains.notices import selectors as inbox
from linli.foundation.people import selectors as staff
from linli.foundation.people import services as people
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import OutOfScope

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_december() -> Any:
    with clock.frozen(DECEMBER):
        yield


def test_whoever_wrote_or_handed_in_doesnt_sign(cast: Any) -> None:
    chen, wu = cast.chen_centre.actor, cast.wu_leader.actor
    row = drafted(cast)
    with refused("not_now"):
        services.sign_bulletin(wu, bulletin=row)
    row = sent(cast, row)
    with refused("own_words"):
        services.sign_bulletin(chen, bulletin=row)
    with refused("account_needed"):
        services.sign_bulletin(Actor.system(), bulletin=row)
    for stranger in (cast.zhao_dispatcher, cast.feng_other_county, cast.zhou_department):
        with pytest.raises(OutOfScope):
            services.sign_bulletin(stranger.actor, bulletin=row)
    services.give_back(wu, bulletin=row, words="请补充原因")
    made = issued(cast, again(row))
    assert (made.state, made.signed_by, made.issued_at) == ("issued", "吴建国", DECEMBER)
    for change in (services.send_bulletin, services.sign_bulletin):
        with refused("not_now"):
            change(wu if change is services.sign_bulletin else chen, bulletin=made)


def test_the_method_says_who_signs(cast: Any) -> None:
    row = sent(cast)
    Bulletin.unscoped.filter(pk=row.pk).update(signers=["supervisor"])
    with refused("not_signer"):
        services.sign_bulletin(cast.wu_leader.actor, bulletin=row)


def test_comments_are_paragraphs_of_a_draft(cast: Any) -> None:
    row = drafted(cast)
    section, chen = row.sections.first(), cast.chen_centre.actor
    services.comment_section(chen, section=section, words=" 一\x00二 \n\n三 " + "长" * 3000)
    kept = row.sections.first()
    assert kept.comment.splitlines()[0] == "一 二" and len(kept.comment) == 2000 and kept.commented_by == "陈立"
    with pytest.raises(OutOfScope):
        services.comment_section(cast.zhao_dispatcher.actor, section=section, words="我也说")
    services.send_bulletin(chen, bulletin=row)
    with refused("not_now"):
        services.comment_section(chen, section=section, words="再改")
    with refused("words_needed"):
        services.give_back(cast.wu_leader.actor, bulletin=row, words=" ")


def test_the_database_itself_keeps_what_was_issued(cast: Any) -> None:
    row = issued(cast)
    for change in (
        lambda: Bulletin.unscoped.filter(pk=row.pk).update(title="别的"),
        lambda: Bulletin.unscoped.filter(pk=row.pk).update(state="draft"),
        lambda: Bulletin.unscoped.filter(pk=row.pk).update(state="recalled", recalled_why="x", recalled_at=DECEMBER, title="别的"),
        lambda: Bulletin.unscoped.filter(pk=row.pk).delete(),
        lambda: Section.objects.filter(bulletin=row).update(comment="改了"),
        lambda: Section.objects.filter(bulletin=row).delete(),
        lambda: Section.objects.create(bulletin=row, place=9, code="x", label="x", data={}),
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    gone = services.recall_bulletin(cast.wu_leader.actor, bulletin=row, words="统计口径有误")
    assert (gone.state, gone.recalled_why, gone.recalled_by) == ("recalled", "统计口径有误", "吴建国")
    with refused("not_now"):
        services.recall_bulletin(cast.wu_leader.actor, bulletin=row, words="再撤")


def test_who_subscribed_is_told_if_it_is_for_them(cast: Any) -> None:
    li, zhao, zhou = cast.li_grid_worker, cast.zhao_dispatcher, cast.zhou_department
    for one in (li, zhao, zhao, zhou):
        services.subscribe(one.actor, county=cast.county, kind="monthly", wanted=True)
    services.subscribe(zhou.actor, county=cast.county, kind="monthly", wanted=False)
    assert Subscription.objects.count() == 2
    with refused("unknown_kind"):
        services.subscribe(li.actor, county=cast.county, kind="odd", wanted=True)
    with pytest.raises(OutOfScope):
        services.subscribe(li.actor, county=cast.other_county, kind="monthly", wanted=True)
    with pytest.raises(OutOfScope):
        services.subscribe(Actor.public(), county=cast.county, kind="monthly", wanted=True)
    row = issued(cast)
    assert [inbox.unread_count(one.actor) for one in (li, zhao, zhou)] == [1, 1, 0]
    with clock.frozen(DECEMBER):
        services.recall_bulletin(cast.wu_leader.actor, bulletin=row, words="有误")
    assert inbox.unread_count(zhao.actor) >= 1


def test_an_internal_one_isnt_told_to_who_may_not_read_it(cast: Any) -> None:
    for one in (cast.li_grid_worker, cast.zhao_dispatcher):
        services.subscribe(one.actor, county=cast.county, kind="monthly", wanted=True)
    row = sent(cast)
    Bulletin.unscoped.filter(pk=row.pk).update(audience="internal")
    services.sign_bulletin(cast.wu_leader.actor, bulletin=row)
    assert [inbox.unread_count(one.actor) for one in (cast.li_grid_worker, cast.zhao_dispatcher)] == [0, 1]
    assert not Bulletin.scoped.visible_to(cast.li_grid_worker.actor).exists()
    assert Bulletin.scoped.visible_to(cast.zhao_dispatcher.actor).exists()


def test_who_left_isnt_told(cast: Any) -> None:
    services.subscribe(cast.zhao_dispatcher.actor, county=cast.county, kind="monthly", wanted=True)
    card = staff.card_by_id(cast.zhao_dispatcher.card_id)
    for one in staff.appointments_of(card):
        people.end_appointment(Actor.system(), appointment=one, on=clock.today())
    with clock.frozen(DECEMBER.replace(day=20)):
        issued(cast, drafted(cast, day=NOVEMBER))
    assert inbox.unread_count(cast.zhao_dispatcher.actor) == 0


def test_only_public_ones_are_public(cast: Any) -> None:
    issued(cast, drafted(cast, "monthly", NOVEMBER))
    draft = drafted(cast, "quarterly")
    assert not selectors.public_bulletins(cast.county).object_list
    shown = issued(cast, draft)
    assert list(selectors.public_bulletins(cast.county)) == [shown]
    services.recall_bulletin(cast.wu_leader.actor, bulletin=shown, words="有误")
    found = selectors.public_bulletin(shown.pk)
    assert (found["row"].recalled_why, found["sections"]) == ("有误", [])


def test_a_method_that_changes_within_the_period_is_named(cast: Any) -> None:
    """From 25 November on another definition holds: it counts all of November, and October beside it."""
    release = renewed(cast.county.method_slug, "新的解决率", date(2026, 11, 25))
    row = drafted(cast, day=NOVEMBER)
    assert [one["version"] for one in row.versions][-1] == release.version and row.release_id == release.pk
    assert row.versions[-1]["from"] == "2026-11-25" and selectors.facts_of(row)["is_mixed"]
    assert "新的解决率" in json.dumps(row.sections.first().data, ensure_ascii=False)
    october = drafted(cast, day=date(2026, 10, 5))
    assert october.release_id != release.pk and not selectors.facts_of(october)["is_mixed"]
    assert "新的解决率" not in json.dumps(october.sections.first().data, ensure_ascii=False)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_draft_one(cast: Any) -> None:
    start, found = threading.Barrier(2), []

    def draft() -> None:
        try:
            with clock.frozen(DECEMBER):
                start.wait()
                found.append(drafted(cast, day=NOVEMBER).pk)
        except Exception as refused_:  # noqa: BLE001  (looked at below)
            found.append(getattr(refused_, "code", repr(refused_)))
        finally:
            connection.close()

    both = [threading.Thread(target=draft) for _number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert Bulletin.unscoped.count() == 1 and "bulletins.there_already" in found


def test_a_recalled_one_can_be_read(cast: Any) -> None:
    row = recalled(cast)
    assert selectors.bulletin_for(cast.li_grid_worker.actor, row.pk).recalled_why == "统计口径有误"
