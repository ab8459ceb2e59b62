"""`./run bench --doors`: intake through each door for other systems, beside the field worker's form and a bare insert.

Other systems are followed here (their news waits in the outbox), which counties without any are spared.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse

from linli.config import supervise
from linli.config.env import env
from linli.demo import plan
from linli.domains.hotline.states import SCOPE as HOTLINE
from linli.foundation.methods import loader
from linli.foundation.methods import selectors as methods
from linli.foundation.methods import services as releases
from linli.foundation.partners import services as partners
from linli.foundation.partners.rules import signature
from linli.foundation.people.models import Appointment
from linli.foundation.territory import selectors as territory
from linli.foundation.territory import services as ground
from linli.foundation.territory.models import Area
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.surfaces.api.permissions import OPEN
from linli.surfaces.api.permissions import SCOPE as OPEN311
from tools.bench import measures, report, serving
from tools.bench.load import Maker, post
from tools.bench.measures import TEXT, Measure

#: A system may file so many reports in an hour; the bench files more.
SYSTEMS = 24
CLIENTS = (1, 8)
JSON = "application/json"


def doors(slug: str) -> list[Measure]:
    """The yardstick, the field worker's form, and each door."""
    county = Area.unscoped.get(slug=slug)
    return [
        Measure(
            "bare insert", "POST bench/bare", lambda _client, _at: post("/bench/bare/", f"text={quote(TEXT)}"), 303
        ),
        Measure("intake, field", "POST cases:field-report", measures.field_intake(county), 303, adds=True),
        Measure("intake, hotline", "POST hotline-api:orders", _hotline(county), 201, adds=True),
        Measure("intake, Open311", "POST api:georeport-requests", _open311(county), 200, adds=True),
        Measure("intake, JSON API", "POST api:json-cases", _json(county), 201, adds=True),
    ]


def _keys(county: Any, kind: str, scope: str) -> list[Any]:

    system, ends = Actor.system(), clock.now() + timedelta(days=30)
    made = []
    for number in range(SYSTEMS):
        owner = partners.add_partner(system, county=county, name=f"bench {scope} {number}")
        made.append(partners.issue(system, partner=owner, kind=kind, scopes=(scope,), expires_at=ends))
    return made


def _grid(county: Any) -> Any:

    return Appointment.unscoped.filter(county_id=county.pk, kind="grid_worker").select_related("area")[0].area


def _take_orders(slug: str) -> None:
    """A release of the county that takes a hotline's orders in, as one that has connected its hotline."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(loader.FOLDER, folder, dirs_exist_ok=True)
        file = folder / f"{slug}.toml"
        text = re.sub(
            r"^version = \d+", "version = 1000", file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE
        )
        on = '\n[cases.sources]\nhotline = { label = "12345 转来", enabled = true, assumed = "只为测量" }\n'
        file.write_text(text + on, encoding="utf-8")
        releases.install_method(Actor.system(), slug=slug, folder=folder)


def _hotline(county: Any) -> Maker:
    """A signed work order about a grid."""
    _take_orders(county.method_slug)
    ground.add_code(Actor.system(), area=_grid(county), system="own", code="BENCH")
    keys, path = _keys(county, "hmac", HOTLINE), reverse("hotline-api:orders")

    def make(number: int) -> bytes:
        said = {"number": f"GD{time.time_ns()}{number}", "text": TEXT, "kind": "求助", "area_code": "BENCH"}
        body = json.dumps(said, ensure_ascii=False).encode()
        return request(path, body, JSON, _signed(keys[number % SYSTEMS], body))

    return _numbered(make)


def _signed(key: Any, body: bytes) -> dict[str, str]:

    at, nonce = str(int(time.time())), secrets.token_hex(8)
    said = signature(key.secret, at, nonce, body)
    return {"Linli-Key": key.key.prefix, "Linli-Time": at, "Linli-Nonce": nonce, "Linli-Signature": said}


def _open311(county: Any) -> Maker:
    """A report of another platform."""
    keys, path = _keys(county, "bearer", OPEN311), reverse("api:georeport-requests", args=["json"])
    service = "gbt47678_5_2026-matter-01003"

    place = territory.qr_code(_grid(county))

    def make(number: int) -> bytes:
        said = {
            "jurisdiction_id": county.slug, "api_key": keys[number % SYSTEMS].secret, "service_code": service,
            "description": TEXT, "address_id": place,
        }  # fmt: skip
        unique = {"Idempotency-Key": f"{time.time_ns()}-{number}"}
        return request(path, urlencode(said).encode(), "application/x-www-form-urlencoded", unique)

    return _numbered(make)


def _json(county: Any) -> Maker:
    """A case that a system registers."""
    keys, path = _keys(county, "bearer", OPEN), reverse("api:json-cases")
    card = methods.current_rules(county.method_slug).cases.categories.cards[0].code
    area = _grid(county).pk

    def make(number: int) -> bytes:
        body = json.dumps({"area": area, "card": card, "text": TEXT}, ensure_ascii=False).encode()
        key = {
            "Authorization": f"Bearer {keys[number % SYSTEMS].secret}",
            "Idempotency-Key": f"{time.time_ns()}-{number}",
        }
        return request(path, body, JSON, key)

    return _numbered(make)


def _numbered(make: Callable[[int], bytes]) -> Maker:
    number = itertools.count()
    return lambda _client, _at: make(next(number))


def request(path: str, body: bytes, kind: str, headers: dict[str, str]) -> bytes:
    """A POST of another system."""
    lines = {"Host": "127.0.0.1", "Content-Type": kind, "Content-Length": str(len(body)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + body


def measured(seconds: float, rounds: int) -> str:
    """The table for the copy that DATABASE_URL names; Django is set up."""
    wanted = doors(plan.slugs()[0])
    log = env.var() / "doors.log"
    served, port = serving.web(dict(os.environ), log)
    try:
        found = measures.requests(port, wanted, seconds=seconds, rounds=rounds, clients=CLIENTS, say=supervise.say)
    finally:
        served.stop()
    return report.doors({name: one.as_dict() for name, one in found.items()}, serving.statements(log))
