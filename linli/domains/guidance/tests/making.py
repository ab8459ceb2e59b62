"""A centre with helpers, requests and calls, for tests. Jiang's own method has a centre; `recruiting` puts it under one that calls too."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from linli.domains.guidance import services
from linli.domains.guidance.models import Applicant, Call, HelpRequest
from linli.domains.guidance.models.said import hash_of
from linli.domains.guidance.services import Asked
from linli.domains.guidance.states import APPLICANT
from linli.foundation.access import selectors as access
from linli.foundation.access import services as accounts
from linli.foundation.methods import services as methods
from linli.foundation.organizations import services as organizations
from linli.foundation.people import services as people
from linli.foundation.privacy import rls
from linli.foundation.territory.models import Area
from linli.kernel import clock, crypto
from linli.kernel.actor import Actor
from tests.kit.people import PASSWORD

SYSTEM = Actor.system()
LATER = date(2099, 12, 31)
PHONE = "10055502001"


def recruiting(cast: Any) -> None:
    """Jiang works by the method that calls for part-time grid workers."""
    methods.install_method(SYSTEM, slug="longkou")
    Area.unscoped.filter(pk=cast.county.pk).update(method_slug="longkou")
    for name in (
        "county",
        "street",
        "community",
        "grid",
        "second_grid",
        "building",
        "other_street",
        "other_community",
        "other_grid",
    ):
        setattr(cast, name, Area.unscoped.select_related("county").get(pk=getattr(cast, name).pk))


def centre(cast: Any, area: Any = None) -> Any:
    """The guidance centre of the county, or of another place."""
    place = area or cast.county
    return organizations.create_organization(SYSTEM, area=place, kind="guidance_centre", name=f"{place.name}先锋中心")


def helper(cast: Any, body: Any, name: str = "柏助人", kind: str = "guidance_helper") -> Any:
    """Somebody who helps in a centre, with an account: `card` and `actor`."""
    seat = organizations.create_post(SYSTEM, kind=kind, organization=body)
    row = people.StaffRow(name, body.area_id, (seat,))
    (card,) = people.import_staff(SYSTEM, county=cast.county, rows=[row])
    (account,) = accounts.import_accounts(
        SYSTEM, county=cast.county, rows=[accounts.AccountRow(f"help-{card.pk}", card)], password=PASSWORD
    )
    return SimpleNamespace(card=card, actor=access.actor_for(account), account=account)


def said(**facts: Any) -> Asked:
    """What a rider says."""
    return Asked(**{"name": "林骑手", "phone": PHONE, "group": "rider", "words": "电动车没处换电", **facts})


def asked(cast: Any, made: Any = None, *, code: str = "parking", area: Any = None, **facts: Any) -> HelpRequest:
    """A rider asks the centre in charge, which is made for the county unless one was `made`."""
    if made is None and not HelpRequest.unscoped.filter(county=cast.county).exists():
        centre(cast)
    row, _token = services.ask_for_help(area or cast.street, code, said(**facts), agreed=True)
    return row


def given(cast: Any, who: Any, made: Any = None, **facts: Any) -> HelpRequest:
    """And Chen gives it to a helper of that centre."""
    row = asked(cast, made, **facts)
    return services.give_help(cast.chen_centre.actor, request=row, card=who.card)


def called(
    cast: Any, *, kind: str = "part_time_worker", area: Any = None, places: int = 2, until: date = LATER
) -> Call:
    """A call for Wang's community, as the row is kept, whatever the county's method calls for."""
    place = area or cast.community
    return Call.unscoped.create(
        county_id=place.county_id, area=place, post_kind=kind, title="社区治理新帮手", places=places, until=until,
        opened_at=clock.now(),
    )  # fmt: skip


def applied(call: Call, *, name: str = "林骑手", phone: str = PHONE) -> Applicant:
    """Somebody applied to it."""
    row, _token = services.apply_to(call, name=name, phone=phone, group="rider", agreed=True)
    return row


def applicant_row(call: Call, *, name: str = "林骑手", token: str = "") -> Applicant:
    """The same as the row is kept."""
    with rls.everywhere():
        return Applicant.unscoped.create(
            county_id=call.county_id, area_id=call.area_id, call=call, group="rider", consent_version=1, consent_text="同意",
            asked_at=clock.now(), name_sealed=crypto.seal(name, purpose=APPLICANT), phone_sealed=crypto.seal(PHONE, purpose=APPLICANT),
            token_hash=hash_of(token or f"{call.pk}-{name}-{clock.now().timestamp()}"),
        )  # fmt: skip


def free_post(cast: Any, area: Any = None, kind: str = "part_time_worker", seats: int = 5) -> Any:
    """A post of the call's kind in Li's grid, with free seats."""
    return organizations.create_post(SYSTEM, kind=kind, area=area or cast.grid, seats=seats)


def again(row: Any) -> Any:
    """The row as it stands now."""
    with rls.everywhere():
        return type(row).unscoped.get(pk=row.pk)
