"""Thanks only: nothing in the product asks for a credit balance, and nobody's requests are answered otherwise because of one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

import linli
from linli.domains.cases.tests import making as cases
from linli.domains.credit import kinds
from linli.domains.credit.models import Party
from linli.domains.credit.services import _base
from linli.domains.credit.tests.making import SYSTEM, balance, booked, party
from linli.domains.selfservice import services as own
from linli.domains.selfservice.states import Kind
from linli.domains.selfservice.tests.making import PHONE, Browser
from linli.engines.ledger import selectors as ledgers
from linli.engines.ledger import services as ledger
from linli.engines.rollups import services as rollups
from linli.foundation.privacy import rls
from linli.foundation.residents.models import Person
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from tests.access.makers import MAKERS
from tests.access.matrix import MATRIX

ROOT = Path(linli.__file__).parent
OURS = ROOT / "domains" / "credit"
#: Where credit may be named outside of its folder, and what for.
NAMED = {
    "config/apps.py": "the list of apps",
    "config/replica.py": "its lists, among the pages that may be some seconds old",
    "config/urls.py": "its addresses",
    "surfaces/web/nav.py": "the way to its pages",
    "surfaces/web/home.py": "the way to its public page",
    "engines/ledger/registry.py": "the unit, beside all others",
    "demo/credit.py": "invented contracts",
    "demo/load.py": "calls the line above",
}


def sources() -> Iterator[tuple[str, str]]:
    """All code and templates outside of credit, without tests."""
    for path in sorted([*ROOT.rglob("*.py"), *ROOT.rglob("*.html")]):
        if OURS not in path.parents and "tests" not in path.parts and "migrations" not in path.parts:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def test_nothing_else_names_credit() -> None:
    """Neither a permission, nor a scope, a case, a queue, an intake, an indicator nor a page: not even in a comment."""
    named = {name for name, text in sources() if re.search(r"credit(?!s? (?:code|hour))", text, re.IGNORECASE)}
    named -= {name for name, text in sources() if name in named and not _names_it(text)}
    assert named <= set(NAMED), named - set(NAMED)


def _names_it(text: str) -> bool:
    """Whether anything but a company's unified social credit code is meant."""
    plain = re.sub(r"(unified )?social credit|credit[ _]code|accredit", "", text, flags=re.IGNORECASE)
    return re.search("credit", plain, re.IGNORECASE) is not None


def test_only_menus_ask_credit_anything() -> None:
    """The menus of staff and of residents ask whether the county has contracts at all; nothing imports a balance."""
    found = {}
    for name, text in sources():
        if name.endswith(".py"):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("linli.domains.credit"):
                    found.setdefault(name, set()).update(one.name for one in node.names)
    found.pop("demo/credit.py", None)
    assert found == {menu: {"has_contracts"} for menu in ("surfaces/web/nav.py", "surfaces/web/home.py")}


def test_pages_of_the_ledger_show_no_credit_account() -> None:
    assert kinds.ACCOUNT.private
    assert kinds.ACCOUNT.code not in dict(ledgers.kind_choices())
    assert all(one.own for one in (kinds.THANKS, kinds.DEDUCTION, kinds.CORRECTION))


def stand_at(one: Party, amount: int) -> None:
    """Bring a balance there, below zero too, as no service of credit would."""
    with transaction.atomic():
        account = ledgers.own_account(
            county_id=one.county_id, kind=kinds.ACCOUNT.code, owner_id=one.pk, unit=kinds.UNIT.code
        )
        assert account is not None
        ledger.set_bounds(SYSTEM, account=account, minimum=None, maximum=None)
        change = amount - ledgers.balance(account)
        lines = [(account, change), (_base.source_of(one), -change)]
        ledger.post(SYSTEM, kind=kinds.CORRECTION.code, key=f"test:{amount}", lines=lines)
    assert balance(one) == amount


@pytest.fixture
def one(cast: Any) -> Party:
    """Somebody in Li's building with a contract and one entry."""
    made = party(cast)
    booked(cast, made)
    return made


def plain(page: bytes) -> str:
    """A page without what is made anew each time: keys, seals, nonces and signed addresses."""
    return re.sub(r"[A-Za-z0-9_:+=.-]{22,}", "", page.decode(errors="replace"))


def pages_for_residents(cast: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Routes for everybody with what they name, each thing made once; two that can't both be there: the first. A balance is shown to its
    subject on one page, which is what that is for.
    """
    made: dict[str, dict[str, Any] | None] = {}
    for name, row in MATRIX.items():
        if (
            not row.public
            or "GET" not in row.methods
            or name in ("credit:mine", "credit:mine-object", "credit:picture")
        ):
            continue
        if row.thing not in made:
            try:
                with transaction.atomic():
                    made[row.thing] = MAKERS[row.thing](cast)
            except RuleBroken:
                made[row.thing] = None
        found = made[row.thing]
        if found is not None:
            yield name, found


def answers(browser: Browser, given: dict[str, dict[str, Any]]) -> dict[str, tuple[int, str]]:
    """What a signed-in resident gets from every page for residents."""
    found = {}
    for name, arguments in given.items():
        response = browser.client.get(reverse(name, kwargs=arguments))
        is_page = response.status_code == 200 and not response.streaming  # a refusal has a number of its own
        found[name] = (response.status_code, plain(response.content) if is_page else "")
    return found


def test_a_resident_is_answered_the_same_whatever_the_balance(cast: Any, one: Party) -> None:
    given = dict(pages_for_residents(cast))
    assert len(given) > 25
    browser, at = Browser(cast), clock.now()
    browser.sign_in()
    answers(browser, given)  # what is kept per process or browser is kept by then
    rollups.count_waiting()  # /healthz says how old the oldest change is that isn't counted
    with clock.frozen(at):
        stand_at(one, -1_000_000)
        low = answers(browser, given)
        stand_at(one, 1_000_000)
        high = answers(browser, given)
    assert {name: said[0] for name, said in low.items()} == {name: said[0] for name, said in high.items()}
    assert [name for name in low if low[name] != high[name]] == []


def test_a_report_and_a_request_are_taken_the_same(cast: Any, one: Party) -> None:
    """Priority, clocks, office and answer times don't know a balance."""
    made, at = [], clock.now()
    for amount, kind in ((-1_000_000, "name"), (1_000_000, "phone")):
        stand_at(one, amount)
        with clock.frozen(at):
            case = cases.open_case(cast, contact_phone=PHONE)
            with rls.everywhere():
                person = Person.unscoped.select_related("area__county", "county").get(pk=one.person_id)
            asked = own.ask_office(person=person, kind=Kind.CORRECT, field=kind, words="写错了")
            facts = {
                field.attname: getattr(case, field.attname) for field in case._meta.concrete_fields
                if field.attname not in ("id", "ref", "number")
            }  # fmt: skip
            made.append((facts, asked.due_at))
    assert made[0] == made[1]
