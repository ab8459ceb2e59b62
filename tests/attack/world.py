"""Things of three places for the attacks: Li's street (here), the other street (beside), the other county (far).

Each case carries a word that stands nowhere else, so that a leak shows in any answer, whatever page it comes by.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from linli.domains.cases import services
from linli.domains.cases.tests import making
from linli.domains.hotline.models import Order
from linli.domains.membership import services as parties
from linli.domains.membership.states import SignKind
from linli.domains.membership.tests import making as members
from linli.domains.notices import selectors as inbox
from linli.domains.notices.services import tell
from linli.domains.rosters.tests import making as lists
from linli.domains.selfservice.tests import making as own
from linli.foundation.access import selectors as access
from linli.foundation.access import services as accounts
from linli.foundation.organizations import services as organizations
from linli.foundation.partners import services as partners
from linli.foundation.partners.models import Partner
from linli.foundation.partners.states import PartnerKind
from linli.foundation.people import selectors as people
from linli.foundation.people import services as staff
from linli.foundation.residents.tests import making as registers
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

SYSTEM = Actor.system()

#: Numbers that nothing has: small enough for the column, and far too large for it.
NOWHERE = {"pk": 987654321, "area": 987654321, "compound": 987654321, "ref": "ZZ-000101-9999", "slug": "nowhere"}


@dataclass(frozen=True)
class Place:
    """One case with all that hangs on it, by the name that `tests/access/matrix.py` gives each kind of thing."""

    mark: str
    token: str
    case: Any
    things: dict[str, dict[str, Any]]

    @property
    def listed(self) -> str:
        """How the names of those on the place's lists begin."""
        return self.mark[::-1]


def build(
    mark: str, *, county: Any, area: Any, worker: Any, body: Any, office: Any, phone: str = "10000009999"
) -> Place:
    """A case at `area` in the hands of `worker` with `body` called, a request for time, a picture, notes and notices; a list that
    `office` imported and one that it took out.
    """
    report = services.Report(
        county=county, area=area, category=making.category(), text=f"{mark}的垃圾堆了三天没人清", place_words=f"{mark}门口",
        called=f"{mark}女士", contact_phone=phone, photos=(making.photo(),),
    )  # fmt: skip
    opened = services.open_case(Actor.public(), report=report)
    asked = services.open_case(Actor.public(), report=report).case
    approval = _asked(worker, asked, mark)
    call = _called(worker, opened.case, body, mark)
    services.comment(SYSTEM, case=opened.case, words=f"{mark}的内部话")
    things = _things(county, area, worker, body, opened.case, approval, call) | _lists(mark, area, office)
    return Place(mark, opened.token, opened.case, things)


def _asked(worker: Any, case: Any, mark: str) -> Any:
    services.accept_case(worker.actor, case=case)
    return services.ask_extension(worker.actor, case=making.again(case), amount=1, reason=f"{mark}缺零件")


def _called(worker: Any, case: Any, body: Any, mark: str) -> Any:
    """The call of `body`; None where the county's method doesn't let the grid call."""
    services.accept_case(worker.actor, case=case)
    try:
        with transaction.atomic():
            blown = services.blow_whistle(
                worker.actor, case=making.again(case), organizations=[(body, True)], reason=f"{mark}办不了"
            )
    except RuleBroken:
        return None
    return making.call_of(blown.whistle, body) if blown.whistle else None


def _things(county: Any, area: Any, worker: Any, body: Any, case: Any, approval: Any, call: Any) -> dict[str, Any]:
    card, today = people.card_by_id(worker.card_id), clock.today()
    held = people.appointments_of(card)[0]
    tell(person_ids=[worker.card_id], text="New case", key=f"attack-{worker.card_id}")
    grant = accounts.grant_role(
        SYSTEM, account=access.account_by_id(worker.account_id), role="observer", area=area, reason="attack"
    )
    rows = {
        "account": worker.account_id,
        "grant": grant.pk,
        "card": card.pk,
        "appointment": held.pk,
        "absence": staff.record_absence(SYSTEM, card=card, first=today, last=today).pk,
        "area": area.pk,
        "community": area.parent_id,
        "county": county.pk,
        "organization": body.pk,
        "post": held.post_id,
        "duty": organizations.set_duty(SYSTEM, county=county, category="social/request/01", lead=body).pk,
        "photo": case.attachments.first().pk,
        "approval": approval.pk,
        "call": call.pk if call else None,
        "view": services.save_view(worker.actor, name=f"{case.ref}", query="tab=all").pk,
        "notice": inbox.unread(worker.actor)[0].pk,
    }
    rows |= _party_things(area)
    rows["person_request"] = _asked_by_somebody(area, case)
    rows |= _hotline_things(county, case)
    named = {name: {"pk": pk} for name, pk in rows.items() if pk is not None}
    return named | {"case": {"ref": case.ref}, "at_area": {"area": area.pk}, "at_county": {"area": county.pk}}


