"""What every page's frame needs, worked out only where a template asks for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from linli.foundation.territory import selectors as territory
from linli.kernel.actor import Actor
from linli.surfaces.web import nav, preferences


class Shell:
    """The frame around a page. Error pages use only what asks no database: `home_url`, `hotline`, `request_id`."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.preferences = preferences.of(request)

    @property
    def actor(self) -> Actor:
        """Who reads."""
        return nav.actor_of(self._request)

    @property
    def person(self) -> str:
        """Name and post of who is signed in; empty for a visitor."""
        return "" if self.actor.is_anonymous else self.actor.label

    @property
    def place(self) -> str:
        """The reader's county, where the page names no place itself."""
        if self.actor.county_id is None:
            return ""
        return str(cache.get_or_set(f"web.county:{self.actor.county_id}", self._county, COUNTY_SECONDS))

    def _county(self) -> str:
        return territory.area_by_id(self.actor.county_id or 0).name

    @property
    def bell(self) -> nav.Entry | None:
        """The inbox with its number of new lines."""
        return next(iter(nav.entries((nav.BELL,), self._request)), None)

    @property
    def public_nav(self) -> list[nav.Entry]:
        """Ways through the portal."""
        return nav.entries(nav.PUBLIC, self._request)

    @property
    def field_nav(self) -> list[nav.Entry]:
        """Ways through the field surface."""
        return nav.entries(nav.FIELD, self._request)

    @property
    def console_nav(self) -> list[nav.Entry]:
        """Ways through the console."""
        return nav.entries(nav.CONSOLE, self._request)

    @property
    def surfaces(self) -> list[nav.Entry]:
        """Ways to the other surfaces, for who is signed in."""
        return [] if self.actor.is_anonymous else nav.entries(nav.SURFACES, self._request)

    @property
    def home_url(self) -> str:
        """Where the brand leads."""
        return nav.url_of("web:home") or "/"

    @property
    def tools(self) -> dict[str, str]:
        """Addresses of sign-in, sign-out and the demo's personas, those that exist for this reader."""
        return {name: nav.url_of(url) for name, url in nav.TOOLS.items() if nav.may_open(self.actor, url)}

    @property
    def search_url(self) -> str:
        """Where the search box asks; empty for who may not search."""
        return nav.url_of("cases:queue") if nav.may_open(self.actor, "cases:queue") else ""

    @property
    def here(self) -> str:
        """This page's address, to come back to; the home page after a POST, which can't be repeated."""
        return self._request.get_full_path() if self._request.method in ("GET", "HEAD") else self.home_url

    @property
    def came_from(self) -> str:
        """The page before this one if it is ours, else the home page."""
        before = self._request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(before, {self._request.get_host()}) if before else False
        return before if ours else self.home_url

    @property
    def follow_url(self) -> str:
        """Where a report is looked up by its number; empty while there is no such page."""
        return nav.url_of("cases:follow")

    @property
    def request_id(self) -> str:
        """The number to read out on the phone."""
        return number_of(self._request)

    @property
    def hotline(self) -> str:
        """The number of the government hotline, the same in all of China."""
        return HOTLINE

    @property
    def demo(self) -> bool:
        """Whether this is the demo: its pages say so."""
        return bool(settings.LINLI_DEMO)


HOTLINE = "12345"

#: How long a renamed county may keep its old name beside the brand.
COUNTY_SECONDS = 60


def number_of(request: HttpRequest) -> str:
    """The request's id in two halves that can be read out; a dash where none was given."""
    raw = str(getattr(request, "request_id", "")).upper()
    return f"{raw[:4]}-{raw[4:8]}" if raw else "—"


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    return {"shell": Shell(request)}
