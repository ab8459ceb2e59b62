"""The same six figures in every code, so that residents of these tests can sign in."""

from __future__ import annotations

import pytest

from linli.domains.selfservice.services import codes
from linli.domains.selfservice.tests.making import DIGITS


@pytest.fixture(autouse=True)
def known_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes.secrets, "randbelow", lambda end: int(DIGITS))
