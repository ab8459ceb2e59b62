"""The ways through Linli: one table. An entry shows when its page exists and the actor may open it.

What may be opened is not said twice: the policy that a view declares for itself decides whether its entry is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse

from linli.kernel import policy
from linli.kernel.actor import Actor
from linli.kernel.words import N_


@dataclass(frozen=True, slots=True)
class NavItem:
    """A way to a page. `also` are view names that light it up too; `count` gives the number beside it; `where` says for whom there
    is anything behind it (None: for whoever may open it).
    """

    label: str
    icon: str
    url_name: str
    section: str = ""
    also: tuple[str, ...] = ()
    main: bool = False
    count: Callable[[Actor], int] | None = None
    where: Callable[[Actor], bool] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A NavItem as this actor sees it on this page; `section` is set on the first of its group."""

    label: str
    icon: str
    url: str
    current: bool
    main: bool
    section: str
    count: int | None


_REPORT_STEPS = tuple(f"cases:report-{step}" for step in ("place", "what", "contact", "check"))

PUBLIC = (
    NavItem(N_("Home"), "home", "web:home"),
    NavItem(N_("Report a problem"), "camera", "cases:report", also=("cases:receipt", *_REPORT_STEPS), main=True),
    NavItem(N_("Follow a report"), "search", "cases:follow", also=("cases:month",)),
    NavItem(N_("Volunteering"), "people", "volunteering:start", also=("volunteering:",)),
)

FIELD = (
    NavItem(N_("To do today"), "list", "web:field-home", also=("cases:field-case",)),
    NavItem(N_("Visits"), "home", "visits:route", also=("visits:visit",)),
    NavItem(N_("Note it"), "plus", "cases:field-report", main=True),
    NavItem(N_("Drafts"), "document", "web:drafts"),
)


def _has_partners(actor: Actor) -> bool:
    """Whether other systems work with the actor's county: only they send orders."""
    from linli.foundation.partners.selectors import (
        has_partners,  # here, since a table of ways must load before the apps do
    )

    return has_partners(actor.county_id)


def _has_ledger(actor: Actor) -> bool:
    """Whether the actor's county keeps any account."""
    from linli.engines.ledger.selectors import has_accounts  # here, as above

    return has_accounts(actor.county_id)


def _has_contracts(actor: Actor) -> bool:
    """Whether people and organizations of the actor's county may sign contracts."""
    from linli.domains.credit.selectors import has_contracts  # here, as above

    return has_contracts(actor.county_id)


def _has_alliances(actor: Actor) -> bool:
    """Whether the method of the actor's county has alliances."""
    from linli.domains.alliances.selectors import has_alliances  # here, as above

    return has_alliances(actor.county_id)


def _has_sites(actor: Actor) -> bool:
    """Whether the method of the actor's county keeps a list of sites."""
    from linli.domains.formations.selectors import has_sites  # here, as above

    return has_sites(actor.county_id)


def _has_bodies(actor: Actor) -> bool:
    """Whether the method of the actor's county knows organizations without a territory."""
    from linli.domains.formations.selectors import has_bodies  # here, as above

    return has_bodies(actor.county_id)


def _deliberates(actor: Actor) -> bool:
    """Whether the method of the actor's county has a form of deliberation."""
    from linli.domains.deliberation.selectors import deliberates  # here, as above

    return deliberates(actor.county_id)


def _guides(actor: Actor) -> bool:
    """Whether the method of the actor's county has a guidance centre."""
    from linli.domains.guidance.selectors import guides  # here, as above

    return guides(actor.county_id)


_WORK, _GROUND, _WATCH = N_("Intake and handling"), N_("Who and where"), N_("Supervision")

#: Pages of co-building about who is attached to what and who registered, and those of the three lists.
_ATTACHED = (
    "registrations", "pair", "pairing", "end-pairing", "visit", "coverage", "uncovered", "overdue", "registration", "register-unit",
    "register-self", "answer", "end-registration", "activity", "gaps", "items", "take-item", "finish-item", "projects",
    "add-project", "project", "promise", "keep",
)  # fmt: skip
_LISTED = (
    "add-entry", "entry", "withdraw", "reviews", "review", "version", "suggestions", "claim-part", "claim", "agree", "release",
    "end-claim", "deliver", "tenders", "call-tender", "tender", "offer", "judge-offer", "set-aside", "award", "object",
    "answer-objection", "settle-tender", "end-tender",
)  # fmt: skip
#: Pages of lists of members.
_MEMBER_LISTS = ("imports", "send", "import", "columns", "sort", "exports", "export")
#: Pages of alliances without that of one's own memberships.
_ALLIED = (
    "found", "trades", "alliance", "close", "ask", "answer", "leave", "rota", "add-meeting", "put-up", "meeting", "resolve",
    "resolutions", "settle", "units", "unit", "scores", "enter", "score", "check", "object", "answer-objection",
)  # fmt: skip

#: Pages of sites, and those of organizations without a territory.
_SITES = ("add-site", "coverage", "firms", "site", "set-up", "look-after", "end-care", "move", "close-site")
_FORMED = ("found", "body", "review", "dissolve", "add-founder", "leave")

