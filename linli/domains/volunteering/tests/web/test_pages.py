"""Pages of volunteering as residents, keepers, offices and counters meet them."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from linli.domains.selfservice.tests import making as own
from linli.domains.volunteering import codes, services
from linli.domains.volunteering.models import Certificate, Reward, Service, SignUp, TeamMember
from linli.domains.volunteering.states import HOURS, POINTS
from linli.domains.volunteering.tests.making import (
    BEGIN,
    EVE,
    activity,
    code,
    confirmed,
    has,
    member,
    offer,
    resident,
    reward,
    shift,
    signed,
    team,
    there,
    volunteer,
)
from linli.foundation.privacy import rls
from linli.kernel import clock

pytestmark = pytest.mark.django_db

PHONE = "10055509901"


@pytest.fixture(autouse=True)
def known_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same six figures in every text."""
    from linli.domains.selfservice.services import codes as texts

    monkeypatch.setattr(texts.secrets, "randbelow", lambda end: int(own.DIGITS))


def url(name: str, *args: object) -> str:
    return reverse(f"volunteering:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, (response.status_code, response.headers.get("Location"))
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, **data})


def all_of(model: Any) -> list[Any]:
    with rls.everywhere():
        return list(model.unscoped.order_by("pk"))


def phone_of(cast: Any, who: Any = None) -> Any:
    """A browser of a resident who is signed in."""
    who = who or resident(cast, "王小红", phone=PHONE)
    browser = own.Browser(cast)
    assert browser.sign_in(PHONE).status_code == 303
    return browser.client


def test_from_joining_to_a_reward_at_the_counter(cast: Any, client_of: Any) -> None:
    of = team(cast)
    towels = offer(cast, price=2)
    one = shift(cast, of)
    with clock.frozen(EVE):
        phone = phone_of(cast)
        assert "还不是志愿者" in text(phone.get(url("me")))
        assert "志愿队负责人可以看到我的姓名" in text(phone.get(url("join")))
        assert sent(phone, url("join"), team=of.pk).status_code == 422  # without agreeing
        assert sent(phone, url("join"), team=of.pk, agreed="on").status_code == 303
        wang = client_of(cast.wang_community)
        (asked,) = all_of(TeamMember)
        assert "王小红" in text(wang.get(url("team", of.pk)))
        assert sent(wang, url("decide", asked.pk), taken="yes", role="member").status_code == 303
        assert "清扫楼道" in text(phone.get(url("near", cast.county.slug)))
        assert sent(phone, url("sign-up", one.pk)).status_code == 303
        assert "已报名" in text(phone.get(url("activity", one.activity_id)))
    with clock.frozen(BEGIN + timedelta(minutes=1)):
        phone = phone_of(cast, object())
        page = text(client_of(cast.li_grid_worker).get(url("code", one.pk)))
        shown = re.search(r'kpi__fig">(\d{6})<', page)
        assert shown
        assert phone.get(url("check-in", one.pk) + f"?code={shown[1]}").context["form"].initial["code"] == shown[1]
        assert sent(phone, url("check-in", one.pk), code="000000" if shown[1] != "000000" else "1").status_code == 422
        assert sent(phone, url("check-in", one.pk), code=shown[1]).status_code == 303
    with clock.frozen(one.ends_at + timedelta(minutes=5)):
        (line,) = all_of(SignUp)
        li = client_of(cast.li_grid_worker)
        assert "王小红" in text(li.get(url("confirm", one.pk)))
        data = {f"on_{line.pk}": "on", f"minutes_{line.pk}": "105", f"bad_{line.pk}": "", "q_kilograms": "30"}
        for _ in range(2):  # two tabs
            assert sent(li, url("confirm", one.pk), **data).status_code == 303
        phone = phone_of(cast, object())
        page = text(phone.get(url("me")))
        assert "1:45" in page and "1.7" in page
    with rls.everywhere():
        who = line.volunteer.person
    assert (has(who, HOURS), has(who, POINTS)) == (105, 17)
    with clock.frozen(BEGIN + timedelta(days=1)):
        services.add_stock(cast.chen_centre.actor, offer=towels, pieces=1)
        confirmed(cast, who, begin=BEGIN + timedelta(days=1))
    with clock.frozen(BEGIN + timedelta(days=2)):
        phone = phone_of(cast, object())
        answer = sent(phone, url("redeem", towels.pk))
        assert answer.status_code == 303
        (made,) = all_of(Reward)
        said = codes.reward_code(made.pk)
        assert said in text(phone.get(answer.headers["Location"]))
        zhou = client_of(cast.zhou_department)
        assert "毛巾一条" not in text(zhou.get(url("counter")))
        assert sent(client_of(cast.sun_other_department), url("counter"), code=said).status_code == 422
        assert sent(zhou, url("counter"), code=said).status_code == 303
        assert sent(zhou, url("counter"), code=said).status_code == 422
        assert "毛巾一条" in text(zhou.get(url("counter")))
        assert "已领取" in text(phone.get(url("reward", made.pk)))


