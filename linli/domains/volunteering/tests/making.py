"""Volunteers, shifts and rewards for tests, by the services. The moment of every shift is a Saturday in June 2026."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from linli.domains.volunteering import codes, services
from linli.domains.volunteering.models import Certificate, Offer, Post, Reward, Service, SignUp, TeamMember, Volunteer
from linli.domains.volunteering.services import Line, Plan
from linli.domains.volunteering.states import Mark
from linli.engines.ledger.models import Account
from linli.foundation.privacy import rls
from linli.foundation.residents.models import Person
from linli.foundation.residents.tests.making import GROWN, person
from linli.kernel import clock

#: Nine in the morning in China, Saturday 13 June 2026; a shift of two hours.
BEGIN = datetime(2026, 6, 13, 1, tzinfo=UTC)
TWO_HOURS = timedelta(hours=2)
EVE = BEGIN - timedelta(days=2)
PLACE = (37.5, 122.1)

_numbers = itertools.count(1)


def team(cast: Any, area: Any = None, kind: str = "masses") -> Any:
    return services.make_team(
        cast.zhao_dispatcher.actor, area=area or cast.grid, kind=kind, name=f"邻里服务队{next(_numbers)}"
    )


def resident(cast: Any, name: str = "王小红", area: Any = None, **facts: Any) -> Person:
    """Somebody with a phone of their own, who registered by themselves."""
    facts = {"phone": f"1000077{next(_numbers):04d}", "born_on": GROWN, "source": "self", **facts}
    return person(cast, name, area=area, **facts)


def member(cast: Any, of: Any = None, who: Person | None = None, *, keeper: Any = None) -> Person:
    """A resident whom a team has taken in."""
    who, of = who or resident(cast), of or team(cast)
    asked = services.join(person=who, team=of, agreed=True)
    services.decide_member((keeper or cast.wang_community).actor, member=asked, taken=True, role="member")
    return who


def asked(cast: Any, of: Any = None) -> TeamMember:
    """Somebody asks a team."""
    who = resident(cast)
    return services.join(person=who, team=of or team(cast), agreed=True)


def post(cast: Any) -> Post:
    return services.make_post(cast.wang_community.actor, area=cast.grid, title=f"护绿岗{next(_numbers)}")


def missing(cast: Any) -> SignUp:
    """Somebody who didn't come and says that this is wrong."""
    who, one = member(cast), shift(cast)
    row = signed(cast, one, who)
    with clock.frozen(one.ends_at):
        services.mark(cast.li_grid_worker.actor, sign_up=row, said=Mark.MISSING)
        return services.object_to(person=who, sign_up=row, why="was_there")


def paper(cast: Any) -> Certificate:
    """Two hours, certified."""
    who = member(cast)
    confirmed(cast, who)
    return services.issue_certificate(person=who, first_on=BEGIN.date(), last_on=BEGIN.date())


def activity(
    cast: Any, of: Any = None, *, begin: datetime = BEGIN, length: timedelta = TWO_HOURS, slots: int = 2
) -> Any:
    plan = Plan("community", "清扫楼道", "1 号楼前", lat=PLACE[0], lng=PLACE[1])
    return services.make_activity(
        cast.wang_community.actor, team=of or team(cast), plan=plan, shifts=[(begin, begin + length, slots)]
    )


def shift(cast: Any, of: Any = None, **facts: Any) -> Any:
    """One shift of an activity that was planned two days before."""
    from linli.domains.volunteering.models import Shift

    return Shift.unscoped.select_related("activity", "area", "county").get(activity=activity(cast, of, **facts))


def signed(cast: Any, one: Any, who: Person) -> SignUp:
    with clock.frozen(one.starts_at - timedelta(days=2)):
        return services.sign_up(person=who, shift=one)


def there(cast: Any, one: Any, who: Person, at: datetime | None = None) -> SignUp:
    """Signed up and checked in by the code on site."""
    signed(cast, one, who)
    at = at or one.starts_at
    with clock.frozen(at):
        return services.check_in(person=who, shift=one, code=code(one, at))


def code(one: Any, at: datetime | None = None, minutes: int = 5) -> str:
    return codes.site_code(one.pk, at or clock.now(), minutes)


def confirmed(
    cast: Any, who: Person, minutes: int = 120, *, of: Any = None, begin: datetime = BEGIN, **facts: Any
) -> Service:
    """Hours of a shift, confirmed by Wang at its end."""
    one = shift(cast, of, begin=begin, length=timedelta(minutes=max(minutes, 120)))
    row = there(cast, one, who)
    with clock.frozen(one.ends_at):
        (made,) = services.confirm_shift(
            cast.wang_community.actor, shift=one, lines=[Line(row.pk, minutes, **facts)], quantities={}
        )
    return made


def offer(cast: Any, *, price: int = 1, stock: int = 1, organization: Any = None, **facts: Any) -> Offer:
    facts = {"kind": "goods", "title": "毛巾一条", "starts_on": date(2026, 1, 1), **facts}
    return services.make_offer(
        cast.chen_centre.actor, organization=organization or cast.bureau, price=price, stock=stock, **facts
    )


def reward(cast: Any, who: Person | None = None, **facts: Any) -> Reward:
    """Two points earned, one of them held for a towel."""
    who = who or member(cast)
    confirmed(cast, who)
    return services.redeem(person=who, offer=offer(cast, **facts))


def volunteer(who: Person) -> Volunteer:
    with rls.everywhere():
        return Volunteer.unscoped.select_related("area__county").filter(person=who).order_by("-pk")[0]


def has(who: Person, unit: str) -> int:
    """What somebody has of a unit, in its smallest parts; 0 without an account."""
    found = Account.unscoped.filter(
        kind="volunteering.volunteer", owner_id=volunteer(who).pk, unit=unit, held_of=None
    ).values_list("balance", flat=True)
    return next(iter(found), 0)


def again(row: Any) -> Any:
    """The row as it stands now."""
    with rls.everywhere():
        return type(row).unscoped.get(pk=row.pk)


def consent_of(who: Person, code: str) -> Any:
    from linli.domains.selfservice import selectors

    return next(one for one in selectors.consents_of(who) if one.code == code and one.withdrawn_at is None)
