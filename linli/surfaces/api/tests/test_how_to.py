"""Every curl command of docs/how-to/open311.md, run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client

from linli.foundation.territory.models import Area
from linli.surfaces.api.tests.making import FORM, Platform, load, refs

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[4] / "docs" / "how-to" / "open311.md"


def commands(page: Path = PAGE) -> list[str]:
    """The commands of a page in their order, continued lines joined."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("curl ")]


def run(command: str, variables: dict[str, str]) -> Any:
    """What curl would do: GET, or POST of the fields that `--data-urlencode` names."""
    for name, value in variables.items():
        command = command.replace(f"${name}", value)
    assert "$" not in command, command
    url, *options = shlex.split(command)[1:]
    fields, headers = [], {}
    for option, value in zip(options[::2], options[1::2], strict=True):
        if option == "-H":
            headers[value.split(": ")[0]] = value.split(": ")[1]
        else:
            assert option == "--data-urlencode", option
            fields.append(tuple(value.split("=", 1)))
    path, _, query = url.removeprefix("https://linli.example").partition("?")
    if fields:
        return Client().post(path, urlencode(fields), content_type=FORM, headers=headers)
    return Client().get(path, parse_qsl(query))


def test_the_page_is_right(cast: SimpleNamespace) -> None:
    load()
    Area.unscoped.filter(pk=cast.grid.pk).update(lat=37.5, lng=122.12)
    platform = Platform(cast)
    variables = {"HOST": "https://linli.example", "COUNTY": platform.county, "KEY": platform.key}
    done = {}
    for command in commands():
        answer = run(command, variables)
        done[command] = answer.status_code
        if "order-4711" in command:
            variables["REF"] = refs(answer)[0]
    assert list(done.values())[-1] == 404  # the last one shows an error
    assert set(list(done.values())[:-1]) == {200}, done
    assert len(done) == 10
