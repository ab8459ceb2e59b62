"""The pages of credit as residents, organizations, offices and everybody meet them."""

from __future__ import annotations

import io
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from linli.domains.credit import selectors
from linli.domains.credit.models import Entry, Objection, Party, RuleTable
from linli.domains.credit.states import TELL
from linli.domains.credit.tests.making import (
    again,
    all_of,
    balance,
    booked,
    entered,
    objected,
    party,
    resident,
    rule,
    signed,
    subject_of,
    table,
    unit,
)
from linli.domains.selfservice.tests.making import OTHER_PHONE, PHONE, Browser
from linli.kernel import clock, crypto
from tests.kit.budgets import Budgets


def url(name: str, *args: object) -> str:
    return reverse(f"credit:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200, (response.status_code, response.headers.get("Location"))
    return str(response.content.decode())


def sent(client: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"idempotency_key": uuid.uuid4().hex, **data})


@pytest.fixture
def browser(cast: Any) -> Browser:
    """A resident in Li's building, signed in by phone."""
    table(cast)
    resident(cast)
    one = Browser(cast)
    one.sign_in()
    return one


def sign(browser: Browser, kind: str = "resident", code: str = "contract") -> Any:
    page = text(browser.client.get(url("mine-sign", kind, code)))
    found = re.search(r'name="digest" value="([0-9a-f]+)"', page)
    assert found
    return sent(browser.client, url("mine-sign", kind, code), digest=found[1])


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "PNG")
    return SimpleUploadedFile("p.png", out.getvalue(), content_type="image/png")


def test_a_resident_reads_signs_and_withdraws(browser: Browser, cast: Any) -> None:
    page = text(browser.client.get(url("mine")))
    assert "自愿" in page and "居民骨干" in page and "沿街商户" in page and "红色物业" not in page
    assert "门前整洁" in text(browser.client.get(url("mine-sign", "merchant", "contract")))
    assert sign(browser).status_code == 303
    page = text(browser.client.get(url("mine")))
    assert "扶弱帮困协议" in page and "余额" in page
    assert sign(browser, code="helping").status_code == 303
    assert "不用说明原因" in text(browser.client.get(url("mine-withdraw", "contract")))
    for _ in range(2):
        assert sent(browser.client, url("mine-withdraw", "contract")).status_code == 303
    (one,) = all_of(Party)
    assert one.ended_at is not None
    assert sign(browser).status_code == 303 and len(all_of(Party)) == 2


def test_an_old_form_signs_nothing(browser: Browser) -> None:
    address = url("mine-sign", "resident", "contract")
    response = sent(browser.client, address, digest="0" * 64)
    assert response.status_code == 422 and "请重新阅读" in response.content.decode()
    for odd in (("red_property", "contract"), ("resident", "x"), ("x", "contract")):
        assert browser.client.get(url("mine-sign", *odd)).status_code == 404
    assert all_of(Party) == []


def test_the_same_form_twice_signs_once(browser: Browser) -> None:
    page = text(browser.client.get(url("mine-sign", "resident", "contract")))
    found = re.search(r'name="digest" value="([0-9a-f]+)"', page)
    assert found
    data = {"idempotency_key": uuid.uuid4().hex, "digest": found[1]}
    for _ in range(2):
        assert browser.client.post(url("mine-sign", "resident", "contract"), data).status_code == 303
    assert len(all_of(Party)) == 1


def test_strangers_find_nothing(browser: Browser, cast: Any) -> None:
    sign(browser)
    (one,) = all_of(Party)
    entry = booked(cast, one)
    resident(cast, "王大明", phone=OTHER_PHONE)
    other = Browser(cast)
    other.sign_in(OTHER_PHONE)
    assert other.client.get(url("mine-object", entry.pk)).status_code == 404
    assert sent(other.client, url("mine-object", entry.pk), words="x").status_code == 404
    assert rule("talk_it_over").label not in text(other.client.get(url("mine")))
    assert Browser(cast).client.get(url("mine")).status_code == 303  # to the sign-in