def _lists(mark: str, area: Any, office: Any) -> dict[str, Any]:
    """A list with a wrong row that came in, and one that was taken out, with phones in clear where `office` may."""
    name, head = mark[::-1], ("姓名", "手机号", "网格")
    rows = [[f"{name}生", "10000088001", area.name], [f"{name}错", "12", area.name]]
    place = SimpleNamespace(wang_community=office, community=area.parent)
    taken_in = lists.imported(place, lists.csv_file(rows, head, name=f"{name}名册.csv"))
    assert (taken_in.added, taken_in.wrong) == (1, 1)
    clear = ("phone",) if office.actor.can("residents.reveal") else ()
    return {"roster": {"pk": taken_in.pk}, "export": {"pk": lists.exported(place, clear=clear).pk}}


def _party_things(area: Any) -> dict[str, int]:
    """A member who lives there, with a household and a sign, and a courier who works there."""
    body = organizations.create_organization(SYSTEM, area=area.parent, kind="party_branch", name=f"{area.name}党支部")
    place = SimpleNamespace(building=area, branch=body)
    row = members.member(place)
    sign = parties.agree_sign(SYSTEM, membership=row, kind=SignKind.DOORPLATE, agreed=True)
    courier = members.courier_row(place, name=f"{area.name[:2]}来", phone=f"1000007{area.pk:04d}")
    contact = members.linked(place, row, 1)[0]
    return {"member": row.pk, "contact": contact.pk, "sign": sign.pk, "courier": courier.pk}


def _hotline_things(county: Any, case: Any) -> dict[str, int]:
    """Another system with a key, and its work order, which is the case."""
    added = Partner.unscoped.create(
        county=county, area=county, name=f"{case.ref}热线", kind=PartnerKind.HOTLINE, added_at=clock.now()
    )
    ends = clock.now() + timedelta(days=1)
    key = partners.issue(SYSTEM, partner=added, kind="hmac", scopes=["hotline.orders"], expires_at=ends).key
    order = Order.objects.create(
        partner=added, number=case.ref, case=case, worked=case, kind="help", received_at=clock.now()
    )
    return {"partner": added.pk, "partner_key": key.pk, "hotline_order": order.pk}


def _asked_by_somebody(area: Any, case: Any) -> int:
    """What somebody who lives there asks about their data; the words carry the place's mark."""
    one = registers.person(None, area=area, phone="")
    return int(own.request(None, words=case.text, one=one).pk)


@dataclass(frozen=True)
class World:
    """The three places."""

    here: Place
    beside: Place
    far: Place


def of(cast: Any) -> World:
    """All three places of the cast."""
    far_body = organizations.create_organization(
        SYSTEM, area=cast.other_county, kind="department", name="山县住建局", serves_county=True
    )
    return World(
        build(
            "甲一乙", county=cast.county, area=cast.grid, worker=cast.li_grid_worker, body=cast.bureau,
            office=cast.zhao_dispatcher,
        ),
        build(
            "乙二丙", county=cast.county, area=cast.other_grid, worker=cast.qian_other_town, body=cast.other_bureau,
            office=cast.ma_other_office, phone="10000007531",
        ),
        build(
            "丙三丁", county=cast.other_county, area=cast.other_county_grid, worker=cast.luo_other_grid, body=far_body,
            office=cast.deng_other_admin, phone="10000008642",
        ),
    )  # fmt: skip


def routes(patterns: Any = None, space: str = "") -> dict[str, Any]:
    """Every named route of the project with its view."""
    found: dict[str, Any] = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found |= routes(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            found[f"{space}{pattern.name}"] = pattern.callback
    return found


_LINK = re.compile(r'(?:href|hx-get|src)="(/[^"]*)"')


def links(body: str) -> list[str]:
    """Addresses of our own in a page."""
    return [unescape(found).split("#")[0] for found in _LINK.findall(body) if not found.startswith("//")]


def text_of(answer: Any) -> str:
    """The body as text; pictures and files count as none."""
    if answer.streaming or "text" not in answer.headers.get("Content-Type", ""):
        return ""
    return answer.content.decode()


def words_of(answer: Any) -> str:
    """All that an answer says, in files too; workbooks are looked into."""
    data = answer.kept if answer.streaming else answer.content
    if not data.startswith(b"PK"):
        return data.decode(errors="ignore")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(book.read(name).decode(errors="ignore") for name in book.namelist())


def asked(client: Client, method: str, url: str, data: Any = None, **headers: Any) -> Any:
    """Ask; what comes as a stream is kept."""
    answer = getattr(client, method.lower())(url, data or {}, **headers)
    if answer.streaming:
        answer.kept = b"".join(answer.streaming_content)
    return answer


def undone(client: Client, method: str, url: str, data: Any = None, **headers: Any) -> Any:
    """Ask, and undo whatever it did."""
    with transaction.atomic():
        answer = asked(client, method, url, data, **headers)
        transaction.set_rollback(True)
    return answer
