"""People of the other street in the parts on the two engines: who owns there, rates a company, volunteers, signed a contract of good
faith, registered to help, deliberates and votes, is honoured or a member of an alliance. Each part has a community of its own; people
get names of there (`there.py`).
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from linli.domains.alliances.tests import making as allied
from linli.domains.cobuilding.tests import making as together
from linli.domains.credit import services as crediting
from linli.domains.credit.tests import making as contracts
from linli.domains.deliberation import services as deliberating
from linli.domains.deliberation.rules import codes
from linli.domains.deliberation.services import Invited
from linli.domains.deliberation.tests import making as matters
from linli.domains.guidance.tests import making as guiding
from linli.domains.honours.tests import making as praising
from linli.domains.owners.tests import making as owning
from linli.domains.property import services as serving
from linli.domains.property.tests import making as served
from linli.domains.volunteering.tests import making as helping
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
#: Apps, each with tables under row-level security; what they hold about nobody lies under one net.
APPS = (
    "owners",
    "property",
    "volunteering",
    "credit",
    "cobuilding",
    "deliberation",
    "honours",
    "alliances",
    "guidance",
)
#: Whose pages name units and staff, who are known: what counts there is that nothing of there is written, and that no row is read.
UNNAMED = ("cobuilding", "honours", "alliances")
#: What was said about an entry and against it, who sat in a meeting, and who applied to a call.
ENTERED, OBJECTED, CAME, APPLIED = "外院议事签到", "外院那天不在", "外院周书记", "欧阳外应"
#: App → words.
WORDS = {"credit": (ENTERED, OBJECTED), "deliberation": (CAME,), "guidance": (APPLIED,)}
LISTS = (
    "owners:compounds", "owners:coverage", "owners:mine", "property:contracts", "property:complained", "property:reports",
    "volunteering:today", "volunteering:counter", "volunteering:figures", "volunteering:teams", "volunteering:sessions",
    "volunteering:posts", "volunteering:me", "credit:parties", "credit:entries", "credit:objections", "credit:figures", "credit:mine",
    "cobuilding:pairings", "cobuilding:registrations", "cobuilding:lists", "cobuilding:gaps", "cobuilding:suggestions",
    "deliberation:matters", "deliberation:meetings", "deliberation:figures", "deliberation:near", "cobuilding:tenders",
    "honours:calls", "honours:given", "honours:articles", "honours:mine", "alliances:alliances", "alliances:mine", "alliances:units",
    "alliances:scores", "alliances:resolutions", "guidance:requests", "guidance:calls", "guidance:taken",
)  # fmt: skip

Things = dict[str, Any]


def build(cast: Any, street: Any) -> dict[str, dict[str, Any]]:
    """By the names of the matrix."""
    made: Things = {}
    parts = (_owners, _property, _volunteers, _contracts, _builders, _matters, _honoured, _allies, _guided)
    for number, part in enumerate(parts, 1):
        made |= part(_community(cast, street, f"外{number}社区"))
    return {kind: {"pk": row.pk} for kind, row in made.items()}


def _community(cast: Any, street: Any, name: str) -> Any:
    """The other street as makers want it, with a new community. What two must do is done by its office and the county's centre."""
    community = territory.create_area(SYSTEM, parent=cast.other_street, kind="community", name=name).area
    grid = territory.create_area(SYSTEM, parent=community, kind="grid", name=f"{name}网格").area
    building = territory.create_area(SYSTEM, parent=grid, kind="building", name=f"{name}一号楼").area
    return SimpleNamespace(**vars(street) | {
        "community": community, "grid": grid, "building": building, "zhao_dispatcher": cast.chen_centre,
        "chen_centre": cast.chen_centre, "other_bureau": cast.bureau, "zhou_department": cast.sun_other_department, "li_grid_worker": cast.ma_other_office,
    })  # fmt: skip


