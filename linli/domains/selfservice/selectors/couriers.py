"""Couriers: where they can report in, and what a proven phone reads of its own row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from linli.domains.membership import selectors as membership
from linli.domains.membership.method import COURIER_TEXT
from linli.domains.notices import gateways
from linli.domains.selfservice.models import ResidentSession
from linli.domains.selfservice.selectors.me import phone_in
from linli.foundation.privacy import selectors as privacy
from linli.foundation.territory import selectors as territory
from linli.kernel.standings import Standing


@dataclass(frozen=True, slots=True)
class Counter:
    """Where the couriers of a county report in: what the method calls it, the text to agree to, whether codes can be sent."""

    county: Any
    label: str
    groups: list[tuple[str, str]]
    text: Any
    is_open: bool


@dataclass(frozen=True, slots=True)
class Reported:
    """One of my own rows: all that is kept, who looked, and where it stands."""

    pk: int
    name: str
    phone: str
    home: str
    group: str
    branch: str
    standing: Standing
    reason: str
    reported_at: datetime
    text: str
    version: int
    looks: privacy.Looks


def counter_at(slug: str) -> Counter:
    """Where couriers report in; Http404 in a county whose method knows none."""
    county = territory.county_by_slug(slug)
    rules = membership.courier_rules(county)
    if rules is None or "selfservice" not in territory.rules_of(county).sections:
        raise Http404
    groups = [(code, group.label) for code, group in rules.groups.items()]
    text = territory.rules_of(county).privacy.consent(COURIER_TEXT)
    return Counter(county, rules.label, groups, text, gateways.is_open())


def branch_near(area: Any) -> Any:
    """The party organization that couriers of a place are put with; None where there is none."""
    return membership.branch_near(area)


def reported_by(session: ResidentSession) -> list[Reported]:
    """What this session's phone reported in, the newest first; no statement in a county where nobody does."""
    if membership.courier_rules(session.county) is None:
        return []
    return [_reported(row) for row in membership.couriers_with_phone(session.county, phone_in(session))]


def courier_of(session: ResidentSession, pk: int) -> Any:
    """One of these rows, as membership keeps it; Http404 for anybody else's."""
    rows = membership.couriers_with_phone(session.county, phone_in(session))
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _reported(row: Any) -> Reported:
    return Reported(
        row.pk, row.name, row.phone_masked, row.home, membership.group_label(row), row.organization.name, row.standing,
        row.reason, row.reported_at, row.consent_text, row.consent_version, privacy.looks_at(row),
    )  # fmt: skip
