"""Settings of messages to people: the gateway for texts, its reports, the mail server, and the address that links begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from linli.config.env import BadSetting, Env

#: A gateway that asks for no more than this needs no LINLI_SMS_BODY.
_BODY = '{"id": "{id}", "to": "{to}", "text": "{text}"}'
_REPORT = '{"id": "id", "state": "state", "there": ["delivered"], "lost": ["failed"], "error": "error"}'
_SECURITY = {"starttls": (True, False), "tls": (False, True), "none": (False, False)}


def address(env: Env, origins: Sequence[str]) -> str:
    """Our own address: said, or the first of the origins; on one machine the port that is listened on."""
    said = env.str(
        "LINLI_ADDRESS", origins[0] if origins else f"http://127.0.0.1:{env.int('LINLI_PORT', 8000, least=1)}"
    )
    parts = urlsplit(said)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise BadSetting(f"LINLI_ADDRESS must be an address such as https://linli.example.gov.cn, not {said!r}.")
    return said.rstrip("/")


def sms_over_http(env: Env) -> dict[str, Any]:
    """How `gateways.http` asks: where, with which headers and body, signed or not, and what in the answer means success."""
    return {
        "url": env.str("LINLI_SMS_URL", ""),
        "method": env.choice("LINLI_SMS_METHOD", ("POST", "PUT", "GET"), "POST"),
        "headers": _texts(env.json("LINLI_SMS_HEADERS", "{}"), "LINLI_SMS_HEADERS"),
        "body": _object(env.json("LINLI_SMS_BODY", _BODY), "LINLI_SMS_BODY"),
        "as": env.choice("LINLI_SMS_AS", ("json", "form"), "json"),
        "taken": env.str("LINLI_SMS_TAKEN", ""),
        "handle": env.str("LINLI_SMS_HANDLE", ""),
        "key": env.str("LINLI_SMS_KEY", "linli"),
        "secret": secret(env),
    }


def secret(env: Env) -> str:
    """What signs requests to the gateway and its reports to us; "" for a gateway that does neither."""
    found = env.str("LINLI_SMS_SECRET", "")
    if found and len(found) < 16:
        raise BadSetting("LINLI_SMS_SECRET must have at least 16 characters.")
    return found


def sms_report(env: Env) -> dict[str, Any]:
    """Where a delivery report says what: paths of our id, of the state and of the gateway's words; states that mean it came or got lost."""
    said = _object(env.json("LINLI_SMS_REPORT", _REPORT), "LINLI_SMS_REPORT")
    wanted = {"id": str, "state": str, "there": list, "lost": list, "error": str}
    if set(said) != set(wanted) or any(not isinstance(said[name], kind) for name, kind in wanted.items()):
        raise BadSetting(f"LINLI_SMS_REPORT must look like {_REPORT}.")
    return said


def smtp(env: Env) -> tuple[str, int, str, str, bool, bool]:
    """Host, port, user, password of the mail server, and whether it is spoken to sealed: after STARTTLS, or from the first byte."""
    starttls, tls = _SECURITY[env.choice("LINLI_SMTP_SECURITY", tuple(_SECURITY), "starttls")]
    return (
        env.str("LINLI_SMTP_HOST", "localhost"), env.int("LINLI_SMTP_PORT", 465 if tls else 587, least=1),
        env.str("LINLI_SMTP_USER", ""), env.str("LINLI_SMTP_PASSWORD", ""), starttls, tls,
    )  # fmt: skip


def _object(said: Any, name: str) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise BadSetting(f'{name} must be a JSON object such as {{"name": "value"}}.')
    return said


def _texts(said: Any, name: str) -> dict[str, str]:
    """Headers: texts of one line."""
    found = _object(said, name)
    if any(not isinstance(one, str) or not one.isprintable() or not key.isprintable() for key, one in found.items()):
        raise BadSetting(f"{name} must hold texts of one line only.")
    return found
