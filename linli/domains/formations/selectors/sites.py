"""Sites: the list, one of them, how many have whom, and firms that aren't in the list yet (Q38, X9)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext

from linli.domains.formations.models import Care, Formation, Site
from linli.domains.formations.permissions import RUN
from linli.domains.formations.rules import share
from linli.domains.formations.selectors.reach import county_rules, rules_at
from linli.domains.formations.states import COVER_LABELS, COVER_TONES, Cover
from linli.foundation.audit import selectors as audit
from linli.foundation.organizations import selectors as organizations
from linli.kernel.scoping import NOTHING, door, paged

if TYPE_CHECKING:
    from linli.domains.formations.method import FormationRules
    from linli.kernel.actor import Actor

#: Formations and cares of one site that its page shows.
MOST = 50


@dataclass(frozen=True, slots=True)
class CoverRow:
    """Sites of a kind, or at a place, by who there is for them. `key` is the kind or the place's id."""

    key: Any
    label: str
    own: int
    cared: int
    bare: int

    @property
    def all(self) -> int:
        """How many there are."""
        return self.own + self.cared + self.bare


@dataclass(frozen=True, slots=True)
class Coverage:
    """All sites of a county by kind and by place. `unlisted`: firms of the directory that neither have a party organization nor stand in
    the list; `percent`: of listed and unlisted those for whom there is somebody, cut off (None of nothing).
    """

    kinds: list[CoverRow]
    places: list[CoverRow]
    total: CoverRow
    unlisted: int

    @property
    def missing(self) -> int:
        """For how many there is nobody."""
        return self.total.bare + self.unlisted

    @property
    def percent(self) -> int | None:
        """How many in a hundred have somebody."""
        return share(self.total.own + self.total.cared, self.total.all + self.unlisted)


def covered() -> Case:
    """Who there is for a site, as a column: `Cover`. One's own goes before one of the place that looks after it."""
    set_up = Formation.unscoped.filter(site=OuterRef("pk"), organization__valid_to=None)
    care = Care.objects.filter(site=OuterRef("pk"), to_on=None, organization__valid_to=None)
    return Case(
        When(Exists(set_up), then=Value(Cover.OWN.value)),
        When(Exists(organizations.within_unit(OuterRef("host"))), then=Value(Cover.OWN.value)),
        When(Exists(care), then=Value(Cover.CARED.value)),
        default=Value(Cover.NONE.value), output_field=CharField(),
    )  # fmt: skip


def sites_page(
    actor: Actor, *, kind: str = "", cover: str = "", area: int | None = None, body: int | None = None, text: str = "",
    number: Any = None,
) -> Any:  # fmt: skip
    """Open sites of the county by kind and name; `area` is where they lie, `body` the organization that looks after them now."""
    found = Site.scoped.visible_to(actor).filter(closed_on=None).annotate(cover=covered())
    found = found.filter(kind=kind) if kind else found
    found = found.filter(cover=cover) if cover in set(Cover) else found
    found = found.filter(area=area) if area else found
    found = (
        found.filter(Exists(Care.objects.filter(site=OuterRef("pk"), organization=body, to_on=None))) if body else found
    )
    if words := text.strip()[:40]:
        found = found.filter(Q(name__icontains=words) | Q(host__name__icontains=words) | Q(area__name__icontains=words))
    page = paged(found.select_related("area", "host").order_by("kind", "name", "pk"), number)
    rules, caring = county_rules(actor), _caring([row.pk for row in page])
    for row in page:
        row.kind_label = rules.site_label(row.kind)
        row.cover_label, row.tone = gettext(COVER_LABELS[Cover(row.cover)]), COVER_TONES[Cover(row.cover)]
        row.carer = caring.get(row.pk, "") if row.cover == Cover.CARED else ""
    return page


def _caring(sites: list[int]) -> dict[int, str]:
    """Who looks after these sites, by name."""
    return dict(Care.objects.filter(site__in=sites, to_on=None).values_list("site", "organization__name"))