#: Pages about honours, and those about what is written up.
_HONOURED = (
    "open-call", "call", "cancel", "nominate", "nomination", "review", "decide", "withdraw-nomination", "consent", "objection",
    "read-objection", "given", "withdraw",
)  # fmt: skip
_WRITTEN = ("add-practice", "add-case", "article", "edit-article", "review-article", "take-down", "adopt")

CONSOLE = (
    NavItem(N_("Queue"), "list", "cases:queue", _WORK, also=("cases:detail", "cases:register")),
    NavItem(N_("Hotline orders"), "phone", "hotline:orders", _WORK, also=("hotline:",), where=_has_partners),
    NavItem(N_("Messages to reporters"), "chat", "notices:messages", _WORK, also=("notices:stop",)),
    NavItem(N_("Whistles"), "whistle", "cases:whistles", _WORK),
    NavItem(N_("Arbitration"), "scales", "cases:arbitration", _WORK),
    NavItem(
        N_("Past cases"),
        "upload",
        "rosters:cases-imports",
        _WORK,
        also=tuple(f"rosters:cases-{page}" for page in ("import", "send", "columns", "sort")),
    ),
    NavItem(N_("Residents"), "home", "residents:register", _GROUND, also=("residents:",)),
    NavItem(N_("Requests of residents"), "chat", "selfservice:requests", _GROUND, also=("selfservice:",)),
    NavItem(
        N_("Lists in"), "upload", "rosters:imports", _GROUND, also=("rosters:import", "rosters:send", "rosters:columns")
    ),
    NavItem(N_("Lists out"), "download", "rosters:exports", _GROUND, also=("rosters:export", "rosters:ask")),
    NavItem(N_("Visits"), "door", "visits:coverage", _GROUND, also=("visits:",)),
    NavItem(N_("Surveys of compounds"), "search", "surveys:estates", _GROUND, also=("surveys:",)),
    NavItem(N_("Owners of compounds"), "people", "owners:compounds", _GROUND, also=("owners:",)),
    NavItem(N_("Property services"), "building", "property:contracts", _GROUND, also=("property:",)),
    NavItem(N_("Territory"), "map", "territory:areas", _GROUND, also=("territory:",)),
    NavItem(N_("Organizations"), "building", "organizations:list", _GROUND, also=("organizations:",)),
    NavItem(N_("Staff"), "people", "people:staff", _GROUND, also=("people:",)),
    NavItem(N_("Volunteering"), "people", "volunteering:figures", _GROUND, also=("volunteering:",)),
    NavItem(N_("Selections"), "flag", "selection:selections", _GROUND, also=("selection:",)),
    NavItem(
        N_("Pairings"),
        "link",
        "cobuilding:pairings",
        _GROUND,
        also=tuple(f"cobuilding:{page}" for page in _ATTACHED),
    ),
    NavItem(
        N_("Three lists"),
        "list",
        "cobuilding:lists",
        _GROUND,
        also=tuple(f"cobuilding:{page}" for page in _LISTED),
    ),
    NavItem(N_("Themed activities"), "calendar", "activities:activities", _GROUND, also=("activities:",)),
    NavItem(
        N_("Alliances"),
        "people",
        "alliances:alliances",
        _GROUND,
        also=tuple(f"alliances:{page}" for page in _ALLIED),
        where=_has_alliances,
    ),
    NavItem(N_("Our memberships"), "people", "alliances:mine", _GROUND, where=_has_alliances),
    NavItem(
        N_("New fields"),
        "building",
        "formations:sites",
        _GROUND,
        also=tuple(f"formations:{page}" for page in _SITES),
        where=_has_sites,
    ),
    NavItem(
        N_("Flexible and joint bodies"),
        "flag",
        "formations:bodies",
        _GROUND,
        also=tuple(f"formations:{page}" for page in _FORMED),
        where=_has_bodies,
    ),
    NavItem(N_("Honours"), "flag", "honours:calls", _GROUND, also=tuple(f"honours:{page}" for page in _HONOURED)),
    NavItem(
        N_("Cases and practices"),
        "document",
        "honours:articles",
        _GROUND,
        also=tuple(f"honours:{page}" for page in _WRITTEN),
    ),
    NavItem(N_("New-employment groups"), "people", "guidance:requests", _GROUND, also=("guidance:",), where=_guides),
    NavItem(N_("Deliberation"), "chat", "deliberation:matters", _GROUND, also=("deliberation:",), where=_deliberates),
    NavItem(
        N_("Members"),
        "people",
        "membership:members",
        _GROUND,
        also=("membership:", *(f"rosters:members-{page}" for page in _MEMBER_LISTS)),
    ),
    NavItem(
        N_("Contracts"),
        "document",
        "credit:figures",
        _GROUND,
        also=tuple(
            f"credit:{page}"
            for page in ("parties", "party", "enter", "entries", "entry", "objections", "objection", "rules")
        ),
        where=_has_contracts,
    ),
    NavItem(N_("Our contracts"), "edit", "credit:units", _GROUND, also=("credit:unit",), where=_has_contracts),
    NavItem(N_("Accounts"), "lock", "access:accounts", _GROUND, also=("access:",)),
    NavItem(N_("Other systems"), "link", "partners:partners", _GROUND, also=("partners:",)),
    NavItem(N_("Webhooks"), "upload", "webhooks:hooks", _GROUND, also=("webhooks:",)),
    NavItem(N_("Platforms"), "link", "relay:servers", _GROUND, also=("relay:",)),
    NavItem(N_("Board"), "chart", "web:board", _WATCH),
    NavItem(
        N_("Indicators"),
        "chart",
        "indicators:figures",
        _WATCH,
        also=(
            "indicators:rows",
            "indicators:campaign",
            "indicators:campaigns",
            "indicators:callers",
            "indicators:caller",
        ),
    ),
    NavItem(N_("Our place"), "chart", "indicators:standing", _WATCH, also=("indicators:standing-rows",)),
    NavItem(
        N_("Themes of the month"),
        "flag",
        "indicators:themes",
        _WATCH,
        also=("indicators:theme", "indicators:theme-add"),
    ),
    NavItem(N_("Bulletins"), "document", "bulletins:bulletins", _WATCH, also=("bulletins:",)),
    NavItem(N_("Ratings"), "scales", "scorecards:rounds", _WATCH, also=("scorecards:",)),
    NavItem(N_("Hot issues"), "flag", "suggestions:hot", _WATCH),
    NavItem(N_("Suggestions"), "filter", "suggestions:lesson", _WATCH),
    NavItem(N_("Who looked"), "eye", "privacy:looks", _WATCH),
    NavItem(N_("Ledger"), "list", "ledger:accounts", _WATCH, also=("ledger:",), where=_has_ledger),
    NavItem(N_("Methods"), "scales", "methods:compare", _WATCH, also=("methods:",)),
)


