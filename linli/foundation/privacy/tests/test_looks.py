"""The readers' log: what a look says, when the person is told, and who may read all of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from linli.foundation.people import selectors as people
from linli.foundation.people import services as staff
from linli.foundation.privacy import registry, selectors, services
from linli.foundation.privacy.selectors import LookFilter
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

NOON = datetime(2026, 5, 6, 4, 0, tzinfo=UTC)


def card_of(member: Any) -> Any:
    return people.card_by_id(member.card_id)


def test_a_look_says_who_in_which_post_at_what_and_why(cast: Any, look: Any) -> None:
    with clock.frozen(NOON):
        look(cast.wang_community, of=cast.li_grid_worker)
        (line,) = selectors.looks_at(card_of(cast.li_grid_worker)).lines
    assert (line.who, line.reason, line.at) == ("王海波", "值班", NOON)
    assert line.post == people.title_at(cast.wang_community.actor, cast.grid.path) != ""


def test_a_look_outside_of_a_transaction_is_refused(transactional_db: None) -> None:
    with pytest.raises(RuntimeError):
        services.look(Actor.system(), subject=registry, part="people.phone", county_id=1, path="1.")  # type: ignore[arg-type]


def test_a_part_that_nobody_declared_is_refused(cast: Any, look: Any) -> None:
    with pytest.raises(KeyError):
        look(cast.wang_community, of=cast.li_grid_worker, part="people.faith")


def test_only_a_ground_of_the_method_delays_and_then_it_is_said(cast: Any, look: Any) -> None:
    with clock.frozen(NOON):
        look(cast.chen_centre, of=cast.li_grid_worker, ground="inquiry")
        look(cast.wang_community, of=cast.li_grid_worker)
        shown = selectors.looks_at(card_of(cast.li_grid_worker))
    assert [line.who for line in shown.lines] == ["王海波"]
    assert (shown.count, shown.delayed, shown.delayed_until) == (2, 1, NOON + timedelta(days=180))
    with clock.frozen(NOON + timedelta(days=179, hours=23)):
        assert len(selectors.looks_at(card_of(cast.li_grid_worker)).lines) == 1
    with clock.frozen(NOON + timedelta(days=180)):
        shown = selectors.looks_at(card_of(cast.li_grid_worker))
        assert (len(shown.lines), shown.delayed) == (2, 0)


@pytest.mark.parametrize(
    ("ground", "code"), [("curiosity", "privacy.unknown_ground"), ("inquiry", "privacy.not_yours_to_delay")]
)
def test_nobody_delays_by_a_ground_of_their_own(cast: Any, look: Any, ground: str, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        look(cast.wang_community, of=cast.li_grid_worker, ground=ground)
    assert caught.value.code == code
    assert selectors.looks_at(card_of(cast.li_grid_worker)).count == 0


def test_a_revealed_number_stands_in_the_log(cast: Any) -> None:
    card = card_of(cast.li_grid_worker)
    staff.reveal_phone(cast.wang_community.actor, card=card, reason="汛期值班")
    (line,) = selectors.looks_at(card).lines
    assert (line.who, line.reason) == ("王海波", "汛期值班")


def test_a_look_that_is_undone_leaves_no_gap(cast: Any, look: Any) -> None:
    look(cast.wang_community, of=cast.li_grid_worker)
    with transaction.atomic():
        look(cast.wang_community, of=cast.li_grid_worker)
        transaction.set_rollback(True)
    look(cast.wang_community, of=cast.li_grid_worker)
    report = services.verify_chain(cast.county.pk)
    assert (report.entries, report.first_broken) == (2, None)


def test_an_auditor_reads_the_county_and_nobody_else_does(cast: Any, look: Any, auditor: Any) -> None:
    look(cast.wang_community, of=cast.li_grid_worker)
    look(cast.feng_other_county, of=cast.luo_other_grid)
    assert [row.who for row in selectors.looks_page(auditor.actor, LookFilter()).rows] == ["王海波"]
    for member in (cast.wang_community, cast.chen_centre, cast.admin, cast.sun_resident):
        assert selectors.looks_page(member.actor, LookFilter()).rows == ()


def test_the_log_is_narrowed_by_person_place_part_and_day(cast: Any, look: Any, auditor: Any) -> None:
    with clock.frozen(NOON):
        look(cast.wang_community, of=cast.li_grid_worker)
    with clock.frozen(NOON + timedelta(days=1)):
        look(cast.zhao_dispatcher, of=cast.qian_other_town)

    def names(**chosen: Any) -> list[str]:
        return [row.who for row in selectors.looks_page(auditor.actor, LookFilter(**chosen)).rows]

    assert names() == ["赵敏", "王海波"]
    assert names(who=cast.wang_community.account_id) == ["王海波"]
    assert names(area=cast.street.pk) == ["王海波"]
    assert names(area=cast.county.pk) == ["赵敏", "王海波"]
    assert names(area=cast.grid.pk * 10) == []
    assert names(part="cases.contact") == []
    assert names(last=NOON.date()) == ["王海波"]
    assert names(first=NOON.date() + timedelta(days=1)) == ["赵敏"]


def test_pages_follow_each_other_without_gap_and_cost_the_same(
    cast: Any, look: Any, auditor: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(7):
        look(cast.wang_community, of=cast.li_grid_worker)
    seen, before = [], None
    for _ in range(3):
        with django_assert_num_queries(2):
            found = selectors.looks_page(auditor.actor, LookFilter(), before, size=3)
        seen += [row.id for row in found.rows]
        before = found.before
    assert (len(set(seen)), before, seen) == (7, None, sorted(seen, reverse=True))


def test_the_application_can_neither_change_nor_delete_a_look(cast: Any, look: Any) -> None:
    look(cast.wang_community, of=cast.li_grid_worker)
    for statement in (
        "UPDATE privacy_look SET reason = ''",
        "DELETE FROM privacy_look",
        "DELETE FROM privacy_chainhead",
    ):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_every_part_and_every_sealed_column_has_its_row_in_the_method(cast: Any) -> None:
    fields = selectors.fields(registry.answers.rules(cast.county.pk))  # type: ignore[misc]
    assert set(registry.parts()) - set(fields) == set()
    apps = {sealed.model.split(".")[0].lower() for sealed in registry.sealed_columns()}
    assert apps <= {part.split(".")[0] for part, rule in fields.items() if rule.sealed}
