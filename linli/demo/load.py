"""Loading a county of the demo: ground, organizations, people, a year of life. A county that was left half-made begins anew."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import datetime, timedelta
from multiprocessing import get_context

import django
from django.conf import settings
from django.db import connection, connections, transaction

from linli.demo.activities import hold_themes
from linli.demo.alliances import ally
from linli.demo.bodies import make_bodies
from linli.demo.bulletins import issue_bulletins
from linli.demo.cobuilding import build_together
from linli.demo.couriers import report_couriers
from linli.demo.credit import sign_contracts
from linli.demo.deliberation import deliberate
from linli.demo.formations import form_bodies
from linli.demo.ground import make_county
from linli.demo.guidance import guide
from linli.demo.homes import make_homes
from linli.demo.honours import praise
from linli.demo.hotline import take_orders
from linli.demo.members import list_members
from linli.demo.owners import keep_owners
from linli.demo.plan import plan_for
from linli.demo.property import serve_compounds
from linli.demo.ratings import rate_all
from linli.demo.staff import make_staff
from linli.demo.surveys import survey_compounds
from linli.demo.themes import set_themes
from linli.demo.volunteering import make_volunteers
from linli.demo.walks import plan_visits
from linli.demo.year import live_a_year
from linli.domains.cases import selectors as cases_read
from linli.domains.cases import services as cases
from linli.domains.notices import gateways
from linli.engines.rollups import services as rollups
from linli.foundation.access import services as access
from linli.foundation.methods import services as methods
from linli.foundation.privacy.roles import as_owner
from linli.foundation.territory import selectors as territory
from linli.kernel import clock
from linli.kernel.actor import Actor

#: Everybody's password in the demo; nothing in it is worth a secret.
PASSWORD = "linli-demo-2026"  # noqa: S105  (printed on the sign-in page of the demo)
#: The demo's people took up their posts that long ago, before the year of cases begins.
BEGINS = timedelta(days=400)

#: More than two would only wait for each other on a small machine.
PROCESSES = 2

Say = Callable[[str], None]


def prepare() -> None:
    """What all counties share: releases of the methods and the category tables."""
    methods.install_all(Actor.system())
    cases.load_shipped_categories(Actor.system())


def is_loaded(slug: str) -> bool:
    """Whether the county is there, ground and people; these are made in one transaction."""
    return any(county.slug == slug for county in territory.counties())


def is_complete(slug: str) -> bool:
    """Whether the county is there with its year."""
    return is_loaded(slug) and cases_read.has_cases(territory.county_by_slug(slug).pk)


def load_ground(slug: str, scale: float) -> None:
    """Make the county with its organizations and people in one transaction: a killed load leaves nothing behind."""
    if is_loaded(slug):
        return
    actor, plan = Actor.system(), plan_for(slug, scale)
    with clock.frozen(_first_day()), transaction.atomic():
        county = make_county(actor, plan)
        make_bodies(actor, plan, county)
        make_staff(actor, plan, county, PASSWORD)
        make_homes(actor, plan, county)


def load_year(slug: str, scale: float) -> None:
    """Live a year of cases in one transaction, once; it ends now, and from now on doors are visited."""
    county = territory.county_by_slug(slug)
    if cases_read.has_cases(county.pk):
        return
    with transaction.atomic(), gateways.shut():  # nobody is told of what is past
        plan, now = plan_for(slug, scale), clock.now()
        live_a_year(plan, county, now)
        take_orders(plan, county, now)
        plan_visits(Actor.system(), county)
        survey_compounds(plan, county)
        set_themes(plan, county)
        rate_all(plan, county)
        serve_compounds(plan, county)  # before the rolls of owners: those of a dismissed company's compound all vote
        keep_owners(plan, county)
        make_volunteers(plan, county)
        sign_contracts(plan, county)
        report_couriers(plan, county)
        list_members(plan, county)
        build_together(plan, county)
        ally(plan, county)
        form_bodies(plan, county)
        guide(plan, county)
        deliberate(plan, county)
        praise(plan, county)
        hold_themes(plan, county)
        issue_bulletins(plan, county)


def _collect_seldom() -> None:
    """A loader lives a minute and makes hundreds of thousands of small objects: the collector needn't look each time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _first_day() -> datetime:
    return clock.now() - BEGINS


def load(slugs: list[str], scale: float, say: Say) -> None:
    """Load these counties, two beside each other where there is more than one to make, and write the list of accounts."""
    prepare()
    missing = [slug for slug in slugs if not is_complete(slug)]
    if len(missing) > 1 and (os.cpu_count() or 1) > 1:
        _beside_each_other(missing, scale, say)
    else:
        for slug in missing:
            say(load_county(slug, scale))
    access.write_demo_accounts(settings.VAR / "demo-accounts.json", PASSWORD)


def load_county(slug: str, scale: float) -> str:
    """Load what is missing of a county; what was done, in a line."""
    _collect_seldom()
    began = time.monotonic()
    load_ground(slug, scale)
    _analyze()
    load_year(slug, scale)
    rollups.count_waiting()
    county = territory.county_by_slug(slug)
    areas = territory.descendants(county).count()
    return f"{county.name}: {areas} areas, a year of cases ({time.monotonic() - began:.0f} s)"


def _beside_each_other(slugs: list[str], scale: float, say: Say) -> None:
    """In two processes; each county is its own transaction, so that a killed load leaves whole counties only."""
    connections.close_all()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        for done in as_completed([pool.submit(load_county, slug, scale) for slug in slugs]):
            say(done.result())


def _analyze() -> None:
    """Tell the planner what was made (tables are their owner's); it would find out by itself, but only after a minute."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
