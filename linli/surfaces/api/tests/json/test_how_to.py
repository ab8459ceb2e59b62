"""Every curl command of docs/how-to/api.md, run."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from linli.domains.surveys.tests.making import compound
from linli.foundation.territory import selectors as territory
from linli.surfaces.api.permissions import ESTATES, WALKS
from linli.surfaces.api.tests.json.making import ALL, System, deliver_all, open_case, picture, pictured, whistled
from linli.surfaces.api.tests.test_how_to import commands

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[5] / "docs" / "how-to" / "api.md"


def run(command: str, variables: dict[str, str]) -> Any:
    """What curl would do: GET, or POST of what `--json` holds."""
    for name in sorted(variables, key=len, reverse=True):
        command = command.replace(
            f"${name}", variables[name].replace('"', '\\"') if name == "ETAG" else variables[name]
        )
    assert "$" not in command, command
    url, *options = shlex.split(command)[1:]
    headers, body, parts = {}, None, []
    for option, value in zip(options[::2], options[1::2], strict=True):
        if option == "-H":
            headers[value.partition(": ")[0]] = value.partition(": ")[2]
        elif option == "-F":
            parts.append(value.partition("=")[::2])
        else:
            assert option == "--json", option
            body = value
    path = url.removeprefix("https://linli.example")
    if parts:
        given = {name: io.BytesIO(picture()) if value.startswith("@") else value for name, value in parts}
        return Client().post(path, given, headers=headers)
    if body is None:
        return Client().get(path, headers=headers)
    return Client().post(path, body, content_type="application/json", headers=headers)


def test_the_page_is_right(cast: Any) -> None:
    _case, whistle = whistled(cast)
    system, unit = (
        System(cast, *ALL, ESTATES, WALKS),
        System(cast, "api.read", "api.work", "api.calls", body=cast.bureau),
    )
    case = open_case(cast)
    photo = pictured(cast, case)
    deliver_all()
    variables = {
        "API": "https://linli.example/api/v1", "KEY": system.issued.secret, "UNIT": unit.issued.secret, "REF": case.ref,
        "AREA": str(cast.grid.pk), "CARD": territory.rules_of(cast.county).cases.categories.cards[0].code,
        "TARGET": f"o:{cast.bureau.pk}", "CALL": str(whistle.calls.get(organization=cast.bureau).pk),
        "PHOTO": str(photo), "ESTATE": str(compound(cast).pk),
    }  # fmt: skip
    done = []
    for command in commands(PAGE):
        answer = run(command, variables)
        done.append((answer.status_code, command))
        if re.search(r'/cases/\$REF" ', command) and answer.status_code == 200:
            variables["ETAG"] = answer.headers["ETag"]
        if "/changes?size" in command:
            variables["NEXT"] = answer.json()["next"]
    codes = [status for status, _ in done]
    assert codes == [200] * 7 + [304] + [200] * 6 + [201, 200, 201] + [200] * 11 + [404], done


def test_every_scope_and_status_is_on_the_page() -> None:
    from linli.foundation.partners import registry
    from linli.surfaces.api.json.deeds import REFUSALS

    text = PAGE.read_text(encoding="utf-8")
    scopes = {code for code in registry.scopes() if code.startswith("api.") and code != "api.open311"}
    assert {code for code in scopes if f"| `{code}` |" not in text} == set()
    assert {status for status in REFUSALS if not re.search(rf"^\|[ 0-9,]*\b{status}\b", text, re.MULTILINE)} == set()