def _unread(actor: Actor) -> int:
    from linli.domains.notices import selectors  # here, since a table of ways must load before the apps do

    return selectors.unread_count(actor)


#: Ways from one surface to another, in the menu of who is signed in.
SURFACES = (
    NavItem(N_("Out in the field"), "pin", "web:field-home"),
    NavItem(N_("Console"), "list", "cases:queue"),
    NavItem(N_("Board"), "chart", "web:board"),
    NavItem(N_("My ratings"), "scales", "scorecards:mine"),
    NavItem(N_("My honours"), "flag", "honours:mine"),
    NavItem(N_("Volunteers today"), "people", "volunteering:today"),
    NavItem(N_("Counter"), "gift", "volunteering:counter"),
    NavItem(N_("What residents see"), "home", "web:home"),
)

BELL = NavItem(N_("Notices"), "bell", "notices:inbox", count=_unread)

TOOLS = {
    "sign_in": "access:sign-in",
    "sign_out": "access:sign-out",
    "personas": "access:personas",
    "devices": "access:sessions",
    "kept": "privacy:kept",
    "open311": "api:about",
    "json": "api:json",
}


def entries(items: Iterable[NavItem], request: HttpRequest) -> list[Entry]:
    """What the actor of `request` may open, in the table's order."""
    actor = actor_of(request)
    shown: list[Entry] = []
    section = ""
    for item in items:
        if may_open(actor, item.url_name) and (item.where is None or item.where(actor)):
            shown.append(_entry(item, request, actor, item.section if item.section != section else ""))
            section = item.section
    return shown


def actor_of(request: HttpRequest | None) -> Actor:
    """Who asks; the public where no middleware has said (error pages)."""
    return getattr(request, "actor", None) or Actor.public()


def may_open(actor: Actor, url_name: str) -> bool:
    """Whether the page exists and its own policy lets `actor` in."""
    known = page_of(settings.ROOT_URLCONF, url_name)
    if known is None:
        return False
    rule = known[1]
    if rule == policy.PUBLIC:
        return True
    return not actor.is_anonymous and (rule == policy.SIGNED_IN or actor.can(rule))


def url_of(url_name: str) -> str:
    """The address of a page, empty when there is no such page."""
    known = page_of(settings.ROOT_URLCONF, url_name)
    return known[0] if known else ""


@lru_cache(maxsize=256)
def page_of(urlconf: str, url_name: str) -> tuple[str, str] | None:
    """Address and policy of a page; None when it doesn't exist. Kept per URL table: it never changes while running."""
    try:
        url = reverse(url_name, urlconf=urlconf)
    except NoReverseMatch:
        return None
    return url, getattr(resolve(url, urlconf=urlconf).func, "policy", policy.SIGNED_IN)


def _entry(item: NavItem, request: HttpRequest, actor: Actor, section: str) -> Entry:
    count = item.count(actor) if item.count else None
    return Entry(item.label, item.icon, url_of(item.url_name), is_current(item, request), item.main, section, count)


def is_current(item: NavItem, request: HttpRequest) -> bool:
    """Whether the page shown is the item's own or one that belongs to it (`also` ending in `:` is a whole app)."""
    here = getattr(request.resolver_match, "view_name", "") or ""
    return here == item.url_name or any(
        here == name or (name.endswith(":") and here.startswith(name)) for name in item.also
    )
