"""What membership does when people move."""

from __future__ import annotations

from typing import Any

from linli.domains.membership.services import following
from linli.foundation.privacy import rls


def catch_up(event: Any) -> None:
    """Somebody moved: write anew where members of the county live (job worker)."""
    with rls.everywhere():
        following.follow_residences(event.county_id)
