"""Co-building for tests, under the method of Jiang: units are paired with compounds, leaders with communities."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from linli.domains.cobuilding import services
from linli.domains.cobuilding.models import Claim, Entry, Item, Objection, Offer, Part, Project, Registration, Tender
from linli.foundation.people import selectors as people
from linli.foundation.privacy import rls
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
#: Far enough, wherever a test holds the clock.
LATER = date(2099, 12, 31)


def compound(cast: Any, name: str = "柳园小区") -> Any:
    """A compound in Wang's community."""
    return territory.create_compound(SYSTEM, community=cast.community, name=name)


def paired(cast: Any, name: str = "柳园小区", **facts: Any) -> Any:
    """Zhou's bureau with a compound of Wang's community, by Zhao's office."""
    wanted = {"kind": "unit_compound", "organization": cast.bureau, "compounds": [compound(cast, name)], **facts}
    return services.pair(cast.zhao_dispatcher.actor, **wanted)[0]


def led(cast: Any, **facts: Any) -> Any:
    """Leader Wu with Wang's community."""
    card = people.card_by_id(cast.wu_leader.card_id)
    wanted = {"kind": "leader_community", "card": card, "areas": [cast.community], **facts}
    return services.pair(cast.zhao_dispatcher.actor, **wanted)[0]


def posted(cast: Any, *parts: str, **facts: Any) -> Entry:
    """A need of Wang's community in these parts."""
    wanted = {
        "area": cast.community, "list_kind": "need", "title": "给老人理发", "kind": "community_service",
        "parts": [(name, 1) for name in parts or ("一号院",)], **facts,
    }  # fmt: skip
    return services.post_entry(cast.wang_community.actor, **wanted)


def offered(cast: Any, **facts: Any) -> Entry:
    """A resource of Zhou's bureau, in the list of Wang's community."""
    wanted = {
        "area": cast.community, "list_kind": "resource", "title": "会议室", "kind": "culture", "organization": cast.bureau,
        "parts": [("周末", 1)], **facts,
    }  # fmt: skip
    return services.post_entry(cast.zhou_department.actor, **wanted)


def parts_of(entry: Entry) -> list[Part]:
    """In their order."""
    return list(Part.unscoped.filter(entry=entry).order_by("number"))


def claimed(cast: Any, entry: Entry | None = None) -> Claim:
    """Zhou's bureau claims the first part."""
    return services.claim_part(
        cast.zhou_department.actor, part=parts_of(entry or posted(cast))[0], organization=cast.bureau
    )


def agreed(cast: Any, claim: Claim | None = None, ends_on: date = LATER) -> Claim:
    """Both sides signed: Zhou wrote it, Wang signed."""
    row = claim or claimed(cast)
    services.agree(cast.zhou_department.actor, claim=row, terms="每月一次", ends_on=ends_on)
    return services.sign(cast.wang_community.actor, claim=row)


def delivered(cast: Any, claim: Claim | None = None, **facts: Any) -> Any:
    """One delivery of Zhou's."""
    wanted = {"words": "理了十二位", "served": 12, **facts}
    return services.deliver(cast.zhou_department.actor, claim=claim or agreed(cast), **wanted)


def registered(cast: Any, **facts: Any) -> Any:
    """Zhou's bureau with Wang's community, not yet confirmed."""
    wanted = {"organization": cast.bureau, "area": cast.community, "kinds": ["community_service"], **facts}
    return services.register_unit(cast.zhou_department.actor, **wanted)


def member(cast: Any, **facts: Any) -> Any:
    """Zhou with Wang's community, not yet confirmed."""
    wanted = {"area": cast.community, "kinds": ["community_service"], **facts}
    return services.register_member(cast.zhou_department.actor, **wanted)


def taken(cast: Any, title: str = "修路灯") -> Any:
    """An item of this month; the method of Jiang asks for none, so a row of its own."""
    return Item.unscoped.create(
        county=cast.county, area=cast.community, organization=cast.bureau, month=clock.today().replace(day=1), title=title,
        taken_at=clock.now(),
    )  # fmt: skip


