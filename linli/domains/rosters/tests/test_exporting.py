"""Lists out of the register: masked, marked, written down for everybody on them, and gone after a day."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from linli.domains.rosters import selectors, services
from linli.domains.rosters.models import Piece, Roster
from linli.domains.rosters.services import exporting
from linli.domains.rosters.states import LIST_HEADS, State
from linli.domains.rosters.tests.making import again, bytes_of, exported, work
from linli.foundation.audit.models import Event
from linli.foundation.privacy import selectors as privacy
from linli.foundation.privacy import services as chain
from linli.foundation.residents import services as residents
from linli.foundation.residents.models import Person
from linli.foundation.residents.selectors import Wanted
from linli.foundation.residents.tests.making import CHILD, SYSTEM, dwelling, number, person
from linli.kernel import clock, sheets
from linli.kernel.errors import OutOfScope, RuleBroken
from linli.kernel.tables import harmless

REASON = "社区养老服务摸底"


def lines(cast: Any, row: Roster) -> list[list[str]]:
    data = bytes_of(services.take_export(cast.wang_community.actor, roster=row))
    return list(csv.reader(io.TextIOWrapper(data, "utf-8-sig", newline="")))


@pytest.fixture
def three(cast: Any) -> list[Person]:
    home = dwelling(cast, "1907")
    people = [
        person(cast, name, id_number=number(n), employer="=HYPERLINK(1)") for n, name in enumerate(("王一", "王二"))
    ]
    residents.move_in(SYSTEM, person=people[0], dwelling=home)
    return [*people, person(cast, "王小小", born_on=CHILD, phone="")]


def test_a_list_is_masked_marked_and_read_by_those_on_it(cast: Any, three: list[Person]) -> None:
    row = exported(cast)
    assert (row.state, row.seen) == (State.FINISHED, 2)
    mark, head, *rows = lines(cast, row)
    assert all(word in mark[0] for word in ("王海波", f"{row.pk:06d}", REASON))
    assert len(head) == len(LIST_HEADS) == len(rows[0])
    assert [one[0] for one in rows] == ["王一", "王二"]
    assert rows[0][1].count("*") == 10
    assert rows[0][2] == "100****1234"
    assert rows[0][5:8] == ["河东街道柳园社区柳园第一网格1 号楼", "1 号楼", "'=HYPERLINK(1)"]
    looks = [privacy.looks_at(one).lines for one in three]
    assert [[line.part for line in found] for found in looks] == [[looks[0][0].part]] * 2 + [[]]
    assert (looks[0][0].who, looks[0][0].reason.startswith(REASON)) == ("王海波", True)
    assert [event.code for event in Event.objects.filter(subject_kind="rosters.roster").order_by("id")] == [
        "rosters.export_asked", "rosters.export_made", "rosters.export_taken",
    ]  # fmt: skip


def test_fields_in_clear_are_looks_of_their_own_and_the_chain_holds(cast: Any, three: list[Person]) -> None:
    row = exported(cast, clear=("phone", "id_number", "address"))
    rows = lines(cast, row)[2:]
    assert rows[0][1:3] == [number(0), "10000001234"]
    assert rows[0][6] == "1 号楼1907"
    assert len(privacy.looks_at(three[0]).lines) == 4
    assert len(privacy.looks_at(three[1]).lines) == 3  # no home, no address opened
    residents.reveal_field(cast.wang_community.actor, person=three[1], field="phone", reason="约时间")
    report = chain.verify_chain(cast.county.pk)
    assert (report.entries, report.first_broken) == (8, None)


def test_children_are_left_out_unless_asked_for_by_who_may(cast: Any, three: list[Person]) -> None:
    assert exported(cast, minors=True).seen == 3
    assert len(privacy.looks_at(three[2]).lines) == 1
    with pytest.raises(RuleBroken, match=r"rosters\.minors_needed"):
        exported(cast, cast.admin, area=cast.county, minors=True)
    assert exported(cast, cast.admin, area=cast.county).seen == 2
    with pytest.raises(RuleBroken, match=r"rosters\.reveal_needed"):
        exported(cast, cast.admin, area=cast.county, clear=("phone",))


def test_a_reason_a_right_and_somebody_are_needed(cast: Any, three: list[Person]) -> None:
    wanted = Wanted(cast.community)
    with pytest.raises(RuleBroken, match=r"rosters\.reason_needed"):
        services.ask_export(cast.wang_community.actor, wanted=wanted, clear=(), form="csv", reason=" x ")
    with pytest.raises(RuleBroken, match=r"rosters\.nobody"):
        exported(cast, beginning="赵")
    for member in (cast.li_grid_worker, cast.ma_other_office, cast.deng_other_admin, cast.wu_leader):
        with pytest.raises((OutOfScope, RuleBroken)):
            exported(cast, member)
    with pytest.raises((OutOfScope, RuleBroken)):
        exported(cast, area=cast.other_community)
    assert not Event.objects.filter(code="rosters.export_asked").exists()


def test_filters_narrow(cast: Any, three: list[Person]) -> None:
    residents.verify_person(SYSTEM, person=three[0])
    assert exported(cast, unverified=True).seen == 1
    assert exported(cast, beginning="王二").seen == 1
    assert exported(cast, area=cast.grid).seen == 2
    with pytest.raises(RuleBroken, match=r"rosters\.nobody"):
        exported(cast, registered="elsewhere")


def test_long_lists_are_made_by_the_worker_piece_by_piece(
    cast: Any, three: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    monkeypatch.setattr(exporting, "ROWS", 1)
    row = exported(cast, form="xlsx")
    assert row.state == State.RUNNING
    services.work(1)
    services.stop(cast.wang_community.actor, roster=row)
    work()
    assert (again(row).state, again(row).seen) == (State.STOPPED, 1)
    services.start_run(cast.wang_community.actor, roster=row)
    work()
    row = again(row)
    assert (row.state, row.seen) == (State.FINISHED, 2)
    file = bytes_of(services.take_export(cast.wang_community.actor, roster=row))
    found = [cells for _line, cells in sheets.stream_rows(file)]
    assert [cells[0] for cells in found[2:]] == ["王一", "王二"]
    with zipfile.ZipFile(file) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert f"{row.pk:06d}" in sheet[sheet.index("<oddHeader>") :]


def test_nobody_else_takes_it_and_it_goes_after_a_day(cast: Any, three: list[Person]) -> None:
    row = exported(cast)
    assert row.erase_at - row.ended_at < timedelta(days=1, minutes=1)
    for member in (cast.zhao_dispatcher, cast.admin, cast.ma_other_office):
        with pytest.raises(Http404):
            selectors.roster_for(member.actor, row.pk)
        with pytest.raises(OutOfScope):
            services.take_export(member.actor, roster=row)
    with clock.frozen(row.erase_at):
        assert services.erase_due() == 1
    assert not Piece.unscoped.exists()
    with pytest.raises(RuleBroken, match=r"rosters\.not_now"):
        services.take_export(cast.wang_community.actor, roster=row)


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1"])
def test_words_that_begin_like_formulas_are_harmless(word: str) -> None:
    assert harmless(word) == f"'{word}"
    assert harmless("王一") == "王一"
