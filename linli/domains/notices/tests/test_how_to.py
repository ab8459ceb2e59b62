"""The page for operators tells the truth: its settings and commands are run."""

from __future__ import annotations

import json
import re
import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from linli.config import messages as configured
from linli.config.env import Env
from linli.domains.notices.states import State
from linli.domains.notices.tests.making import PHONE, Gateway, messages, sent, told_received
from linli.foundation.methods import loader
from linli.foundation.partners.rules import Signed, fits
from linli.foundation.webhooks.services import wire

PAGE = (Path(__file__).parents[4] / "docs/how-to/texts-and-mail.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


def settings_of(block: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in block.strip().splitlines())


@pytest.fixture
def gateway_of_the_page(settings: Any) -> dict[str, str]:
    env = settings_of(blocks("sh")[0])
    settings.LINLI_SMS = env["LINLI_SMS"]
    settings.LINLI_SMS_HTTP = configured.sms_over_http(Env(env))
    settings.LINLI_SMS_REPORT = configured.sms_report(Env(env))
    assert configured.address(Env(env), []) == "https://linli.example.gov.cn"
    return env


def test_the_gateway_of_the_page_is_asked_as_it_says(gateway_of_the_page: dict[str, str], monkeypatch: Any) -> None:
    asked: list[Any] = []
    answer = wire.Answer(200, "", 1, b'{"code": 0, "data": {"sid": "S-81"}}')
    monkeypatch.setattr(wire, "call", lambda *args, **more: asked.append(args) or answer)
    said = StringIO()
    call_command("try_message", PHONE, stdout=said)
    ((method, url, body, headers),) = asked
    assert (method, url, headers["Authorization"]) == ("POST", "https://sms.example.cn/v1/send", "Bearer 3f9c")
    assert {"account": "jiangxian", "mobile": PHONE}.items() <= json.loads(body).items()
    assert re.fullmatch(r"taken linli-try-\d{6} S-81\n", said.getvalue())
    signed = Signed(*(headers[f"Linli-{name}"] for name in ("Key", "Time", "Nonce", "Signature")))
    assert fits(signed, "a-secret-of-both-sides", body)
    monkeypatch.setattr(wire, "call", lambda *args, **more: wire.Answer(200, "", 1, b'{"code": 7}'))
    with pytest.raises(CommandError, match="not taken"):
        call_command("try_message", PHONE)


@pytest.mark.django_db(transaction=True)
def test_the_report_of_the_page_is_read(
    cast: Any, way: Gateway, gateway_of_the_page: dict[str, str], settings: Any, live_server: Any
) -> None:
    settings.LINLI_SMS = "linli_tests_gateway"
    told_received(cast)
    sent()
    (one,) = messages()
    command = blocks("sh")[1].replace("linli-1", one.name)
    env = {"PATH": "/usr/bin:/bin", "SECRET": gateway_of_the_page["LINLI_SMS_SECRET"], "LINLI": live_server.url}
    done = subprocess.run(["sh", "-c", command], env=env, capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout == "204"
    assert [row.state for row in messages()] == [State.DELIVERED]


def test_the_mail_server_of_the_page(settings: Any) -> None:
    env = settings_of(blocks("sh")[2])
    found = configured.smtp(Env(env))
    assert found == ("smtp.example.gov.cn", 587, "linli", "another-secret", True, False)
    settings.LINLI_MAIL = env["LINLI_MAIL"]
    call_command("try_message", "name@example.gov.cn", stdout=StringIO())
    assert mail.outbox[0].to == ["name@example.gov.cn"]


def test_the_words_of_the_page_are_a_county_s(tmp_path: Path) -> None:
    for file in loader.FOLDER.glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    county = tmp_path / "qihe.toml"
    county.write_text(county.read_text(encoding="utf-8") + "\n" + blocks("toml")[0], encoding="utf-8")
    own = loader.rules_from_files("qihe", tmp_path).notices
    assert own.kinds["begun"].text.startswith("【江县邻里】")
    assert f"{own.quiet.begin:%H:%M}" == "22:00"
