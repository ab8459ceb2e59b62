"""Lists of members in and out (X56): of one's own organizations only, all of them once, every wrong row back with its reason."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.http import Http404

from linli.domains.membership import services
from linli.domains.membership.models import Membership
from linli.domains.membership.services import bulk
from linli.domains.membership.tests.lists import HEAD, REASON, checked, imported, lines, reasons, sent, taken
from linli.domains.membership.tests.making import SYSTEM, member, office_of, person
from linli.domains.rosters import selectors as rosters
from linli.domains.rosters import services as jobs
from linli.domains.rosters.models import Piece, Roster
from linli.domains.rosters.services import exporting, reading
from linli.domains.rosters.states import Kind, State
from linli.domains.rosters.tests.making import again, csv_file, work, xlsx_file
from linli.foundation.access import services as accounts
from linli.foundation.access.models import Account
from linli.foundation.audit.models import Event
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.foundation.privacy import selectors as privacy
from linli.foundation.residents import services as residents
from linli.foundation.residents.tests.making import number
from linli.kernel import clock
from linli.kernel.errors import OutOfScope, RuleBroken
from tests.attack.nets import without


def entry(cast: Any, name: str, at: int, **facts: Any) -> Any:
    """Somebody of the register with an ID number and a phone."""
    draft = residents.PersonDraft(name, phone=f"100123400{at:02d}", id_number=number(at), **facts)
    return residents.add_person(SYSTEM, area=cast.building, draft=draft)


def figures(row: Roster) -> tuple[str, int, int, int, int]:
    return row.state, row.seen, row.added, row.known, row.wrong


def members() -> dict[str, tuple[str, str]]:
    """Open memberships: name → organization and kind."""
    with rls.everywhere():
        rows = Membership.unscoped.filter(ends_on=None).select_related("person", "organization")
        return {row.person.name: (row.organization.name, row.kind) for row in rows}


def under(cast: Any, name: str = "柳园第一党支部") -> Any:
    """A branch below Ding's."""
    return organizations.create_organization(SYSTEM, area=cast.grid, kind="party_branch", name=name, parent=cast.branch)


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_a_list_comes_in_by_name_and_number(cast: Any, make: Any) -> None:
    below = under(cast)
    for at, name in enumerate(("梁山", "梁水", "梁田"), start=1):
        entry(cast, name, at)
    head = ["姓名", "性别", "民族", "公民身份号码", "联系电话", "所在党支部", "党员类别", "转入日期", "入党日期"]
    rows = [
        ["梁山", "男", "汉族", number(1), "", "", "居民党员", "2021-07-01", "1999-07-01"],
        ["梁 水", "女", "汉族", "", "10012340002", below.name, "resident", "", ""],
        ["梁田", "男", "汉族", number(3), "无", cast.branch.name, "离退休党员", "2020年5月3日", ""],
    ]
    row = checked(cast, rows, head, file=make(rows, head))
    assert figures(row) == (State.CHECKED, 3, 3, 0, 0), reasons(row)
    assert members() == {}
    jobs.start_run(cast.ding_party.actor, roster=row)
    work()
    assert figures(again(row)) == (State.FINISHED, 3, 3, 0, 0)
    assert members() == {
        "梁山": (cast.branch.name, "resident"), "梁水": (below.name, "resident"), "梁田": (cast.branch.name, "retired"),
    }  # fmt: skip
    with rls.everywhere():
        first = Membership.unscoped.get(person__name="梁山")
    assert (first.starts_on.isoformat(), first.admitted_on, first.local_id) == ("2021-07-01", None, below.pk)
    assert Event.objects.filter(code="membership.imported", data={"count": 3}).exists()
    assert figures(imported(cast, rows, head))[2:] == (0, 3, 0)


def test_every_wrong_row_says_why(cast: Any) -> None:
    for at, name in enumerate(("梁山", "梁水"), start=1):
        entry(cast, name, at)
    for _twin in range(2):
        person(cast, "双胞", phone="10012349999")
    other = member(cast, organization=cast.other_branch, who=entry(cast, "别处", 4))
    gone = person(cast, "走了", phone="10012348888")
    residents.note_death(SYSTEM, person=gone)
    head = [*HEAD, "所在党支部", "转入日期"]
    rows = [
        ["梁山", number(1), "", "居民党员", "", ""],
        ["梁山", number(2), "", "居民党员", "", ""],
        ["梁水", "", "", "居民党员", "", ""],
        ["梁水", number(2)[:-1] + ("1" if number(2)[-1] == "0" else "0"), "", "居民党员", "", ""],
        ["梁水", "", "12", "居民党员", "", ""],
        ["梁水", "3.71425198005171E+17", "", "居民党员", "", ""],
        ["双胞", "", "10012349999", "居民党员", "", ""],
        ["走了", "", "10012348888", "居民党员", "", ""],
        ["别处", number(4), "", "居民党员", "", ""],
        ["梁水", number(2), "", "居民党员", cast.other_branch.name, ""],
        ["梁水", number(2), "", "预备党员", "", ""],
        ["梁水", number(2), "", "", "", ""],
        ["梁水", number(2), "", "居民党员", "", "去年"],
        ["梁水", number(2), "", "居民党员", "", "2999-01-01"],
        ["", number(2), "", "居民党员", "", ""],
    ]
    row = imported(cast, rows, head)
    assert figures(row)[1:] == (15, 1, 0, 14)
    words = ("没有这个姓名", "没有身份证号", "身份证号不对", "不是电话", "末", "有多人同名", "没有这个姓名", "已是另一",
             "没有“槐荫", "预备党员", "“—”", "去年", "晚于今天", "不是姓名")  # fmt: skip
    found = [reason for _line, reason in sorted(reasons(row).items())]
    assert len(found) == len(words)
    for word, reason in zip(words, found, strict=True):
        assert word in reason, (word, reason)
    assert members() == {"梁山": (cast.branch.name, "resident"), "别处": (cast.other_branch.name, "resident")}
    assert other.organization_id == cast.other_branch.pk