def site_for(actor: Actor, pk: int, to: str | None = None) -> Site:
    """The one door to a site: Http404 when hidden, PermissionDenied when `to` isn't granted on it."""
    row: Site = door(Site, actor, pk, to, "area", "county", "host")
    return row


def site_page(actor: Actor, row: Site) -> dict[str, Any]:
    """What a site's page shows beside the row, which was fetched in scope."""
    rules, cover = rules_at(row.county), cover_of(row)
    own = list(Formation.unscoped.filter(site=row).select_related("organization").order_by("-founded_on", "-pk")[:MOST])
    within = list(organizations.within_unit(row.host_id)) if row.host_id else []
    runs = row.closed_on is None and actor.reaches(RUN, row.area.path)
    return {
        "rule": rules.sites.get(row.kind),
        "fallback": rules.fallback,
        "formations": [(one, rules.form_label(one.form)) for one in own],
        "within": within,
        "cares": list(Care.objects.filter(site=row).select_related("organization")[:MOST]),
        "kind_label": rules.site_label(row.kind),
        "cover_label": gettext(COVER_LABELS[cover]),
        "tone": COVER_TONES[cover],
        "may_run": runs,
        "may_set_up": runs and cover != Cover.OWN and bool(rules.on_site(row.kind)),
        "may_care": runs and cover != Cover.OWN and rules.fallback is not None,
        "history": audit.timeline(row),
    }


def cover_of(site: Site) -> Cover:
    """Who there is for a site now."""
    return Cover(Site.unscoped.annotate(cover=covered()).values_list("cover", flat=True).get(pk=site.pk))


def coverage_page(actor: Actor) -> Coverage:
    """Figures of the county's sites; whoever may look at sites sees all of them. Every figure leads to its rows."""
    rules = county_rules(actor)
    found = Site.scoped.visible_to(actor).filter(closed_on=None).annotate(cover=covered()).order_by()
    kinds: Counter[tuple[str, str]] = Counter()
    places: Counter[tuple[int, str]] = Counter()
    names: dict[int, str] = {}
    for kind, area, name, cover, count in found.values_list("kind", "area", "area__name", "cover").annotate(
        count=Count("pk")
    ):
        kinds[kind, cover] += count
        places[area, cover] += count
        names[area] = name
    codes = dict.fromkeys([*rules.sites, *sorted(kind for kind, _ in kinds)])
    return Coverage(
        [_row(code, rules.site_label(code), kinds) for code in codes],
        sorted((_row(pk, name, places) for pk, name in names.items()), key=lambda row: (-row.bare, row.label, row.key)),
        _sum(kinds), unlisted(actor, rules).count(),
    )  # fmt: skip


def _row(key: Any, label: str, counts: Counter[Any]) -> CoverRow:
    return CoverRow(key, label, counts[key, Cover.OWN], counts[key, Cover.CARED], counts[key, Cover.NONE])


def _sum(counts: Counter[Any]) -> CoverRow:
    by_cover: Counter[str] = Counter()
    for (_, cover), count in counts.items():
        by_cover[cover] += count
    return CoverRow("", "", by_cover[Cover.OWN], by_cover[Cover.CARED], by_cover[Cover.NONE])


def unlisted(actor: Actor, rules: FormationRules) -> Any:
    """Firms of the directory, of the kinds that the method names, that neither have a party organization nor stand in the list."""
    kinds = rules.fallback.firms if rules.fallback else ()
    found = organizations.units_without(actor.county_id or 0, kinds)
    listed = Site.unscoped.filter(host=OuterRef("pk"), closed_on=None)
    return found.filter(~Exists(listed)) if actor.can("formations.view") else found.filter(NOTHING)


def firms_page(actor: Actor, *, number: Any = None) -> Any:
    """Those firms, by name."""
    return paged(unlisted(actor, county_rules(actor)), number)
