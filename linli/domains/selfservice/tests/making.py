"""Residents who register and sign in, for tests: by the services, and as a browser. The code is always the same six figures."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from linli.domains.selfservice import services
from linli.domains.selfservice.method import GUARDIAN, REGISTRATION, SENSITIVE
from linli.domains.selfservice.models import Consent, PersonRequest, PhoneCode, ResidentSession
from linli.domains.selfservice.services import Said, _base
from linli.domains.selfservice.states import CodeFor, Kind
from linli.foundation.privacy import rls
from linli.foundation.residents.models import Person
from linli.foundation.residents.tests.making import CHILD, GROWN, person
from linli.foundation.territory import selectors as territory

PHONE, OTHER_PHONE = "10055500001", "10055500002"
DIGITS, WRONG = "123456", "654321"
ALL = frozenset({REGISTRATION, GUARDIAN, SENSITIVE})


def said(name: str = "林小雨", **facts: Any) -> Said:
    return Said(**{"name": name, "room": "302", "phone": PHONE, "born_on": GROWN, **facts})


def begun(cast: Any, address: str | None = "10.0.0.1", area: Any = None, **facts: Any) -> PhoneCode:
    return services.begin(area or cast.building, said(**facts), agreed=ALL, address=address)


def registered(cast: Any, **facts: Any) -> Person:
    """Through the form's service and the code."""
    found: Person = services.register_self(begun(cast, **facts), DIGITS)
    return found


def signed_in(cast: Any, phone: str = PHONE) -> ResidentSession:
    return services.sign_in(services.ask_code(cast.county, phone=phone, address=None), DIGITS)


def consent(cast: Any) -> Consent:
    """Of somebody in Li's building, without a code."""
    one = person(cast, source="self")
    actor = _base.resident(one.county_id, one.area.path)
    return services.give_consents(actor, person=one, area=one.area, codes=(REGISTRATION,))[0]


def request(
    cast: Any, kind: Kind = Kind.CORRECT, words: str = "名字写错了", *, area: Any = None, one: Any = None
) -> PersonRequest:
    """What somebody in Li's building asks."""
    one = one or person(cast, area=area)
    return services.ask_office(person=one, kind=kind, field="name" if kind is Kind.CORRECT else "", words=words)


def people() -> list[Person]:
    """All entries there are."""
    with rls.everywhere():
        return list(Person.unscoped.select_related("area__county").order_by("pk"))


def all_of(model: Any) -> list[Any]:
    """All rows of a table of ours."""
    with rls.everywhere():
        return list(model.unscoped.order_by("pk"))


def again(row: Any) -> Any:
    """The row as it stands now."""
    with rls.everywhere():
        return type(row).unscoped.get(pk=row.pk)


class Browser:
    """A phone's browser without account."""

    def __init__(self, cast: Any, **options: Any) -> None:
        self.client = Client(**options)
        self.cast = cast
        self.key = ""

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"selfservice:{name}", args=args)

    def get(self, name: str, *args: Any) -> str:
        """The page's text; the key of its form is kept."""
        answer = self.client.get(self.url(name, *args))
        assert answer.status_code == 200, (name, answer.status_code, answer.headers.get("Location"))
        text = answer.content.decode()
        found = re.search(r'name="idempotency_key" value="([^"]+)"', text)
        self.key = found[1] if found else self.key
        return text

    def post(self, name: str, /, *args: Any, **data: Any) -> Any:
        key = self.key or uuid.uuid4().hex
        return self.client.post(self.url(name, *args), {"idempotency_key": key, **data})

    def code(self) -> str:
        return territory.qr_code(self.cast.building)

    def join(self, **data: Any) -> Any:
        """Fill in the door's form and send it."""
        form = {"room": "302", "name": "林小雨", "born_on": "1980-05-17", "phone": PHONE, "agree_registration": "on"}
        self.get("join", self.code())
        return self.post("join", self.code(), **(form | data))

    def register(self, **data: Any) -> Any:
        """All of it."""
        assert self.join(**data).status_code == 303
        return self.post("code", digits=DIGITS)

    def sign_in(self, phone: str = PHONE) -> Any:
        self.get("sign-in", self.cast.county.slug)
        assert self.post("sign-in", self.cast.county.slug, phone=phone).status_code == 303
        return self.post("code", digits=DIGITS)


__all__ = [
    "ALL", "CHILD", "DIGITS", "GROWN", "OTHER_PHONE", "PHONE", "WRONG", "Browser", "CodeFor", "again", "all_of", "begun",
    "consent", "date", "people", "person", "registered", "request", "said", "signed_in",
]  # fmt: skip