def test_kinds_of_other_systems_are_sorted_once(cast: Any) -> None:
    for at, name in enumerate("甲乙丙", start=1):
        entry(cast, f"梁{name}", at)
    rows = [
        [f"梁{name}", number(at), "", word]
        for at, (name, word) in enumerate(zip("甲乙丙", ("农民", "农民", ""), strict=True), 1)
    ]
    row = checked(cast, rows)
    assert figures(row)[2:] == (0, 0, 3)
    assert rosters.sorting_of(row).words == (("农民", 2), ("—", 1))
    ding = cast.ding_party.actor
    with pytest.raises(RuleBroken, match=r"rosters\.no_such_choice"):
        jobs.sort_words(ding, roster=row, words={"农民": "emperor"})
    jobs.sort_words(ding, roster=row, words={"农民": "resident", "—": "retired"})
    work()
    assert figures(again(row))[1:] == (3, 3, 0, 0)
    jobs.start_run(ding, roster=row)
    work()
    assert [kind for _name, kind in members().values()] == ["resident", "resident", "retired"]


def test_a_killed_run_goes_on_and_enters_nobody_twice(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ROWS", 2)
    for at in range(1, 8):
        entry(cast, f"梁{'一二三四五六七'[at - 1]}", at)
    row = checked(cast, [[f"梁{'一二三四五六七'[at - 1]}", number(at), "", "居民党员"] for at in range(1, 8)])
    assert (figures(row), row.pieces) == ((State.CHECKED, 7, 7, 0, 0), 4)
    jobs.start_run(cast.ding_party.actor, roster=row)
    real, calls = bulk._write, []

    def killed(*args: Any) -> Any:
        calls.append(real(*args))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return calls[-1]

    monkeypatch.setattr(bulk, "_write", killed)
    with pytest.raises(KeyboardInterrupt):
        work()
    assert (again(row).done, len(members())) == (1, 1)  # its header stood in the first piece
    work()
    assert figures(again(row)) == (State.FINISHED, 7, 7, 0, 0)
    assert len(members()) == 7


@pytest.mark.django_db(transaction=True)
def test_somebody_entered_by_hand_at_the_same_moment_is_known(cast: Any) -> None:
    who = entry(cast, "梁山", 1)
    rows = [services.ListedMember(1, services.MemberRow(who, cast.branch, "resident"))]

    def by_hand(_at: int) -> bool:
        try:
            services.add_member(SYSTEM, organization=cast.branch, person=who, kind="resident")
        except RuleBroken as refused:
            return refused.code != "membership.member_already"
        finally:
            connection.close()
        return True

    def by_list(_at: int) -> int:
        try:
            return services.bring_in_members(SYSTEM, county=cast.county, rows=rows).added
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        hands, listed = [pool.submit(by_hand, at) for at in range(4)], [pool.submit(by_list, at) for at in range(4)]
        entered = sum(one.result() for one in hands) + sum(one.result() for one in listed)
    assert entered == 1
    assert len(members()) == 1


def test_only_ones_own_organizations_and_those_below(cast: Any) -> None:
    row = sent(cast, [["梁山", number(1), "", "居民党员"]])
    for stranger in (cast.yan_other_party, cast.admin, cast.chen_centre, cast.wang_community, cast.feng_other_county):
        with pytest.raises((Http404, PermissionDenied)):
            rosters.roster_for(stranger.actor, row.pk, Kind.IMPORT, "members")
        with pytest.raises(OutOfScope):
            jobs.erase(stranger.actor, roster=row)
        with pytest.raises(OutOfScope):
            sent(cast, [], who=stranger)
        with pytest.raises(OutOfScope):
            services.ask_members_list(stranger.actor, organization=cast.branch, form="csv", reason=REASON)
    with pytest.raises(OutOfScope):  # residents' lists aren't for who holds an organization
        jobs.send_list(cast.ding_party.actor, area=cast.community, file=csv_file([]))
    with pytest.raises(OutOfScope):
        services.bring_in_members(
            cast.ding_party.actor, county=cast.county,
            rows=[services.ListedMember(1, services.MemberRow(entry(cast, "梁山", 1), cast.other_branch, "resident"))],
        )  # fmt: skip


def test_a_committee_lists_its_branches_and_a_branch_not_its_neighbour(cast: Any) -> None:
    below, beside = under(cast), under(cast, "柳园第二党支部")
    for body, name in ((cast.branch, "梁山"), (below, "梁水"), (beside, "梁田"), (cast.other_branch, "别处")):
        member(cast, organization=body, who=person(cast, name))
    ding = cast.ding_party
    assert [line[:3] for line in lines(ding.actor, taken(cast))[2:]] == [
        ["梁山", cast.branch.name, "居民党员"], ["梁水", below.name, "居民党员"], ["梁田", beside.name, "居民党员"],
    ]  # fmt: skip
    lower = SimpleNamespace(actor=_officer(cast, below))
    assert [line[0] for line in lines(lower.actor, taken(cast, who=lower, body=below))[2:]] == ["梁水"]
    for body in (beside, cast.branch):
        with pytest.raises((OutOfScope, RuleBroken)):
            taken(cast, who=lower, body=body)


def _officer(cast: Any, body: Any) -> Any:
    """The party office of an organization, with an account of its own."""
    account = accounts.import_accounts(
        SYSTEM, county=cast.county, rows=[accounts.AccountRow(f"office-{body.pk}", None, area=body.area)], password="x"
    )[0]
    found = office_of(body)
    return type(found)(account.pk, found.label, found.county_id, found.grants, found.organizations)


def test_a_list_says_who_took_it_and_its_people_read_so(cast: Any) -> None:
    row_of = member(cast, who=entry(cast, "梁山", 1))
    row = taken(cast)
    mark, head, *rows = lines(cast.ding_party.actor, row)
    assert all(word in mark[0] for word in ("丁红", f"{row.pk:06d}", REASON))
    assert head == ["姓名", "党组织", "党员类别", "第一天", "到居住地报到日期"]
    assert rows == [["梁山", cast.branch.name, "居民党员", clock.today().isoformat(), clock.today().isoformat()]]
    assert number(1) not in str(rows) and "1001234" not in str(rows)
    looks = privacy.looks_at(row_of.person).lines
    assert [(look.who, look.reason) for look in looks] == [("丁红", f"{REASON}（{row.pk:06d}）")]
    assert [event.code for event in Event.objects.filter(subject_kind="rosters.roster").order_by("id")] == [
        "rosters.export_asked", "rosters.export_made", "rosters.export_taken",
    ]  # fmt: skip
    assert (row.erase_at - row.ended_at).days <= 1


def test_a_list_needs_a_reason_and_somebody_on_it(cast: Any) -> None:
    with pytest.raises(RuleBroken, match=r"rosters\.nobody"):
        taken(cast)
    member(cast)
    with pytest.raises(RuleBroken, match=r"rosters\.nobody"):
        taken(cast, kind="retired")
    with pytest.raises(RuleBroken, match=r"rosters\.reason_needed"):
        services.ask_members_list(cast.ding_party.actor, organization=cast.branch, form="csv", reason="核对")


def test_a_long_list_is_made_in_pieces_and_stops_with_the_right(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    monkeypatch.setattr(exporting, "ROWS", 2)
    for name in "甲乙丙丁戊":
        member(cast, who=person(cast, f"梁{name}"))
    row = taken(cast)
    jobs.work(1)
    account = Account.unscoped.filter(pk=cast.ding_party.account_id)
    account.update(is_active=False)
    work()
    assert (again(row).state, again(row).seen) == (State.STOPPED, 2)
    account.update(is_active=True)
    jobs.start_run(cast.ding_party.actor, roster=row)
    work()
    assert (again(row).state, again(row).seen) == (State.FINISHED, 5)
    assert len(lines(cast.ding_party.actor, again(row))) == 7


def test_with_the_scope_off_the_database_hides_lists_of_other_organizations(cast: Any) -> None:
    mine = checked(cast, [["梁山", number(1), "", ""]])
    theirs = checked(cast, [["别处", number(4), "", ""]], who=cast.yan_other_party, body=cast.other_branch)

    def seen(member: Any, reach: Any) -> set[int]:
        with without("rows"), reach(member.actor, "membership.change"):
            jobs_seen = set(Roster.scoped.visible_to(member.actor).values_list("pk", flat=True))
            assert set(Piece.unscoped.values_list("roster", flat=True)) == jobs_seen
            return jobs_seen

    assert seen(cast.ding_party, rls.reaching_bodies) == {mine.pk}
    assert seen(cast.yan_other_party, rls.reaching_bodies) == {theirs.pk}
    with without("rows"), rls.reaching(cast.admin.actor, "residents.import"):
        assert not Roster.unscoped.exists()
        assert not Piece.unscoped.exists()
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with rls.reaching_bodies(cast.ding_party.actor, "membership.change"), refused, transaction.atomic():
        Roster.unscoped.filter(pk=mine.pk).update(organization=cast.other_branch)