def test_from_the_first_entry_to_the_reversal(browser: Browser, cast: Any, client_of: Any) -> None:
    sign(browser)
    (one,) = all_of(Party)
    wang, zhao, chen = (client_of(who) for who in (cast.wang_community, cast.zhao_dispatcher, cast.chen_centre))
    assert "林小雨" in text(wang.get(url("parties")))
    data = {"rule": rule("mediate").pk, "on": clock.today().isoformat(), "words": "双方签字", "photos": picture()}
    response = sent(wang, url("enter", one.pk), **data)
    assert response.status_code == 303
    (entry,) = all_of(Entry)
    assert response.headers["Location"] == url("entry", entry.pk)
    page = text(browser.client.get(url("mine")))
    assert "等待复核" in page and "双方签字" in page
    (address,) = re.findall(r'href="(/credit/picture/[^"]+)"', page)
    assert browser.client.get(address).headers["Content-Type"] == "image/jpeg"
    assert "双方签字" not in text(wang.get(url("entry", entry.pk)))
    assert url("confirm", entry.pk) not in text(wang.get(url("entry", entry.pk)))
    assert sent(wang, url("confirm", entry.pk)).status_code == 409
    page = text(sent(zhao, url("open-entry", entry.pk)))
    assert "双方签字" in page and "/credit/picture/" in page
    assert sent(zhao, url("confirm", entry.pk)).status_code == 303
    assert sent(zhao, url("confirm", entry.pk)).status_code == 409
    assert balance(one) == 30
    assert "<b>3</b>" in text(browser.client.get(url("mine")))
    assert "by_text" in text(browser.client.get(url("mine-object", entry.pk)))
    assert sent(browser.client, url("mine-object", entry.pk), words="我没有参加", by_text="on").status_code == 303
    assert sent(browser.client, url("mine-object", entry.pk), words="我没有参加").status_code == 422
    (objection,) = all_of(Objection)
    assert crypto.unseal(bytes(objection.tell_sealed), purpose=TELL) == PHONE
    assert "由别人处理" in text(wang.get(url("objection", objection.pk)))
    assert sent(wang, url("decide", objection.pk), upheld="yes", answer="x").status_code == 422
    assert "我没有参加" in text(sent(chen, url("open-objection", objection.pk)))
    assert sent(chen, url("decide", objection.pk), upheld="yes", answer="核实无误").status_code == 303
    page = text(browser.client.get(url("mine")))
    assert "已撤" in page and "核实无误" in page and "<b>0</b>" in page
    assert "赵敏" in page and "陈立" in page  # who looked
    anew = text(wang.get(url("entry", entry.pk)))
    assert f"{url('enter', one.pk)}?corrects={entry.pk}" in anew


def test_odd_entries_are_refused(cast: Any, client_of: Any) -> None:
    one, wang = party(cast), client_of(cast.wang_community)
    good = {"rule": rule().pk, "on": clock.today().isoformat(), "words": "签到表"}
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    wrong = (
        {"rule": "x"}, {"rule": "-1"}, {"rule": "9" * 30}, {"rule": rule("door_clean").pk}, {"on": tomorrow}, {"on": "2026-02-30"}, {"words": ""},
        {"words": "长" * 501},
        {"photos": SimpleUploadedFile("p.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg")},
    )  # fmt: skip
    for change in wrong:
        assert sent(wang, url("enter", one.pk), **(good | change)).status_code == 422, change
    assert sent(wang, url("enter", one.pk), points="9999", given="9999", **good).status_code == 303
    (entry,) = all_of(Entry)
    assert entry.asked == 10  # points come from the rule alone
    for corrects in ("x", "9" * 30, "-1"):
        assert wang.get(url("enter", one.pk) + f"?corrects={corrects}").status_code == 200
    data = good | {"rule": rule("visit_alone").pk}
    assert sent(wang, url("enter", one.pk) + f"?corrects={entry.pk}", **data).status_code == 422


