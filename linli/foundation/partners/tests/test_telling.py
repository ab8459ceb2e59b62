"""What happens waits for other systems only where there are any."""

from __future__ import annotations

from typing import Any

from linli.domains.cases.tests.making import open_case
from linli.foundation.audit.models import Outbox
from linli.foundation.partners.selectors import has_partners
from linli.foundation.partners.tests.making import partner


def test_a_county_without_other_systems_writes_no_row_for_them(cast: Any, django_assert_num_queries: Any) -> None:
    open_case(cast)
    assert not Outbox.objects.exists()
    with django_assert_num_queries(0):  # on every hot path: from memory
        assert not has_partners(cast.county.pk)
    partner(cast)
    assert has_partners(cast.county.pk)
    assert not has_partners(cast.other_county.pk)
    assert not has_partners(None)
    open_case(cast)
    assert Outbox.objects.exists()