def _owners(place: Any) -> Things:
    """A unit with its owner, whose ballot a proxy signed, and money that was booked."""
    compound = owning.rolled(place)
    unit = owning.units(compound)[0]
    link = owning.linked(place, unit)
    vote = owning.opened(place, compound)
    return {
        "owned_compound": compound, "owned_unit": unit, "owned_link": link, "owned_vote": vote,
        "owned_proxy": owning.by_proxy(place, vote), "owned_booking": owning.booked(place, compound, 100),
    }  # fmt: skip


def _property(place: Any) -> Things:
    """A served compound with a panel, and what its company reported."""
    contract = served.contract(place)
    report = serving.write_report(place.wang_community.actor, contract=contract, month=contract.starts_on, done="外院")
    return {
        "served": contract, "served_compound": contract.compound, "firm": contract.company, "month_report": report,
        "panellist": served.panel(place, contract.compound, 1)[0],
    }  # fmt: skip


def _volunteers(place: Any) -> Things:
    """Somebody who asks a team, somebody who missed a shift, and somebody with hours, a reward and a paper."""
    who, missing = helping.member(place), helping.missing(place)
    return {
        "team_member": helping.asked(place), "sign_up": missing, "shift": missing.shift,
        "service": helping.confirmed(place, who), "reward": helping.reward(place), "hours_paper": helping.paper(place),
        "volunteer": helping.volunteer(who), "service_post": helping.post(place),
    }  # fmt: skip


def _contracts(place: Any) -> Things:
    """A contract with an entry that waits, and one that was confirmed and is objected to."""
    one = contracts.party(place, phone="10000065431")
    waiting = contracts.entered(place, one)
    said = contracts.entered(place, one, "mediate", words=ENTERED)
    booked = crediting.confirm_entry(place.zhao_dispatcher.actor, entry=said)
    objected = contracts.objected(place, booked, OBJECTED)
    return {"contract": one, "credit_waiting": waiting, "credit_entry": booked, "credit_objection": objected}


def _builders(place: Any) -> Things:
    """The other bureau registered with the community and claims a need of it."""
    entry = together.posted(place)
    return {
        "cob_pairing": together.paired(place), "cob_registration": together.registered(place), "cob_entry": entry,
        "cob_part": together.parts_of(entry)[0], "cob_claim": together.claimed(place, entry),
        "cob_version": together.reviewed(place), "cob_tender": together.tendered(place),
    }  # fmt: skip


def _matters(place: Any) -> Things:
    """A matter of a resident, with a sentence about another, one with a meeting, and one on which a resident has voted."""
    invited = (Invited("社区党组织", CAME), *matters.INVITED[1:])
    people = matters.neighbours(place)
    ballot = matters.voting(place, people)
    deliberating.cast_vote(ballot=ballot, person_id=people[0].pk, choice="yes", receipt=codes.new_receipt())
    return {
        "matter": matters.matter(place), "statement": matters.said(place), "meeting": matters.called(place, invited)[1],
        "ballot": ballot,
    }  # fmt: skip


def _honoured(place: Any) -> Things:
    """Somebody who is nominated, and a unit on notice to which somebody objects."""
    judges = SimpleNamespace(**vars(place) | {"zhao_dispatcher": place.li_grid_worker})
    nominated = praising.proposed_person(judges)
    objected = praising.objected(judges)
    return {
        "hon_call": nominated.call, "hon_nomination": nominated, "hon_person": nominated, "hon_objection": objected,
        "hon_draft": praising.practice(judges),
    }  # fmt: skip


def _allies(place: Any) -> Things:
    """Somebody who is asked as a person, and a unit with points."""
    alliance = allied.main(place)
    member = allied.joined(place, alliance)
    return {
        "alliance": alliance, "ally": allied.person(place, alliance), "ally_meeting": allied.met(place, alliance),
        "ally_score": allied.points(member, 100, clock.today()),
    }  # fmt: skip


def _guided(place: Any) -> Things:
    """Somebody who asked for a service in the street, and somebody who applied to a call of a community there."""
    call = guiding.called(place)
    return {
        "help_request": guiding.asked(place, name=APPLIED), "recruiting_call": call,
        "applicant": guiding.applicant_row(call, name=APPLIED),
    }  # fmt: skip
