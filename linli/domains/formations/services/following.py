"""How rows follow the ground. For followers alone."""

from __future__ import annotations

from typing import Any

from linli.domains.formations.models import Formation, Site


def move_rows(area: Any, successor: int) -> None:
    """Sites and formations of an area that ends go to its successor. Where that one has a site of the same kind and name, the one that comes
    says where it came from.
    """
    there = Site.unscoped.filter(area=successor, closed_on=None)
    taken = set(there.values_list("kind", "name"))
    for site in Site.unscoped.filter(area=area, closed_on=None):
        if (site.kind, site.name) in taken:
            Site.unscoped.filter(pk=site.pk).update(name=f"{site.name[:40]}（{area.name[:30]}·{site.pk}）")
    for model in (Site, Formation):
        model.unscoped.filter(area=area).update(area=successor)