def project(cast: Any) -> Any:
    """A project of Wu's; the method of Jiang knows no levels, so a row of its own."""
    return Project.unscoped.create(
        county=cast.county, area=cast.community, card_id=cast.wu_leader.card_id, level="community",
        year=clock.today().year, title="小区停车",
    )  # fmt: skip


def promised(cast: Any) -> Any:
    """A commitment within it."""
    return services.add_commitment(cast.wang_community.actor, project=project(cast), words="划车位", due_on=LATER)


def projected(cast: Any, *parts: str, **facts: Any) -> Entry:
    """A project of Wang's community."""
    return posted(cast, *parts, **{"list_kind": "project", "title": "口袋公园改造", **facts})


def tendered(cast: Any, entry: Entry | None = None, **facts: Any) -> Tender:
    """Wang calls for it, for a week."""
    wanted = {"kind": "project", "wanted": "设计并栽树", "until": clock.today() + timedelta(days=7), **facts}
    return services.call_tender(cast.wang_community.actor, entry=entry or projected(cast), **wanted)


def bidding(cast: Any) -> list[tuple[Any, Any]]:
    """Two registered units with who acts for them: Zhou's bureau and Sun's."""
    sides = [(cast.zhou_department.actor, cast.bureau), (cast.sun_other_department.actor, cast.other_bureau)]
    for actor, unit in sides:
        if not Registration.unscoped.filter(organization=unit, state="confirmed").exists():
            row = services.register_unit(actor, organization=unit, area=cast.community)
            services.confirm(cast.wang_community.actor, registration=row)
    return sides


def offering(cast: Any, tender: Tender | None = None) -> list[Offer]:
    """Both offer: Zhou's for 800 yuan, Sun's for 500."""
    row = tender or tendered(cast)
    return [
        services.hand_in_offer(actor, tender=row, organization=unit, words=f"{unit.name}来做", yuan=yuan)
        for (actor, unit), yuan in zip(bidding(cast), (800, 500), strict=True)
    ]


def opened(cast: Any, tender: Tender | None = None) -> list[Offer]:
    """Both offers, opened by Wang and Zhao once their time was over. The clock goes back afterwards."""
    offers = offering(cast, tender)
    with clock.frozen(offers[0].tender.closes_at):
        for one in (cast.wang_community, cast.zhao_dispatcher):
            services.open_offers(one.actor, tender=offers[0].tender)
    return [again(one) for one in offers]


def judged(cast: Any, offer: Offer, *totals: int) -> None:
    """Wang and Zhao judge it with so many points for what it meets, and none else."""
    for one, need in zip((cast.wang_community, cast.zhao_dispatcher), totals, strict=True):
        services.judge_offer(one.actor, offer=offer, points={"need": need, "plan": 0, "cost": 0}, reason="方案清楚")


def awarded(cast: Any, tender: Tender | None = None) -> Tender:
    """Zhou's bureau has the most points, and Wang awards it."""
    first, second = opened(cast, tender)
    judged(cast, first, 30, 20)
    judged(cast, second, 20, 20)
    return services.award_tender(cast.wang_community.actor, tender=first.tender, offer=first, reason="最切合居民需求")


def objected(cast: Any) -> Objection:
    """Sun's bureau objects to the award."""
    row = awarded(cast)
    return services.object_to_award(
        cast.sun_other_department.actor, tender=row, organization=cast.other_bureau, words="评分没有说明"
    )


def reviewed(cast: Any) -> Any:
    """The lists of Wang's community, frozen."""
    return services.review_lists(cast.wang_community.actor, area=cast.community)


def photo() -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return out.getvalue()


def again(row: Any) -> Any:
    """The row as it stands now."""
    with rls.everywhere():
        return type(row).unscoped.get(pk=row.pk)
