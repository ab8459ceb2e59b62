"""What all changes of selfservice share: the transaction, the actor a resident is, what holds at a place."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.translation import gettext

from linli.domains.selfservice.states import SELF_ROLE
from linli.foundation.privacy import rls
from linli.foundation.territory import selectors as territory
from linli.kernel import crypto
from linli.kernel.actor import Actor, Grant

# Codes are counted over all counties, and a resident has no reach of their own: what a service may touch is said by its arguments (a
# proven code, a session), and what it changes in the register is asked there, within `resident`.
changes = rls.changing_all


def resident(county_id: int, *paths: str) -> Actor:
    """The resident as an actor, reaching these places only: the door where they register, or where their own entry lies."""
    grants = tuple(Grant(SELF_ROLE, path) for path in dict.fromkeys(paths))
    return Actor(None, gettext("The person themselves"), county_id=county_id, grants=grants, kind="resident")


def rules_at(area: Any) -> Any:
    """The section of the method in force where `area` lies."""
    return territory.rules_of(area).selfservice


def one_at_a_time(*keys: str) -> None:
    """Hold these keys until the transaction ends, always in the same order: two at once can't both pass a count."""
    with connection.cursor() as cursor:
        for key in sorted(set(keys)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"linli.selfservice.{key}"])


def index_of(phone: str) -> str:
    """The blind index of a phone under the current key."""
    return crypto.blind_index(phone, purpose="selfservice.phone")
