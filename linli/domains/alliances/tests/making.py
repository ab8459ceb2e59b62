"""Alliances for tests. Jiang's own method has an alliance with branches and trades; `under_points` puts it under one with points."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from linli.domains.alliances import services
from linli.domains.alliances.models import Alliance, Member, Proof, Score
from linli.domains.cobuilding.tests.making import photo
from linli.foundation.methods import services as methods
from linli.foundation.organizations import services as organizations
from linli.foundation.privacy import rls
from linli.foundation.territory.models import Area
from linli.kernel import clock, pictures
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
LATER = date(2099, 12, 31)


def under_points(cast: Any) -> None:
    """Jiang works by the method of the county whose units have points."""
    methods.install_method(SYSTEM, slug="leshan")
    Area.unscoped.filter(pk=cast.county.pk).update(method_slug="leshan")
    for name in ("county", "street", "community", "grid", "building", "other_community"):
        setattr(cast, name, Area.unscoped.select_related("county").get(pk=getattr(cast, name).pk))


def main(cast: Any, **facts: Any) -> Alliance:
    """The alliance of Wang's community, in Jiang's own method."""
    wanted = {"area": cast.community, "kind": "main", "name": "柳园红盟", **facts}
    return services.found_alliance(cast.wang_community.actor, **wanted)


def branch(cast: Any, parent: Alliance, trade: str = "express") -> Alliance:
    """A branch of it for a trade."""
    charter = services.Charter(trade=trade, parent=parent)
    return services.found_alliance(
        cast.wang_community.actor, area=cast.community, kind="branch", name="快递分中心", charter=charter
    )


def industry(cast: Any, trade: str = "property", **facts: Any) -> Alliance:
    """A trade's alliance of the whole county, with the water bureau in charge."""
    charter = services.Charter(trade=trade, in_charge=cast.other_bureau)
    wanted = {"area": cast.county, "kind": "industry", "name": "物业行业党建", "charter": charter, **facts}
    return services.found_alliance(cast.chen_centre.actor, **wanted)


def regional(cast: Any, **facts: Any) -> Alliance:
    """The alliance of Wang's community, under the method with points."""
    wanted = {
        "area": cast.community, "kind": "regional", "name": "柳园社区联盟", "charter": services.Charter(place_kind="community"),
        **facts,
    }  # fmt: skip
    return services.found_alliance(cast.wang_community.actor, **wanted)


def asked(cast: Any, alliance: Alliance, **facts: Any) -> Member:
    """Zhou's bureau is asked."""
    wanted = {"organization": cast.bureau, "capacity": "department", **facts}
    return services.ask_member(cast.chen_centre.actor, alliance=alliance, **wanted)


def joined(cast: Any, alliance: Alliance, since: date | None = None, **facts: Any) -> Member:
    """Zhou's bureau, or whoever else, is a member; with `since` from a day long ago."""
    row = services.answer(SYSTEM, member=asked(cast, alliance, **facts), accepts=True, words="书面同意")
    if since is not None:
        Member.unscoped.filter(pk=row.pk).update(joined_on=since)
        row.joined_on = since
    return row


def person(cast: Any, alliance: Alliance, who: Any = None, capacity: str = "newcomer") -> Member:
    """Li, or somebody else of the staff, is asked as a person."""
    from linli.foundation.people import selectors as people

    card = people.card_by_id((who or cast.li_grid_worker).card_id)
    return services.ask_member(cast.wang_community.actor, alliance=alliance, card=card, capacity=capacity)


def met(cast: Any, alliance: Alliance, **facts: Any) -> Any:
    """A joint meeting of today, written down by Wang."""
    wanted = {"topics": [("common", "楼下停车")], "came": 3, **facts}
    return services.record_meeting(cast.wang_community.actor, alliance=alliance, **wanted)


def resolved(cast: Any, alliance: Alliance, **facts: Any) -> Any:
    """A resolution of which Zhou's bureau is in charge."""
    meeting = facts.pop("meeting", None) or met(cast, alliance)
    wanted = {"words": "划二十个车位", "organization": cast.bureau, "due_on": LATER, **facts}
    return services.resolve(cast.wang_community.actor, meeting=meeting, **wanted)


def entered(cast: Any, member: Member, **facts: Any) -> Score:
    """Wang enters ten points of today."""
    wanted = {"activity": "meeting", "level": "leading", "words": "签到册第三页", **facts}
    return services.enter_score(cast.wang_community.actor, member=member, **wanted)


def counted(cast: Any, member: Member, **facts: Any) -> Score:
    """And Zhao lets them count."""
    return services.check_score(cast.zhao_dispatcher.actor, score=entered(cast, member, **facts), counts=True)


def points(member: Member, tenths: int, on: date, *, activity: str = "meeting") -> Score:
    """Points that count, of any amount and on any day: a row of its own, without the ledger."""
    return Score.unscoped.create(
        county_id=member.county_id, area_id=member.area_id, alliance_id=member.alliance_id, member=member,
        organization_id=member.organization_id, on=on, activity=activity, level="leading", points=tenths, words="台账",
        state="counted", entered_at=clock.now(), entered_by="甲", entered_by_id=1, checked_at=clock.now(), checked_by="乙",
        checked_by_id=2,
    )  # fmt: skip


def objected(cast: Any, member: Member) -> Score:
    """Ten points that count and to which Zhou objects."""
    row = counted(cast, member)
    services.object_to(cast.zhou_department.actor, score=row, words="那天我们没有去")
    return row


def proven(row: Score) -> Proof:
    """A picture that proves it."""
    (picture,) = services.clean_proofs([SimpleUploadedFile("a.jpg", photo())], row.area)
    return Proof.objects.create(
        score=row, path=pictures.store("alliances", str(row.pk), picture), sha256=picture.sha256
    )


def unit(cast: Any, name: str) -> Any:
    """One more unit of Jiang."""
    return organizations.create_organization(
        SYSTEM, area=cast.county, kind="resident_unit", name=name, serves_county=True
    )


def last_year(day: int = 1, month: int = 6) -> date:
    """A day of the last year."""
    return date(clock.today().year - 1, month, day)


def long_ago() -> date:
    """Before the last year began."""
    return date(clock.today().year - 1, 1, 1) - timedelta(days=30)


def again(row: Any) -> Any:
    """The row as it stands now."""
    with rls.everywhere():
        return type(row).unscoped.get(pk=row.pk)
