"""Owners of some compounds: a roll, a vote that is over and one that is open, the fund, common income, a committee."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.demo.plan import Plan
from linli.domains.owners import services as owners
from linli.domains.owners.selectors import roll
from linli.domains.owners.services import UnitRow
from linli.domains.owners.states import Applicant, Book
from linli.foundation.access import selectors as access
from linli.foundation.organizations import selectors as organizations
from linli.foundation.organizations import services as bodies
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

#: So many compounds have owners who keep books.
_COMPOUNDS = 3
#: Areas of the twelve units of each, in square metres; the last one belongs to the owner of the first.
_SIZES = (
    "89.50",
    "120.06",
    "104.30",
    "89.50",
    "142.75",
    "96.00",
    "120.06",
    "104.30",
    "89.50",
    "142.75",
    "96.00",
    "35.20",
)


def keep_owners(plan: Plan, county: Any) -> None:
    """What owners decide and pay in the first compounds; nothing where nobody of the office could check what another entered."""
    areas = territory.descendants(county).order_by().values("pk")
    for number, compound in enumerate(territory.compounds_on(areas).order_by("pk")[:_COMPOUNDS]):
        two = two_of(plan, compound.area)
        if len(two) == 2:
            _keep(plan, compound, two, number)
    if plan.rules.owners.subsidy is not None:
        owners.pay_month(Actor.system(), county=county, month=clock.today())


def two_of(plan: Plan, area: Any) -> list[Actor]:
    """Two people of the office at the community or above it."""
    kinds = [code for code, post in plan.rules.organizations.posts.items() if post.role in ("office", "centre")]
    cards = dict.fromkeys(one.card_id for one in people.holders_up(kinds, area))
    accounts = [account for card in cards if (account := access.account_of(card))]
    return [access.actor_for(one) for one in accounts[:2]]


def _keep(plan: Plan, compound: Any, two: list[Actor], number: int) -> None:
    first, second = two
    rows = [UnitRow(f"1-{at // 4 + 1}-{at % 4 + 1}01", size, int(at < 11)) for at, size in enumerate(_SIZES)]
    owners.add_units(first, compound=compound, rows=rows)
    _committee(plan, compound, number)
    _books(compound, first, second)
    vote = owners.open_vote(
        first, compound=compound, matter="common_use", title="院内空地改建三十个停车位", body="按户均摊，不占绿地。",
        closes_at=clock.now() + timedelta(days=12),
    )  # fmt: skip
    for unit in _units(compound)[:4]:
        _paper(first, second, vote, unit, "for")
    _works(compound, first, second)


def _units(compound: Any) -> list[Any]:
    return roll.open_units(compound)


def _paper(first: Actor, second: Actor, vote: Any, unit: Any, choice: str) -> None:
    for one in (first, second):
        owners.enter_paper_ballot(one, vote=vote, unit=unit, choice=choice)


def _books(compound: Any, first: Actor, second: Actor) -> None:
    """Income of a quarter and money of the fund; the last entry waits for its check."""
    source = owners.open_source(first, compound=compound, kind="parking", label="地面停车位")
    entries = (
        (Book.FUND, 18_600_000, "维修资金归集", "银行回单 0817", None),
        (Book.INCOME, 1_260_000, "停车费", "收据 1103", source),
        (Book.INCOME, -384_050, "补种绿植", "发票 2207", None),
    )
    for book, amount, words, evidence, of in entries:
        row = owners.enter_booking(
            first, compound=compound, book=book, amount=amount, words=words, evidence=evidence, source=of
        )
        owners.check_booking(second, booking=row)
    owners.enter_booking(
        first,
        compound=compound,
        book=Book.INCOME,
        amount=42_000,
        words="快递柜场地费",
        evidence="收据 1104",
        source=source,
    )


def _works(compound: Any, first: Actor, second: Actor) -> None:
    """Works that were voted on, done and paid."""
    use = owners.apply_for(
        first,
        compound=compound,
        applicant=Applicant.COMMITTEE,
        title="一号楼屋面防水",
        scope="屋面重做防水，保修五年。",
        quote=6_480_000,
    )
    use = owners.ask_owners(first, use=use, closes_at=clock.now() + timedelta(days=15))
    for at, unit in enumerate(_units(compound)):
        _paper(first, second, use.vote, unit, "against" if at == 4 else "for")
    owners.close_vote(first, vote=use.vote)
    owners.finish_use(first, use=use, words="屋面完工，闭水试验合格")
    owners.accept_use(second, use=use, paid=6_300_000, representatives=3, words="三名业主代表到场验收")


def _committee(plan: Plan, compound: Any, number: int) -> None:
    """A committee, with a party organization in the first compounds."""
    system, county = Actor.system(), compound.county
    kind = plan.rules.owners.committee_kinds[0]
    body = bodies.create_organization(system, area=compound.area, kind=kind, name=f"{compound.name}业主委员会")
    party = next(iter(organizations.party_bodies(county)), None) if number < 2 else None
    today = clock.today()
    owners.seat_committee(
        system, compound=compound, organization=body, seats=7, starts_on=today - timedelta(days=200),
        ends_on=today + timedelta(days=895), party=party,
    )  # fmt: skip
    names = {"community": compound.area.name, "committee": body.name, "company": "邻里物业", "owners": "楼栋业主代表"}
    seats = {code: names.get(code, one.label) for code, one in plan.rules.owners.joint_seats.items()}
    owners.set_joint_body(system, compound=compound, seats=seats)
