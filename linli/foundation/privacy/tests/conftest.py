"""An auditor, and looks to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from linli.foundation.access import selectors as access
from linli.foundation.access import services as accounts
from linli.foundation.people import selectors as people
from linli.foundation.privacy import services
from linli.kernel.actor import Actor
from tests.kit.people import Member, signed_in


@pytest.fixture
def auditor(cast: Any) -> Member:
    """Somebody whose only right is to audit the whole county."""
    row = accounts.AccountRow("bai-auditor", None, area=cast.county, roles=(("auditor", cast.county),))
    (account,) = accounts.import_accounts(
        Actor.system(), county=cast.county, rows=[row], password="柳树下面有三只猫-42"
    )
    member = Member(access.actor_for(account), account.username, account.pk)
    return signed_in({"bai_auditor": member})["bai_auditor"]


@pytest.fixture
def look() -> Callable[..., Any]:
    """`look(member, of=member)`: somebody looks at the phone number of somebody of the staff."""

    def make(by: Any, of: Any, **options: Any) -> Any:
        card = people.card_by_id(of.card_id)
        given = {
            "part": "people.phone",
            "county_id": card.county_id,
            "path": card.area.path,
            "reason": "值班",
        } | options
        with transaction.atomic():
            return services.look(by.actor, subject=card, **given)

    return make
