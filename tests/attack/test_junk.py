"""Junk on every route, as everybody who gets past its door: an answer in words, never a failure."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from linli.domains.cases.models import Case
from tests.access.matrix import MATRIX, PERSONAS
from tests.attack.world import World, undone

HUGE = "9" * 30
BYTES = "垃圾\x00\x07\u202e😀"
#: Names that views and forms ask for, beyond those that a page's own form shows.
NAMES = [
    "text",
    "words",
    "reason",
    "note",
    "question",
    "public_words",
    "place",
    "card",
    "danger",
    "photos",
    "called",
    "phone",
    "agree",
    "lat",
    "lng",
    "tier",
    "organizations",
    "lead",
    "organization",
    "amount",
    "until",
    "into",
    "target",
    "reporter",
    "public",
    "found",
    "granted",
    "to",
    "ok",
    "stars",
    "link",
    "ref",
    "code",
    "name",
    "query",
    "back",
    "next",
    "do",
    "del",
    "told",
    "q",
    "kind",
    "level",
    "parent",
    "code_system",
    "starts_on",
    "ends_on",
    "first",
    "last",
    "post",
    "area",
    "role",
    "username",
    "password",
    "old",
    "new",
    "substitute",
    "date",
    "community",
    "account",
    "choice",
    "route",
    "what",
    "tree",
    "join",
    "file",
    "sheet",
    "anyway",
    "source",
    "idempotency_key",
    "territory",
    "households",
    "born_on",
    "unit",
]
QUERY = [
    "q",
    "page",
    "tab",
    "area",
    "category",
    "source",
    "state",
    "handler",
    "org",
    "due",
    "days",
    "ended",
    "tier",
    "text",
    "sort",
    "at",
    "who",
    "kind",
    "wall",
    "parts",
    "card",
    "next",
]
JUNK = {
    "nothing": {},
    "empty": "",
    "huge": HUGE,
    "below": "-1",
    "binary": BYTES,
    "half": b"\xed\xa0\xbd",  # half of an emoji
    "long": "字" * 3000,
    "markup": "<script>{{7*7}}'\"--%00%s{0}{x}",
    "date": "0000-00-00",
    "nan": "nan",
    "yes": "1",
}
_FIELD = re.compile(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"')
#: A route that names nothing of the world is asked with these.
OTHER = {
    "county_slug": lambda cast, world: {"slug": cast.county.slug},
    "followed": lambda cast, world: {"token": world.here.token},
    "month": lambda cast, world: {"slug": cast.county.slug, "which": "received"},
    "slug_and_case": lambda cast, world: {"slug": cast.county.slug, "ref": world.here.case.ref},
    "no_draft_photo": lambda cast, world: {"slug": cast.county.slug, "number": 1},
    "open311": lambda cast, world: {"form": "json"},
    "open311_service": lambda cast, world: {"form": "xml", "code": "x"},
    "open311_case": lambda cast, world: {"form": "json", "ref": world.here.case.ref},
    "open311_token": lambda cast, world: {"form": "xml", "token": world.here.token},
    "": lambda cast, world: {},
}
AREAS = ("access", "people", "organizations", "territory", "cases:field", "cases:report", "cases:c", "cases:", "rest")


def group(name: str) -> str:
    """The first of `AREAS` that fits, the longest first."""
    return next((area for area in sorted(AREAS, key=len, reverse=True) if name.startswith(area)), "rest")


def door(row: Any) -> str:
    """Somebody for whom the route answers: the office that may do most."""
    able = row.ok.split()
    return next((who for who in ("admin", "chen", "zhao", "zhou", "li", *able) if who in able), "resident")


def thing_of(cast: Any, world: World, row: Any) -> dict[str, Any] | None:
    if row.thing in OTHER:
        return OTHER[row.thing](cast, world)
    return world.here.things.get(row.thing)


def filled(names: list[str], value: Any) -> str:
    """All names with that value, as a browser writes them."""
    if value == {}:
        return ""
    plain = isinstance(value, str) and value.isalnum()  # letters are sent as they are: unquoting them takes long
    sent = value if plain else quote_plus(value)
    return "&".join(f"{name}={sent}" for name in names)


def posted(client: Any, url: str, names: list[str], value: Any) -> Any:
    """Send a form, and undo whatever it did."""
    with transaction.atomic():
        answer = client.post(url, filled(names, value), content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("area", AREAS)
def test_junk_in_forms_gets_words(world: World, cast: Any, client_of: Any, bare_errors: None, area: str) -> None:
    failures = []
    for name, row in MATRIX.items():
        kwargs = thing_of(cast, world, row)
        if group(name) != area or "POST" not in row.methods or kwargs is None:
            continue
        client = client_of(getattr(cast, PERSONAS[door(row)]))
        client.raise_request_exception = False
        url = reverse(name, kwargs=kwargs)
        page = undone(client, "GET", url) if "GET" in row.methods else None
        names = sorted({*NAMES, *_FIELD.findall(page.content.decode() if page else "")} - {"csrfmiddlewaretoken"})
        for kind, value in JUNK.items():
            answer = posted(client, url, names, value)
            if answer.status_code >= 500:
                failures.append(
                    f"{name} {kind}: {answer.status_code} {answer.exc_info and repr(answer.exc_info[1])[:200]}"
                )
    assert not failures, "\n".join(failures)


@pytest.mark.parametrize("area", AREAS)
def test_junk_in_addresses_gets_words(world: World, cast: Any, client_of: Any, bare_pages: None, area: str) -> None:
    failures = []
    for name, row in MATRIX.items():
        kwargs = thing_of(cast, world, row)
        if group(name) != area or "GET" not in row.methods or kwargs is None:
            continue
        client = client_of(getattr(cast, PERSONAS[door(row)]))
        client.raise_request_exception = False
        for kind, value in JUNK.items():
            answer = undone(client, "GET", f"{reverse(name, kwargs=kwargs)}?{filled(QUERY, value)}")
            if answer.status_code >= 500:
                failures.append(
                    f"{name} ?{kind}: {answer.status_code} {answer.exc_info and repr(answer.exc_info[1])[:200]}"
                )
    assert not failures, "\n".join(failures)


STRANGE = {
    "pk": ["0", HUGE], "area": [HUGE], "compound": [HUGE], "number": ["0", HUGE],
    "ref": ["%00", "a%00b", "%ED%A0%80", "..", "A" * 3000, "%27%20or%201=1--"],
    "token": ["%00", "a" * 20 + "%00", "%ED%A0%80", "a:b:c", ":::", "A" * 3000, "1:1:1"],
    "code": ["%00", "zz%00", "%F0%9F%98%80", "A" * 3000],
    "slug": ["-", "a" * 3000], "which": ["nothing", "-"],
}  # fmt: skip


@pytest.mark.parametrize("part", sorted(STRANGE))
def test_strange_things_in_paths_are_not_found(
    world: World, cast: Any, client_of: Any, bare_pages: None, part: str
) -> None:
    failures = []
    for name, row in MATRIX.items():
        kwargs = thing_of(cast, world, row)
        if row.thing == "place_code":
            kwargs = {"code": "abc"}
        if not kwargs or part not in kwargs:
            continue
        client = client_of(getattr(cast, PERSONAS[door(row)]))
        client.raise_request_exception = False
        filler = dict.fromkeys(kwargs, 7) | {key: value for key, value in kwargs.items() if isinstance(value, str)}
        url = reverse(name, kwargs=filler | {part: 8888 if isinstance(kwargs[part], int) else "uuuu"})
        for strange in STRANGE[part]:
            for method in row.methods.split():
                answer = undone(client, method, url.replace("8888" if "8888" in url else "uuuu", strange))
                if answer.status_code >= 500:
                    failures.append(
                        f"{method} {name} {strange[:20]}: {answer.exc_info and repr(answer.exc_info[1])[:200]}"
                    )
    assert not failures, "\n".join(failures)


def test_a_million_characters_are_refused_and_nothing_is_filed(world: World, cast: Any, client_of: Any) -> None:
    before = Case.unscoped.count()
    for member, url in (("sun_resident", f"/c/{cast.county.slug}/report/hints/"), ("chen_centre", "/console/new/")):
        answer = client_of(getattr(cast, member)).post(url, {"text": "字" * 1_000_000, "card": "water"})
        assert answer.status_code in (200, 413, 422), url
    assert Case.unscoped.count() == before


@pytest.mark.parametrize("name", ["cases:queue", "cases:whistles", "people:staff", "notices:inbox", "access:accounts"])
@pytest.mark.parametrize("page", ["-1", "0", "999999999999", "1e9", "١", "²", "x", "\x00"])
def test_pages_that_are_not_there(cast: Any, client_of: Any, bare_pages: None, name: str, page: str) -> None:
    who = cast.admin if name == "access:accounts" else cast.chen_centre
    assert client_of(who).get(reverse(name), {"page": page}).status_code in (200, 400, 404)


def test_a_file_where_words_belong_and_words_where_a_file_belongs(world: World, cast: Any, client_of: Any) -> None:
    li = client_of(cast.zhao_dispatcher)
    url = reverse("cases:look", args=[world.here.case.ref])
    odd = SimpleUploadedFile("a.jpg", b"x", content_type="image/jpeg")
    for data in (
        {"words": odd, "found": odd},
        {"photos": "words", "found": "yes"},
        {"photos": [odd, odd], "found": "yes"},
    ):
        assert undone(li, "POST", url, data).status_code in (200, 303, 409, 413, 422)
    assert li.post(url, "{", content_type="application/json").status_code in (303, 409, 422)
    assert li.post(url, b"\xff--\r\n", content_type="multipart/form-data; boundary=x").status_code in (400, 422)


@pytest.mark.parametrize(
    "filters",
    [
        "text={0}",
        "text={n.__class__}",
        "org=99999999999999999999",
        "area=99999999999999999999",
        "category=none",
        "state=none",
    ],
)
def test_filters_that_nothing_can_match_or_that_look_like_code(
    world: World, cast: Any, client_of: Any, filters: str
) -> None:
    answer = client_of(cast.chen_centre).get(f"/console/?{filters}")
    assert answer.status_code == 200
