"""Honours for tests: Zhao's street calls, Zhou's bureau nominates, Zhao reviews, Chen decides, Wang's community writes up."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

from linli.domains.honours import services
from linli.domains.honours.models import Article, Call, Honour, Nomination, Objection
from linli.foundation.people import selectors as people
from linli.foundation.privacy import rls
from linli.foundation.territory import services as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

SYSTEM = Actor.system()
SHANGHAI = ZoneInfo("Asia/Shanghai")
#: A Wednesday within a year: cycles end far from it, and five working days are seven days.
DAY = datetime(2026, 3, 4, 10, 0, tzinfo=SHANGHAI)
#: After the last day of nominations, and after the notice.
AFTER, LATER = DAY + timedelta(days=2), DAY + timedelta(days=12)


def called(cast: Any, kind: str = "caring_unit", **facts: Any) -> Call:
    """Zhao's street calls; nominations are taken through tomorrow."""
    closes_on = (clock.now() + timedelta(days=1)).astimezone(SHANGHAI).date()
    wanted = {"area": cast.street, "kind": kind, "closes_on": closes_on, "words": "为居民办实事", **facts}
    return services.open_call(cast.zhao_dispatcher.actor, **wanted)


def nominated(cast: Any, call: Call | None = None, **facts: Any) -> Nomination:
    """Zhou's bureau proposes the other bureau."""
    subject = {"body": cast.other_bureau} if not facts.keys() & {"card", "compound", "title", "article"} else {}
    wanted = {"area": cast.county, "organization": cast.bureau, "reason": "全年义务维修路灯", **subject, **facts}
    return services.nominate(cast.zhou_department.actor, call=call or called(cast), **wanted)


def proposed_person(cast: Any, call: Call | None = None) -> Nomination:
    """Zhou's bureau proposes Li."""
    card = people.card_by_id(cast.li_grid_worker.card_id)
    return nominated(cast, call or called(cast, "kind_neighbour"), card=card)


def reviewed(cast: Any, row: Nomination | None = None) -> Nomination:
    """Zhao found it right."""
    return services.review(
        cast.zhao_dispatcher.actor, nomination=row or nominated(cast), recommended=True, words="走访属实"
    )


def agreed(cast: Any, row: Nomination | None = None) -> Nomination:
    """Chen agrees."""
    return services.decide(cast.chen_centre.actor, nomination=reviewed(cast, row), agreed=True, words="同意")


def on_notice(cast: Any, row: Nomination | None = None) -> Nomination:
    """Called, judged and on notice, wherever the clock stands: the call's days are put back."""
    made = agreed(cast, row)
    with rls.everywhere():
        Call.unscoped.filter(pk=made.call_id).update(closes_on=clock.today() - timedelta(days=1))
    services.publish(cast.zhao_dispatcher.actor, call=made.call)
    return again(made)


def objected(cast: Any, row: Nomination | None = None) -> Objection:
    """Somebody has something against it."""
    return services.object_to(Actor.public(), nomination=row or on_notice(cast), words="路灯不是他们修的")


def honoured(cast: Any, row: Nomination | None = None) -> Honour:
    """The notice is over, the honour conferred."""
    made = on_notice(cast, row)
    with rls.everywhere():
        now = clock.now()
        Call.unscoped.filter(pk=made.call_id).update(
            notice_from=now - timedelta(days=9), notice_until=now - timedelta(days=1)
        )
    return services.confer(cast.zhao_dispatcher.actor, call=again(made.call))[0]


def compound(cast: Any, name: str = "柳园小区") -> Any:
    """A compound in Wang's community."""
    return territory.create_compound(SYSTEM, community=cast.community, name=name)


def practice(cast: Any, **facts: Any) -> Article:
    """Wang's community writes how it works."""
    wanted = {
        "area": cast.community, "title": "四步议事法", "words": "楼道堆物没人管", "steps": "收集\n商量\n办理\n评议",
        "theme": "service", **facts,
    }  # fmt: skip
    return services.write_practice(cast.wang_community.actor, **wanted)


def sent(cast: Any, row: Article | None = None) -> Article:
    """Handed in by whoever wrote it."""
    return services.send_article(SYSTEM, article=row or practice(cast))


def published(cast: Any, row: Article | None = None) -> Article:
    """Zhao publishes it."""
    return services.review_article(cast.zhao_dispatcher.actor, article=sent(cast, row), publish=True)


def adopted(cast: Any) -> Any:
    """Zhou's bureau uses it too."""
    return services.adopt(
        cast.zhou_department.actor,
        article=published(cast),
        area=cast.county,
        organization=cast.bureau,
        words="局里也这样办",
    )


def photo() -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return out.getvalue()


def again(row: Any) -> Any:
    """The row as it stands now."""
    with rls.everywhere():
        return type(row).unscoped.get(pk=row.pk)
