"""Demo mode only: becoming another persona by one click, and the list of demo accounts for scripts."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest

from linli.foundation.access import selectors
from linli.foundation.access.models import Account
from linli.foundation.access.services.sessions import start


def switch_persona(request: HttpRequest, *, pk: int) -> Account:
    """Sign in as a demo persona without a password; Http404 outside demo mode and for every account that is no persona."""
    if not settings.LINLI_DEMO:
        raise Http404
    account = selectors.persona(pk)
    start(request, account, "switched")
    return account


def write_demo_accounts(path: Path, password: str) -> int:
    """Write all personas to `path` as JSON (username, password, name, role, post, area, county); returns how many."""
    rows = [
        {
            "username": one.username,
            "password": password,
            "name": one.name,
            "role": one.role_code,
            "post": one.post,
            "area": one.place,
            "county": one.county,
        }
        for one in selectors.personas()
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return len(rows)
