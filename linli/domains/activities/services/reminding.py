"""Who hasn't held what is due is reminded, in the inbox."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from linli.domains.activities import selectors
from linli.domains.activities.method import Programme
from linli.domains.notices import services as notices
from linli.foundation.people import selectors as people
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.words import N_

_WANTED = N_("{name}: “{programme}” is due by {day}")


@transaction.atomic
def remind() -> int:
    """Remind of what isn't held: once when the days of reminding begin, once when the period is over; returns how many holders are behind."""
    today = clock.today()
    missing = selectors.to_remind(today)
    for holder, code, programme, period in missing:
        over = "late" if today > period.last else "soon"
        notices.tell(
            person_ids=_reminded(holder, programme), text=_WANTED, url=reverse("activities:coverage", args=[code]),
            params={"name": holder.name, "programme": programme.label, "day": period.last.isoformat()},
            key=f"activities:{code}:{holder.pk}:{period.first:%Y%m}:{over}",
        )  # fmt: skip
    return len(missing)


def _reminded(holder: Any, programme: Programme) -> list[int]:
    """Who works in the organization; where nobody does, and for areas, the nearest office above."""
    if programme.bodies and (present := people.present_in(holder.pk)):
        return [one.card_id for one in present]
    area = holder.area if programme.bodies else holder
    posts = territory.rules_of(area).organizations.posts
    chain = [code for code, post in posts.items() if post.role in ("office", "centre")]
    found = people.first_present(chain, area)
    return [found.card_id] if found else []
