"""Loading a county of the demo: ground, organizations, people, a year of life. A county that was left half-made begins anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from linli.demo.bodies import make_bodies
from linli.demo.ground import make_county
from linli.demo.plan import plan_for
from linli.demo.staff import make_staff
from linli.demo.year import live_a_year
from linli.domains.cases import selectors as cases_read
from linli.domains.cases import services as cases
from linli.foundation.access import services as access
from linli.foundation.methods import services as methods
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

#: Everybody's password in the demo; nothing in it is worth a secret.
PASSWORD = "linli-demo-2026"  # noqa: S105  (printed on the sign-in page of the demo)
#: The demo's people took up their posts that long ago, before the year of cases begins.
BEGINS = timedelta(days=400)

Say = Callable[[str], None]


def prepare() -> None:
    """What all counties share: releases of the methods and the category tables."""
    methods.install_all(Actor.system())
    cases.load_shipped_categories(Actor.system())


def is_loaded(slug: str) -> bool:
    """Whether the county is there, ground and people; these are made in one transaction."""
    return any(county.slug == slug for county in territory.counties())


def load_ground(slug: str, scale: float, say: Say) -> None:
    """Make the county with its organizations and people in one transaction: a killed load leaves nothing behind."""
    if is_loaded(slug):
        return
    actor, plan, began = Actor.system(), plan_for(slug, scale), time.monotonic()
    with clock.frozen(_first_day()), transaction.atomic():
        county = make_county(actor, plan)
        make_bodies(actor, plan, county)
        make_staff(actor, plan, county, PASSWORD)
    areas = territory.descendants(county).count()
    say(f"{plan.rules.county.full_name}: {areas} areas, people and posts in {time.monotonic() - began:.1f} s")


def load_year(slug: str, scale: float, say: Say) -> None:
    """Live a year of cases in one transaction, once; it ends now."""
    county, began = territory.county_by_slug(slug), time.monotonic()
    if cases_read.has_cases(county.pk):
        return
    with transaction.atomic():
        live_a_year(plan_for(slug, scale), county, clock.now())
    say(f"{county.name}: a year of cases in {time.monotonic() - began:.1f} s")


def _first_day() -> datetime:
    return clock.now() - BEGINS


def load(slugs: list[str], scale: float, say: Say) -> None:
    """Load these counties one after the other and write the list of demo accounts."""
    prepare()
    for slug in slugs:
        load_ground(slug, scale, say)
        load_year(slug, scale, say)
    access.write_demo_accounts(settings.VAR / "demo-accounts.json", PASSWORD)
