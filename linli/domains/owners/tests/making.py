"""Compounds, rolls and votes for tests, by the services."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PIL import Image

from linli.domains.owners import services
from linli.domains.owners.models import Booking, FundUse, Unit, Vote
from linli.domains.owners.services import UnitRow
from linli.domains.owners.states import Applicant, Book
from linli.foundation.methods.models import Release
from linli.foundation.methods.selectors import current_release
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.foundation.residents.tests.making import person
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

SYSTEM = Actor.system()


def compound(cast: Any, name: str = "柳园小区", community: Any = None) -> Any:
    """A compound of Wang's community."""
    return territory.create_compound(SYSTEM, community=community or cast.community, name=name)


def rolled(cast: Any, sizes: Sequence[str] = ("100", "100", "100"), place: Any = None) -> Any:
    """A compound with a unit of each size: 101, 102, …"""
    place = place or compound(cast)
    rows = [UnitRow(str(101 + at), size) for at, size in enumerate(sizes)]
    services.add_units(cast.wang_community.actor, compound=place, rows=rows)
    return place


def units(place: Any) -> list[Unit]:
    """Units on the roll, in order."""
    return list(Unit.unscoped.filter(compound=place, ended_at=None).order_by("label"))


def owned(cast: Any, unit: Unit, **facts: Any) -> Any:
    """Somebody of Li's building who owns the unit."""
    one = person(cast, **facts)
    services.set_owner(cast.wang_community.actor, unit=unit, person=one)
    return one


def linked(cast: Any, unit: Unit) -> Any:
    """The link between a unit and somebody who owns it."""
    return services.set_owner(cast.wang_community.actor, unit=unit, person=person(cast))


def opened(cast: Any, place: Any = None, matter: str = "use_fund", by: Any = None, **more: Any) -> Vote:
    """Wang opens a vote for ten days."""
    place = place or rolled(cast)
    said = {"title": "更换三号楼电梯", "body": "", "closes_at": clock.now() + timedelta(days=10), **more}
    return services.open_vote(by or cast.wang_community.actor, compound=place, matter=matter, **said)


def on_paper(cast: Any, vote: Vote, unit: Unit, choice: str = "for") -> Any:
    """Two people type the same."""
    services.enter_paper_ballot(cast.wang_community.actor, vote=vote, unit=unit, choice=choice)
    return services.enter_paper_ballot(cast.zhao_dispatcher.actor, vote=vote, unit=unit, choice=choice)


def by_proxy(cast: Any, vote: Vote) -> Any:
    """The first unit's ballot, signed by a proxy, typed by two people."""
    unit, picture = units(vote.compound)[0], io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    services.enter_paper_ballot(
        cast.wang_community.actor, vote=vote, unit=unit, choice="for", proxy_words="委托女儿代投",
        proxy_picture=picture.getvalue(),
    )  # fmt: skip
    return services.enter_paper_ballot(cast.zhao_dispatcher.actor, vote=vote, unit=unit, choice="for")


def all_of(model: Any, **where: Any) -> list[Any]:
    """All rows of a table of ours."""
    with rls.everywhere():
        return list(model.unscoped.filter(**where).order_by("pk"))


def after(vote: Vote, days: int = 0) -> Any:
    """The clock at the vote's end, or some days later."""
    return clock.frozen(vote.closes_at + timedelta(days=days))


def in_use(cast: Any, *, subsidy: bool = False, paid_service: bool = False) -> None:
    """A release of the county that knows fallback money and services to be accepted, or doesn't."""
    now = current_release(cast.county.method_slug)
    text = json.loads(Release.objects.get(pk=now.pk).text)
    section = text.setdefault("owners", {})
    section.pop("subsidy", None)
    section.pop("paid_service", None)
    if subsidy:
        section["subsidy"] = {"month_yuan": 152_000, "source": "X34"}
    if paid_service:
        section["paid_service"] = {"label": "先服务后收费", "source": "H27"}
    Release.objects.create(
        slug=now.slug, version=now.version + 1, text=json.dumps(text), checksum=f"{now.version + 1}" * 8,
        holds_from=now.holds_from, installed_at=clock.now(),
    )  # fmt: skip


def booked(cast: Any, place: Any, amount: int, *, book: str = Book.FUND, source: Any = None) -> Booking:
    """Wang enters it and Zhao checks it."""
    row = services.enter_booking(
        cast.wang_community.actor,
        compound=place,
        book=book,
        amount=amount,
        words="按账登记",
        evidence="回单",
        source=source,
    )
    return services.check_booking(cast.zhao_dispatcher.actor, booking=row)


def fund_used(
    cast: Any,
    place: Any,
    *,
    quote: int = 600_000,
    title: str = "更换电梯",
    choice: str = "for",
    until: str = "approved",
) -> FundUse:
    """A use of the fund as far as a stage; all owners say the same, on paper."""
    wang = cast.wang_community.actor
    use = services.apply_for(
        wang, compound=place, applicant=Applicant.COMMITTEE, title=title, scope="三号楼", quote=quote
    )
    if until == "applied":
        return use
    use = services.ask_owners(wang, use=use, closes_at=clock.now() + timedelta(days=15))
    if until == "voting":
        return use
    use = agreed(cast, use, choice)
    return services.finish_use(wang, use=use, words="做完了") if until == "done" else use


def agreed(cast: Any, use: FundUse, choice: str = "for") -> FundUse:
    """The owners have said it, and the vote is counted."""
    for one in units(use.compound):
        on_paper(cast, use.vote, one, choice)
    services.close_vote(cast.wang_community.actor, vote=use.vote)
    use.refresh_from_db()
    return use


def firm(cast: Any) -> Any:
    """A property company of the county."""
    return organizations.create_organization(SYSTEM, area=cast.county, kind="property_company", name="安居物业")


def household(cast: Any) -> tuple[Any, Any]:
    """Somebody who owns a unit, and a service that was offered to it for 80 yuan."""
    unit = units(rolled(cast, ("90",)))[0]
    one = owned(cast, unit)
    made = services.offer_service(
        cast.wang_community.actor, unit=unit, company=firm(cast), what="修厨房水管", price=8_000
    )
    return one, made