def test_a_stranger_reaches_nothing_of_somebody_elses(cast: Any) -> None:
    """A signed-in resident names numbers of others."""
    given = reward(cast)
    with rls.everywhere():
        other = given.volunteer.person
    line = all_of(SignUp)[0]
    (place,) = all_of(TeamMember)
    paper = services.issue_certificate(person=other, first_on=BEGIN.date(), last_on=BEGIN.date())
    phone = phone_of(cast)
    for name, pk in (("reward", given.pk), ("paper", paper.pk), ("object", line.pk), ("check-in", line.shift_id)):
        assert phone.get(url(name, pk)).status_code == 404, name
    for name, pk in (("cancel", line.pk), ("check-out", line.pk), ("object", line.pk), ("leave-team", place.pk)):
        assert phone.post(url(name, pk)).status_code == 404, name
    anonymous = own.Browser(cast).client
    for name, pk in (("reward", given.pk), ("paper", paper.pk), ("me", None)):
        assert anonymous.get(url(name, *([pk] if pk else []))).status_code == 303


def test_the_board_shows_only_who_wants_to(cast: Any, client_of: Any) -> None:
    who = resident(cast, "欧阳志愿", phone=PHONE)
    member(cast, who=who)
    confirmed(cast, who, begin=clock.now() - timedelta(hours=3))
    everybody = client_of(cast.sun_resident)
    assert "欧阳志愿" not in text(everybody.get(url("board", cast.county.slug)))
    phone = phone_of(cast, who)
    assert phone.post(url("wish"), {"wanted": "1"}).status_code == 303
    page = text(everybody.get(url("board", cast.county.slug)))
    assert "欧阳志愿" in page and "2:00" in page
    assert phone.post(url("wish")).status_code == 303
    assert "欧阳志愿" not in text(everybody.get(url("board", cast.county.slug)))


def test_a_certificate_is_checked_by_number_and_code(cast: Any, client_of: Any) -> None:
    who = resident(cast, "欧阳志愿", phone=PHONE)
    member(cast, who=who)
    made = confirmed(cast, who)
    phone = phone_of(cast, who)
    assert "2026-06-13" in str(made.starts_at.astimezone(clock.ZONE))
    assert (
        sent(phone, url("certify"), first_on="2026-06-14", last_on="2026-06-30").status_code == 422
    )  # none in that time
    assert sent(phone, url("certify"), first_on="2026-06-13", last_on="2026-06-13").status_code == 303
    (paper,) = all_of(Certificate)
    file = phone.get(url("paper", paper.pk))
    inside = zipfile.ZipFile(io.BytesIO(file.content)).read("word/document.xml").decode()
    for words in ("欧阳志愿", "2:00", "清扫楼道", paper.number, paper.code, "2026-06-13"):
        assert words in inside
    everybody = client_of(cast.sun_resident)
    page = text(everybody.post(url("check"), {"number": paper.number.lower(), "code": f" {paper.code.lower()} "}))
    assert "欧***" in page and "2:00" in page
    assert "欧阳志愿" not in page
    for number, said in ((paper.number, "AAAAAAAA"), ("X", paper.code), ("", "")):
        assert everybody.post(url("check"), {"number": number, "code": said}).status_code == 422


