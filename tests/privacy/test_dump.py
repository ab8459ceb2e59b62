"""A copy of the database in a thief's hands: no phone number, ID number or room is in it in clear, in any table or coding."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from typing import Any

from django.db import connection

from linli.domains.cases import services as cases
from linli.domains.cases.tests import making
from linli.domains.notices import selectors as notices
from linli.domains.selection import services as choosing
from linli.domains.selection.tests.making import on_notice
from linli.domains.selfservice.tests.making import Browser
from linli.domains.visits.tests import making as visiting
from linli.foundation.people import selectors as staff
from linli.foundation.people import services as cards
from linli.foundation.residents import services as residents
from linli.foundation.residents.tests.making import SYSTEM, draft, dwelling, number, person, row
from linli.kernel import clock

PHONES = ("10055501234", "10055505678", "10055509012", "10055503456", "10055507890")
ID_NUMBERS = (number(421), number(577))
ROOM = "东单元 1907 室"
NOTE = "钥匙放在门口花盆下面"


def dump() -> dict[str, str]:
    """Every table as COPY writes it, by name, read as the owner whom row security doesn't bind."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE linli")
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                found[table] = b"".join(rows).decode()
        cursor.execute("SET LOCAL ROLE linli_app")
    return found


def codings(secret: str) -> set[str]:
    """How something could lie in a dump although a plain search misses it."""
    raw = secret.encode()
    coded = base64.b64encode(raw).decode().rstrip("=")
    return {secret, raw.hex(), coded, secret[::-1], " ".join(secret), f"{secret[:3]}-{secret[3:7]}-{secret[7:]}"}


def live(cast: Any) -> None:
    """A registration, an import, staff, a report with a phone, and looks at all of them."""
    li, wang = cast.li_grid_worker.actor, cast.wang_community.actor
    home = dwelling(cast, ROOM)
    one = person(cast, phone=PHONES[0], id_number=ID_NUMBERS[0], source="self")
    residents.move_in(SYSTEM, person=one, dwelling=home)
    residents.change_person(li, person=one, draft=draft(phone=PHONES[1], id_number=ID_NUMBERS[0]))
    rows = [row(2, cast.building, "林一", phone=PHONES[2], id_number=ID_NUMBERS[1], room="2001", born_on=None)]
    assert residents.import_people(wang, county=cast.county, rows=rows).added == 1
    for field, reason in (("phone", "约时间"), ("id_number", "核对"), ("phone", f"打 {cast.grid.name} 的电话")):
        residents.reveal_field(li, person=one, field=field, reason=reason)
    residents.reveal_address(li, dwelling=home, reason="上门")
    card = cards.add_staff(SYSTEM, area=cast.grid, name="电话", phone=PHONES[3])
    cards.reveal_phone(wang, card=staff.card_by_id(card.pk), reason="值班")
    case = making.open_case(cast, contact_phone=PHONES[0])
    visiting.visited(cast, visiting.planned(cast, f"{ROOM}东"), note=NOTE)
    cases.reveal_contact(wang, case=case, reporter=case.reporters.get(), reason="约上门时间")
    result = on_notice(cast, "刘小梅")
    objection = choosing.object_to(cast.sun_resident.actor, selection=result.pk, words="有异议", phone=PHONES[1])
    choosing.read_objection(wang, objection=objection)


def newest_code() -> str:
    """The figures of the newest text message."""
    found = re.search(r"\d{6}", notices.kept_texts()[0].text)
    assert found
    return found[0]


def serve_oneself(cast: Any, committing: Any) -> list[str]:
    """Somebody registers, signs in, asks for a correction with a number in it, takes a copy, and waits for one more code; the
    codes are returned.
    """
    browser, codes = Browser(cast), []
    with committing(execute=True):
        browser.join(phone=PHONES[4], room=ROOM)
    codes.append(newest_code())
    browser.post("code", digits=codes[-1])
    with clock.frozen(clock.now() + timedelta(minutes=2)), committing(execute=True):
        browser.get("sign-in", cast.county.slug)
        browser.post("sign-in", cast.county.slug, phone=PHONES[4])
    codes.append(newest_code())
    browser.post("code", digits=codes[-1])
    browser.get("correct")
    assert browser.post("correct", field="phone", words=f"换成 {PHONES[1]}", by_text="on").status_code == 303
    assert browser.post("copy").status_code == 200
    with clock.frozen(clock.now() + timedelta(minutes=4)):
        assert browser.join(phone=PHONES[4], room=ROOM, name="林小").status_code == 303
    return codes


def test_a_dump_holds_nothing_in_clear(cast: Any, django_capture_on_commit_callbacks: Any) -> None:
    live(cast)
    figures = serve_oneself(cast, django_capture_on_commit_callbacks)
    tables = dump()
    filled = (
        "residents_person",
        "residents_dwelling",
        "cases_reporter",
        "privacy_look",
        "selfservice_phonecode",
        "visits_visit",
    )
    assert all(tables[name] for name in (*filled, "selfservice_residentsession", "selfservice_personrequest"))
    ours = [text for name, text in tables.items() if name.startswith(("selfservice_", "notices_", "django_session"))]
    assert [figure for figure in figures for text in ours if f"\t{figure}\t" in text or f"{figure} " in text] == []
    secrets = {coding for secret in (*PHONES, *ID_NUMBERS, ROOM, NOTE) for coding in codings(secret)}
    assert [(table, secret) for table, text in tables.items() for secret in secrets if secret in text] == []


def test_the_search_itself_would_find_something(cast: Any) -> None:
    """A control: words that are in clear are found by the same search."""
    cards.add_staff(SYSTEM, area=cast.grid, name=PHONES[0], phone="")
    assert any(PHONES[0] in text for text in dump().values())
