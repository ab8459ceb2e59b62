"""What migrations do to rows that are there."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from linli.foundation.access.models import SignIn
from linli.kernel import clock


@pytest.mark.django_db
def test_addresses_of_older_lines_are_cut_to_their_network() -> None:
    cut = import_module("linli.foundation.access.migrations.0005_cut_addresses").CUT
    for address in ("192.0.2.7", "2001:db8:1234:5678::9", None):
        SignIn.objects.create(at=clock.now(), outcome="ok", address=address)
    with connection.cursor() as cursor:
        cursor.execute(cut)
        cursor.execute(cut)
    assert [line.network for line in SignIn.objects.order_by("pk")] == ["192.0.2.0/24", "2001:db8:1234::/48", ""]
