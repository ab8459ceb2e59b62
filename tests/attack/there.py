"""Everybody in the registers of the other street, with all that hangs on them, under names and numbers that nobody else has."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from types import SimpleNamespace
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from linli.domains.membership.tests import lists as member_lists
from linli.domains.membership.tests import making as members
from linli.domains.selection.models import Candidate
from linli.domains.selfservice.tests import making as own
from linli.domains.visits.tests import making as visiting
from linli.foundation.access import selectors as access
from linli.foundation.access import services as accounts
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.foundation.residents import rules
from linli.foundation.residents import services as registers
from linli.foundation.residents.models import Person
from linli.foundation.residents.tests import making
from linli.foundation.territory import services as territory
from linli.kernel import policy
from linli.kernel.actor import Actor
from tests.access.makers import MAKERS
from tests.attack import around, engines
from tests.attack.world import World
from tests.kit.people import PASSWORD, Member, signed_in

SYSTEM = Actor.system()
#: How names there begin: of people, of candidates.
PEOPLE, STOOD = "欧阳外", "司徒外"
PHONE, MASKED_PHONE = "10099997531", "100****7531"
ID_NUMBER = making.number(777)
ROOM, NOTE, ASKED, CAME = "外院东厢", "外院要再去一趟", "外院的名字写错了", "外来哥"
#: Kinds of things whose makers of the matrix need a building of their own.
_AT_A_DOOR = (
    "resident_at",
    "resident_pair",
    "stay",
    "merged",
    "alike",
    "member",
    "transfer_in",
    "contact",
    "sign",
    "consent",
)
_CHOSEN = ("selection", "candidate", "document", "objection")


@dataclass(frozen=True)
class There:
    """Things by the names of the matrix, and what must never be met: register → words."""

    things: dict[str, dict[str, Any]]
    words: dict[str, tuple[str, ...]]
    text: str  # of a case: no name and no number, so lists of titles may lie under one net

    @property
    def marks(self) -> tuple[str, ...]:
        """All words, each once."""
        return tuple(dict.fromkeys(word for words in self.words.values() for word in words))


def build(cast: Any, world: World) -> There:
    """The registers of the other street; its case and its lists are the world's."""
    numbers = count(1)

    def street(**others: Any) -> Any:
        """The cast as makers want it, with a new building."""
        building = territory.create_area(SYSTEM, parent=cast.other_grid, kind="building", name=f"外{next(numbers)}号楼")
        return SimpleNamespace(**_street(cast) | {"building": building.area} | others)

    branch = organizations.create_organization(SYSTEM, area=cast.other_community, kind="party_branch", name="外支部")
    things = {kind: MAKERS[kind](street(other_branch=branch)) for kind in _AT_A_DOOR}
    things |= {kind: MAKERS[kind](street(**_run_by_system())) for kind in _CHOSEN}
    things |= _home(street())
    post = organizations.create_post(SYSTEM, kind="lane_steward", area=cast.other_community)
    reported = members.courier_row(SimpleNamespace(branch=cast.other_branch), name=CAME)
    things |= {"courier": {"pk": reported.pk}} | _party_lists(cast, world.beside.listed)
    things |= {"free_post": {"pk": post.pk}, "staff": {"pk": cast.qian_other_town.card_id}}
    things |= engines.build(cast, street())
    beside = around.seen_as(cast, street())
    things |= around.build(cast, beside, world.beside.case, world.beside.things["hotline_order"]["pk"])
    named = ("case", "photo", "approval", "call", "roster", "export")
    things |= {kind: world.beside.things[kind] for kind in named if kind in world.beside.things}
    _rename(cast.other_street)
    listed = (f"{world.beside.listed}生", f"{world.beside.listed}错")
    return There(things, {
        "residents": (PEOPLE, PHONE, MASKED_PHONE, ID_NUMBER, rules.mask_id(ID_NUMBER), ROOM), "visits": (NOTE,),
        "selfservice": (ASKED,), "membership": (CAME,), "selection": (STOOD,), "rosters": listed,
        "cases": (f"{world.beside.mark}女士", "10000007531", "100****7531"),
        **around.WORDS, **engines.WORDS,
    }, world.beside.mark)  # fmt: skip


