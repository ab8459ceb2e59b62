"""Compounds, companies, panels and rated quarters for tests, by the services; the card is the one of a shipped method."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from linli.domains.property import rules, selectors, services
from linli.domains.property.models import Contract, Draw, Order, Panellist, Picture
from linli.domains.property.states import RECTIFY
from linli.engines.scorecards import services as scoring
from linli.engines.scorecards.models import Assignment, Result, Round, Seat, Subject
from linli.engines.scorecards.registry import Consequence
from linli.engines.scorecards.services import Mark
from linli.engines.scorecards.tests import making as cards
from linli.foundation.access import selectors as access
from linli.foundation.access import services as accounts
from linli.foundation.methods import loader
from linli.foundation.organizations import services as organizations
from linli.foundation.people import services as people
from linli.foundation.privacy import rls
from linli.foundation.residents.tests.making import person
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.pictures import CleanPicture
from tests.kit.people import PASSWORD, Member
from tests.kit.places import post

SYSTEM = Actor.system()
CODES = ("91110000600037341L", "91350100M000100Y43")
RATED = ("clean", "safety", "repair", "manner")


def card(**said: Any) -> dict[str, Any]:
    """The quarterly card of the county whose method has one."""
    found: dict[str, Any] = json.loads(loader.text_from_files("qihe"))["scorecards"]["cards"]["property"]
    return found | said


def plain_card(**said: Any) -> dict[str, Any]:
    """The same without the figure of complaints: composites are what the raters say."""
    criteria = card()["criteria"]
    kept = {code: criteria[code] | {"weight": 25} for code in RATED}
    return card(criteria=kept | {"praise": criteria["praise"]}, **said)


def compound(
    cast: Any, name: str = "柳园小区", *, households: int | None = 200, community: Any = None, grid: Any = None
) -> Any:
    """A compound of Wang's community, covered by Li's grid."""
    community = community or cast.community
    made = territory.create_compound(SYSTEM, community=community, name=name, households=households)
    if community == cast.community:
        territory.cover_compound(SYSTEM, compound=made, grid=grid or cast.grid)
    return made


def company(
    cast: Any, name: str = "安居物业", code: str = CODES[0], *, area: Any = None, kind: str = "property_company"
) -> Any:
    return organizations.create_organization(SYSTEM, area=area or cast.county, kind=kind, name=name, uscc=code)


def contract(cast: Any, place: Any = None, firm: Any = None, *, by: Any = None, **said: Any) -> Contract:
    """Signed by Wang; since the first of January 2025 unless said otherwise."""
    facts = {"form": "market", "starts_on": date(2025, 1, 1), "document": "合同2025-1", **said}
    actor = by or cast.wang_community.actor
    return services.sign_contract(actor, compound=place or compound(cast), company=firm or company(cast), **facts)


def employee(cast: Any, firm: Any, name: str = "物小安") -> Member:
    """Somebody on duty in a company, with an account."""
    card_ = people.add_staff(SYSTEM, area=firm.area, name=name)
    people.appoint(SYSTEM, card=card_, post=post("department_duty", organization=firm), starts_on=date(2020, 1, 1))
    account = accounts.open_account(
        SYSTEM, username=f"firm-{firm.pk}", password=PASSWORD, card=card_, must_change_password=False
    )
    return Member(access.actor_for(account), account.username, account.pk, account.card_id)


def panel(cast: Any, place: Any, count: int = 3, *, area: Any = None) -> list[Panellist]:
    """Residents of Li's grid who agreed."""
    found = []
    for number in range(count):
        one = person(cast, f"代表{rules.numeral(number + 1)}", area=area or cast.grid, phone="")
        found.append(services.add_panellist(cast.wang_community.actor, compound=place, person=one))
    return found


def world(cast: Any, *, raters: int = 3, **said: Any) -> Contract:
    """A served compound with a panel, in a county that rates it each quarter."""
    cards.install(cast.county, property=plain_card(**said))
    made = contract(cast)
    panel(cast, made.compound, raters)
    return made


def opened(cast: Any, on: date | None = None) -> Round:
    return scoring.open_round(cast.chen_centre.actor, county=cast.county, card="property", on=on)


def rate_all(round_: Round, mark: Any, only: int | None = None) -> None:
    """Every rater gives the same share (percent) of the full mark of each criterion."""
    for seat in Seat.objects.filter(round=round_, vacated_at=None).order_by("pk")[:only]:
        give(seat, mark)


def give(seat: Seat, mark: Any, token: str = "") -> None:
    token = token or scoring.give_link(SYSTEM, seat=seat)
    seat.refresh_from_db()
    worth = str(Decimal(str(mark)) / 4)
    for subject in Assignment.objects.filter(seat=seat).values_list("subject", flat=True):
        scoring.rate(Actor.public(), seat=seat, marks={subject: {code: Mark(worth) for code in RATED}}, token=token)


def quarter(cast: Any, on: date, mark: Any = None) -> Round:
    """A whole quarter: opened, rated by everybody (None: by nobody), closed and published."""
    row = opened(cast, on)
    if mark is not None:
        rate_all(row, mark)
    with clock.frozen(clock.now() + timedelta(days=(row.last_on - clock.today()).days + 1)):
        scoring.close_round(cast.chen_centre.actor, round_=row)
        return scoring.publish_round(cast.chen_centre.actor, round_=row)


def result(round_: Round, key: str = "") -> Result:
    found = Result.objects.filter(subject__round=round_, current=True)
    return found.get(subject__key=key) if key else found.get()


def subject(round_: Round) -> Subject:
    return Subject.unscoped.select_related("round__area", "area").get(round=round_)


def on_the_list(cast: Any, **said: Any) -> Order:
    """A service that was below 60 twice running."""
    world(cast, **said)
    quarter(cast, date(2025, 1, 1), 59)
    quarter(cast, date(2025, 4, 1), 59)
    return Order.objects.select_related("contract__compound__area").get()


def ordered(cast: Any, made: Contract | None = None) -> Order:
    """A service that the rating engine put onto the black list."""
    made = made or contract(cast)
    told = Consequence(RECTIFY, "property", made.key, 1, 1, "black", Fraction(59), holds=True)
    services.follow_ratings(SYSTEM, [told])
    return selectors.order_for(SYSTEM, Order.objects.get(contract=made).pk)


def proved(cast: Any, made: Contract | None = None) -> Picture:
    """A picture of what the company says it put right."""
    proof = services.prove(SYSTEM, order=ordered(cast, made), words="灯都修好了", photos=[photo()])
    return Picture.objects.get(proof=proof)


def order_of(cast: Any, order: Order) -> Order:
    """As the office fetches it."""
    return selectors.order_for(cast.chen_centre.actor, order.pk)


def draws() -> list[Draw]:
    return list(Draw.objects.order_by("pk"))


def panellists() -> list[Panellist]:
    with rls.everywhere():
        return list(Panellist.unscoped.order_by("pk"))


def photo(number: int = 1) -> CleanPicture:
    """A clean picture."""
    return CleanPicture(b"x", f"{number:02d}" * 32, 1, 1)