def test_leaving_from_the_page_of_agreements_ends_it_too(cast: Any) -> None:
    who = resident(cast, phone=PHONE)
    member(cast, who=who)
    phone = phone_of(cast, who)
    consent = next(one for one in own.all_of(own.Consent) if one.code == "volunteering")
    withdraw = reverse("selfservice:withdraw", args=[consent.pk])
    assert phone.post(withdraw).status_code == 303
    assert volunteer(who).left_at is not None
    assert "还不是志愿者" in text(phone.get(url("me")))


def test_the_keepers_list_and_objections(cast: Any, client_of: Any) -> None:
    of = team(cast)
    who = member(cast, of, resident(cast, "王小红", phone=PHONE))
    late = member(cast, of, resident(cast, "赵没报名"))
    one = shift(cast, of)
    row = signed(cast, one, who)
    li = client_of(cast.li_grid_worker)
    with clock.frozen(one.starts_at + timedelta(minutes=20)):
        li = client_of(cast.li_grid_worker)
        page = text(li.get(url("shift", one.pk)))
        assert "王小红" in page and "赵没报名" in page
        assert li.post(url("mark", row.pk), {"said": "missing"}).status_code == 303
        assert sent(li, url("walk-in", one.pk), volunteer=volunteer(late).pk).status_code == 303
        phone = phone_of(cast, who)
        assert "李春燕" in text(phone.get(url("me")))  # who said so
        assert sent(phone, url("object", row.pk), why="was_there").status_code == 303
        assert "我在现场" in text(li.get(url("shift", one.pk)))
        assert sent(li, url("answer", row.pk), right="yes", answer="对过照片，在场").status_code == 303
        assert "对过照片" in text(phone.get(url("me")))
    with clock.frozen(one.ends_at):
        page = text(client_of(cast.li_grid_worker).get(url("confirm", one.pk)))
        assert "王小红" in page and "赵没报名" in page


def test_offices_set_up_and_strangers_dont_see(cast: Any, client_of: Any) -> None:
    wang, chen = client_of(cast.wang_community), client_of(cast.chen_centre)
    made = sent(wang, url("add-team"), area=cast.grid.pk, kind="masses", name="银龄队", words="")
    assert made.status_code == 303
    pk = int(made.headers["Location"].rstrip("/").rsplit("/", 1)[1])
    data = {
        "kind": "charity", "title": "送菜", "place": "菜站", "starts_at": "2030-06-13T22:00", "ends_at": "2030-06-14T02:00",
        "slots": "3", "lat": "37.5", "lng": "",
    }  # fmt: skip
    assert sent(wang, url("add-activity", pk), **data).status_code == 422  # half a position
    assert sent(wang, url("add-activity", pk), **data | {"lng": "122.1"}).status_code == 303
    assert sent(wang, url("add-activity", pk), **data | {"lat": "", "ends_at": "2030-06-13T21:00"}).status_code == 422
    assert "送菜" in text(wang.get(url("sessions") + "?year=2030"))
    assert "银龄队" in text(chen.get(url("teams")))
    assert "银龄队" not in text(client_of(cast.ma_other_office).get(url("teams")))
    assert client_of(cast.ma_other_office).get(url("team", pk)).status_code == 404
    assert sent(wang, url("add-post"), area=cast.grid.pk, title="楼道护绿岗", words="").status_code == 303
    assert "楼道护绿岗" in text(client_of(cast.sun_resident).get(url("near", cast.county.slug)))
    bad = {"organization": cast.bureau.pk, "kind": "goods", "title": "米", "starts_on": "2026-01-01"}
    for price, stock in (("0", "1"), ("-1", "1"), ("1.5", "1"), ("9" * 20, "1"), ("1", "-1")):
        assert sent(chen, url("add-offer"), **bad, price=price, stock=stock).status_code == 422
    assert sent(chen, url("add-offer"), **bad, price="3", stock="10").status_code == 303
    assert "米" in text(client_of(cast.sun_resident).get(url("pool", cast.county.slug)))