def _party_lists(cast: Any, listed: str) -> dict[str, dict[str, Any]]:
    """A list of members with a wrong row that came in for the branch of there, and one that was taken out."""
    who, body = cast.yan_other_party, cast.other_branch
    members.member(cast, organization=body, who=members.person(cast, f"{listed}生", area=cast.other_grid))
    rows = [[f"{listed}生", "", "10000088001", "居民党员"], [f"{listed}错", "", "12", "居民党员"]]
    brought_in = member_lists.checked(cast, rows, who=who, body=body)
    taken = member_lists.taken(cast, who=who, body=body)
    return {"members_in": {"pk": brought_in.pk}, "members_out": {"pk": taken.pk}, "branch": {"pk": body.pk}}


def of_every_role(cast: Any) -> dict[str, Member]:
    """Somebody for each role that is given to accounts: in Li's street, or in its bureau or its party branch."""
    codes = [code for code, role in policy.roles().items() if role.given]
    rows = [accounts.AccountRow(f"as-{code.replace('_', '-')}", None, area=cast.street) for code in codes]
    made = accounts.import_accounts(SYSTEM, county=cast.county, rows=rows, password=PASSWORD)
    for code, account in zip(codes, made, strict=True):
        by_area = policy.role(code).reach is policy.Reach.AREA
        body = cast.branch if code.startswith("party") else cast.bureau
        where = {"area": cast.street} if by_area else {"organization": body}
        accounts.grant_role(SYSTEM, account=account, role=code, reason="every net", **where)
    found = {code: Member(access.actor_for(one), one.username, one.pk) for code, one in zip(codes, made, strict=True)}
    return signed_in(found)


def _street(cast: Any) -> dict[str, Any]:
    return {
        "county": cast.county, "street": cast.other_street, "community": cast.other_community, "grid": cast.other_grid,
        "second_grid": cast.other_grid, "bureau": cast.other_bureau, "branch": cast.other_branch,
        "wang_community": cast.ma_other_office, "zhao_dispatcher": cast.ma_other_office,
        "li_grid_worker": cast.qian_other_town, "sun_resident": cast.sun_resident,
    }  # fmt: skip


def _run_by_system() -> dict[str, Any]:
    return {name: Member(SYSTEM) for name in ("wang_community", "zhao_dispatcher")}


def _home(place: Any) -> dict[str, dict[str, Any]]:
    """A family with phone, ID number and room, visited with a note, whose head asks for a correction."""
    household, (head, child) = making.family(place, "甲", "乙", room=ROOM)
    draft = making.draft("甲", phone=PHONE, id_number=ID_NUMBER)
    registers.change_person(SYSTEM, person=head, draft=draft)
    plan = visiting.plan(place)
    stop = visiting.stop(household)
    note = visiting.visited(place, stop, note=NOTE)
    return {
        "resident": {"pk": head.pk}, "door": {"area": place.building.pk}, "dwelling": {"pk": household.dwelling_id},
        "household": {"pk": household.pk}, "household_at": {"pk": household.pk, "area": place.building.pk},
        "child": {"pk": child.pk}, "door_stop": {"pk": stop.pk}, "visit_note": {"pk": note.pk},
        "visit_plan": {"pk": plan.pk}, "visited_area": {"area": place.grid.pk}, "covered_grid": {"grid": place.grid.pk},
        "person_request": {"pk": own.request(None, words=ASKED, one=head).pk},
    }  # fmt: skip


def _rename(street: Any) -> None:
    """Everybody there gets a name of there, whoever made them."""
    with rls.everywhere():
        for model, name in ((Person, PEOPLE), (Candidate, STOOD)):
            there = model.unscoped.filter(area__path__startswith=street.path)
            there.order_by().update(name=Concat(Value(name), Cast("pk", CharField())))
