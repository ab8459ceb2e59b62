"""Which rules hold. Rules of a release never change, so each process parses a release once."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from linli.foundation.methods import comparison, loader
from linli.foundation.methods.loader import Rules
from linli.foundation.methods.models import Release
from linli.kernel import clock
from linli.kernel.errors import RuleBroken
from linli.kernel.statements import Kept, hole


def _of_slug() -> QuerySet[Release]:
    return Release.objects.filter(slug=hole("slug")).defer("text")  # large, and read once per process by rules_for


_HELD = Kept(lambda: _of_slug().filter(holds_from__lte=hole("day")).order_by("-version")[:1])
_FIRST = Kept(lambda: _of_slug().order_by("version")[:1])


@lru_cache(maxsize=256)
def rules_for(release_id: int) -> Rules:
    """The rules of a release; Release.DoesNotExist for an unknown one."""
    release = Release.objects.get(pk=release_id)
    return loader.rules_from_text(release.text, release.pk)


def current_release(slug: str, at: datetime | date | None = None) -> Release:
    """The release that holds at a moment (default: now): the highest version whose day has come.

    Before the first day of a county's first release, that first one holds. Nothing installed: RuleBroken.
    """
    release = _HELD.first(slug=slug, day=_day(at)) or _FIRST.first(slug=slug)
    if release is None:
        raise RuleBroken("methods.not_installed", slug=slug)
    return release


def current_rules(slug: str, at: datetime | date | None = None) -> Rules:
    """The rules of the release that holds at a moment."""
    return rules_for(current_release(slug, at).pk)


def held_release(slug: str, day: Any) -> Subquery:
    """The release that holds on a day, as a column beside others: `slug` is the outer query's column with the slug. Null
    before the first day of a county's first release, where `current_rules` knows what to do.
    """
    held = Release.objects.filter(slug=OuterRef(slug), holds_from__lte=day)
    return Subquery(held.order_by("-version").values("pk")[:1])


def releases_within(slug: str, first: date, last: date) -> list[Release]:
    """Releases that held on any day from `first` to `last`, the earliest first: the one in force on the first day, and those with a
    higher version that began later. Their texts aren't read. Nothing installed: RuleBroken.
    """
    held = [current_release(slug, first)]
    later = Release.objects.filter(slug=slug, holds_from__gt=first, holds_from__lte=last).defer("text")
    for one in later.order_by("holds_from", "version"):
        if one.version > held[-1].version:
            held.append(one)
    return held


def releases() -> list[Release]:
    """All releases by county, newest version first."""
    return list(Release.objects.order_by("slug", "-version"))


def side_by_side() -> comparison.Comparison:
    """The rules that hold now, county by county, row by row, each with its marks; and all versions below."""
    kept = releases()
    current = [current_release(slug) for slug in dict.fromkeys(release.slug for release in kept)]
    now = {release.pk for release in current}
    versions = tuple(comparison.version_of(release, is_current=release.pk in now) for release in kept)
    return comparison.compare([rules_for(release.pk) for release in current], versions)


def _day(at: datetime | date | None) -> date:
    if isinstance(at, datetime):
        return at.astimezone(clock.ZONE).date()
    return at or clock.today()