def test_others_places_and_counties_are_hidden(cast: Any, client_of: Any) -> None:
    one = party(cast)
    entry = booked(cast, one)
    objection = objected(cast, entry)
    for who in (cast.ma_other_office, cast.feng_other_county):
        client = client_of(who)
        for name, pk in (
            ("party", one.pk),
            ("enter", one.pk),
            ("entry", entry.pk),
            ("refuse", entry.pk),
            ("take-back", entry.pk),
            ("objection", objection.pk),
        ):
            assert client.get(url(name, pk)).status_code == 404, name
        for name, pk in (
            ("open-account", one.pk),
            ("confirm", entry.pk),
            ("open-entry", entry.pk),
            ("open-objection", objection.pk),
            ("decide", objection.pk),
        ):
            assert sent(client, url(name, pk), reason="x", upheld="yes", answer="x").status_code == 404, name
        assert "林小雨" not in text(client.get(url("parties")))
    assert client_of(cast.ma_other_office).get(url("parties") + f"?place={cast.community.pk}").status_code == 404


def test_a_balance_is_opened_with_a_reason(cast: Any, client_of: Any) -> None:
    one = party(cast)
    booked(cast, one, "mediate")
    wang = client_of(cast.wang_community)
    for address in (url("parties"), url("party", one.pk), url("entries") + "?state=booked", url("figures")):
        assert "<b>3</b>" not in text(wang.get(address))
    assert sent(wang, url("open-account", one.pk), reason=" ").status_code == 422
    assert "<b>3</b>" in text(sent(wang, url("open-account", one.pk), reason="答复本人"))
    person = selectors.own_page(subject_of(one))
    assert [look.reason for look in person.looks] == ["答复本人"]
    assert client_of(cast.wu_leader).get(url("party", one.pk)).status_code == 403
    assert client_of(cast.li_grid_worker).get(url("parties")).status_code == 403


def test_an_organization_signs_by_its_people(cast: Any, client_of: Any) -> None:
    table(cast)
    zhou = client_of(cast.zhou_department)
    page = text(zhou.get(url("units")))
    assert "江县市政局" in page and "江县水务局" not in page
    bureau = cast.bureau.pk
    assert "驻区单位" in text(zhou.get(url("unit", bureau)))
    address = url("unit-sign", bureau, "resident_unit", "contract")
    found = re.search(r'name="digest" value="([0-9a-f]+)"', text(zhou.get(address)))
    assert found and sent(zhou, address, digest=found[1]).status_code == 303
    (one,) = all_of(Party)
    assert one.organization_id == bureau and one.person_id is None
    assert sent(zhou, url("unit-honour", bureau), wanted="1").status_code == 303
    assert "江县市政局" in text(Browser(cast).client.get(url("about", cast.county.slug)))
    for name in ("unit", "unit-honour"):
        assert client_of(cast.sun_other_department).post(url(name, bureau)).status_code in (404, 405)
    assert client_of(cast.sun_other_department).get(url("unit", bureau)).status_code == 404
    assert sent(zhou, url("unit-withdraw", bureau, "contract")).status_code == 303
    assert again(one).ended_at and not again(one).is_honoured


def test_everybody_reads_texts_rules_and_figures_and_no_balance(cast: Any, client: Any) -> None:
    one = party(cast)
    booked(cast, one, "mediate")
    page = text(client.get(url("about", cast.county.slug)))
    for words in ("居民公约", "暂定", "H12", "主动化解一起邻里矛盾", "第 1 版", "300000", "少量"):
        assert words in page
    assert "林小雨" not in page
    assert client.get(url("about", cast.other_county.slug)).status_code == 404
    assert client.get(url("about", "nowhere")).status_code == 404
    for token in ("x", "MQ:1a:b"):
        assert client.get(url("picture", token)).status_code == 404