def test_figures_lead_to_their_rows(cast: Any, client_of: Any) -> None:
    of = team(cast)
    people = [member(cast, of, resident(cast, name)) for name in ("甲一", "乙二")]
    one = shift(cast, of)
    for who in people:
        there(cast, one, who)
    confirmed(cast, people[0], of=of, begin=BEGIN + timedelta(days=1))
    wang = client_of(cast.wang_community)
    found = wang.get(url("figures") + "?year=2026").context["found"]
    assert (found.teams, found.people, found.sessions, found.times, found.minutes) == (1, 2, 2, 3, 120)
    rows = wang.get(url("sessions") + "?year=2026").context["rows"]
    assert len(rows) == 2
    stranger = client_of(cast.ma_other_office).get(url("figures") + "?year=2026").context["found"]
    assert (stranger.teams, stranger.minutes) == (0, 0)
    assert client_of(cast.ma_other_office).get(url("figures") + f"?area={cast.grid.pk}").status_code == 404


def test_group_hours_honour_hours_and_back(cast: Any, client_of: Any) -> None:
    of = team(cast)
    who = member(cast, of, resident(cast, "甲一"))
    pk = volunteer(who).pk
    wang = client_of(cast.wang_community)
    data = {
        "kind": "charity", "title": "送菜", "place": "菜站", "starts_at": "2026-06-13T09:00", "ends_at": "2026-06-13T10:30",
        "volunteers": [pk], "q_kilograms": "85",
    }  # fmt: skip
    answer = sent(wang, url("record-session", of.pk), **data)
    assert answer.status_code == 303
    assert "1:30" in text(wang.get(answer.headers["Location"]))
    assert has(who, HOURS) == 90
    assert sent(wang, url("record-session", of.pk), **data | {"q_kilograms": "-1"}).status_code == 422
    honour = {"title": "早年", "on": "2015-05-01", "hours": "100", "minutes": "", "reason": "台账"}
    assert sent(wang, url("add-honour", pk), **honour).status_code == 303
    assert has(who, HOURS) == 90 + 6000
    first = all_of(Service)[0]
    assert "甲一" in text(wang.get(url("volunteer", pk)))
    assert sent(wang, url("take-back", first.pk), reason="日期写错").status_code == 303
    assert has(who, HOURS) == 6000


def test_the_codes_of_other_shifts_and_times_are_of_no_use_on_the_page(cast: Any) -> None:
    of = team(cast)
    who = member(cast, of, resident(cast, phone=PHONE))
    one = shift(cast, of)
    other = activity(cast, of)
    signed(cast, one, who)
    with clock.frozen(one.starts_at):
        phone = phone_of(cast, who)
        from linli.domains.volunteering.models import Shift

        elsewhere = Shift.unscoped.get(activity=other)
        for said in (code(elsewhere), code(one, one.starts_at - timedelta(minutes=11)), "", "９９９９９９", "1" * 20):
            assert sent(phone, url("check-in", one.pk), code=said).status_code == 422, said
        assert sent(phone, url("check-in", one.pk), lat="39.9", lng="116.4").status_code == 422  # at home
        assert sent(phone, url("check-in", one.pk), lat="nan", lng="0").status_code == 422
        assert sent(phone, url("check-in", one.pk), lat="37.5001", lng="122.1001").status_code == 303
