"""The same signed request, several times at the same moment: one is taken."""

from __future__ import annotations

from typing import Any

import pytest

from linli.domains.cases.tests.test_at_once import both
from linli.foundation.partners import services
from linli.foundation.partners.tests.making import SCOPE, issued, signed
from linli.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_replay_in_parallel(cast: Any) -> None:
    headers = signed(issued(cast), b"{}")
    come = lambda: services.verify_signature(headers, b"{}", clock.now(), SCOPE)  # noqa: E731
    assert both(*[come] * 4) == ["done", "partners.refused", "partners.refused", "partners.refused"]