def test_rules_come_from_a_file(cast: Any, client_of: Any) -> None:
    chen = client_of(cast.chen_centre)
    good = "编号,赋分标准,分值\n1,扫雪一次,2\n2,遛狗不牵绳,-0.5\n".encode()

    def load(data: bytes, **more: Any) -> Any:
        file = SimpleUploadedFile("rules.csv", data, content_type="text/csv")
        return sent(chen, url("rules-load"), file=file, **more)

    assert load(good, do="check").status_code == 200 and all_of(RuleTable) == []
    wrong = load("编号,赋分标准,分值\n1,按时缴费,2\n2,扫雪,0\n".encode())
    assert wrong.status_code == 422 and "欠费欠债" in wrong.content.decode() and all_of(RuleTable) == []
    assert load(b"\x00\x01").status_code == 422 and load("编号,赋分标准,分值\n".encode()).status_code == 422
    assert load(good).status_code == 303
    (made,) = all_of(RuleTable)
    first = (clock.today() + timedelta(days=7)).isoformat()
    assert sent(chen, url("rules-enforce", made.pk), first=clock.today().isoformat()).status_code == 422
    assert sent(chen, url("rules-enforce", made.pk), first=first).status_code == 303
    assert "将生效" in text(chen.get(url("rules")))
    assert sent(chen, url("rules-starter")).status_code == 303
    assert len(all_of(RuleTable)) == 2
    assert client_of(cast.feng_other_county).get(url("rules")).status_code == 404
    assert client_of(cast.wang_community).get(url("rules")).status_code == 403


def test_odd_addresses_give_the_plain_lists(cast: Any, client_of: Any) -> None:
    party(cast)
    chen = client_of(cast.chen_centre)
    for query in ("?kind=x", "?page=x", "?page=999", "?place=x", "?place=0"):
        assert chen.get(url("parties") + query).status_code == 200, query
    for query in ("?state=x", "?state=dropped", "?page=-1"):
        assert chen.get(url("entries") + query).status_code == 200, query
    for query in ("?place=x", "?place=" + "9" * 40):
        assert chen.get(url("figures") + query).status_code == 200, query
    assert chen.get(url("figures") + "?place=1").status_code in (200, 404)


def test_late_objections_show(cast: Any, client_of: Any) -> None:
    objected(cast, booked(cast, party(cast)))
    with clock.frozen(clock.now() + timedelta(days=40)):
        assert "超期" in text(client_of(cast.chen_centre).get(url("objections")))


def test_the_way_in_shows_where_there_are_contracts(cast: Any, client_of: Any) -> None:
    way = f'href="{url("figures")}"'
    assert way in text(client_of(cast.chen_centre).get(reverse("people:staff")))
    assert way not in text(client_of(cast.feng_other_county).get(reverse("people:staff")))


class TestBudgets(Budgets):
    """Lists cost the same for three rows and for thirty."""

    def add_row(self, cast: Any, number: int) -> Any:
        if not all_of(RuleTable):
            table(cast)
        one = signed(
            cast, resident(cast, "林" + chr(0x4E00 + 7 * number) + "秀", phone=f"1006666{number:04d}"), days_ago=5
        )
        objected(cast, booked(cast, one))
        entered(cast, one, "visit_alone")
        signed(cast, unit(cast), kind="social_organization", days_ago=5)
        return one

    def pages(self, cast: Any, client_of: Any) -> dict[str, Any]:
        chen = client_of(cast.chen_centre)
        entry, objection = all_of(Entry)[0], all_of(Objection)[0]
        named = {
            "figures": (), "parties": (), "party": (entry.party_id,), "entries": (), "entry": (entry.pk,), "objections": (),
            "objection": (objection.pk,), "rules": (), "about": (cast.county.slug,),
        }  # fmt: skip
        return {f"credit:{name}": (chen, url(name, *args)) for name, args in named.items()}
