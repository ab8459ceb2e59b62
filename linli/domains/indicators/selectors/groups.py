"""What figures are grouped by: the key of a row in SQL, and the names of the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext

from linli.domains.cases import selectors as cases
from linli.domains.indicators.selectors.compiled import Sql
from linli.domains.indicators.states import AREA_GROUPS, GROUP_LABELS, NOWHERE, NOWHERE_ELSE, VIEW, Group
from linli.foundation.organizations import selectors as organizations
from linli.foundation.territory import selectors as territory
from linli.foundation.territory.method import RANK_OF, RANKS

if TYPE_CHECKING:
    from linli.kernel.actor import Actor

#: Stands in an address for the rows that belong to no group.
NONE = "none"


@dataclass(frozen=True, slots=True)
class Named:
    """A group: what stands in an address for it, its name, and whether it has groups of its own below."""

    code: str
    name: str
    area: int | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """How rows are put into groups: the key in SQL, and which group a key means (None: none of them). `groups` are all that there
    are, also those without a row; where they aren't known before, they come from the keys.
    """

    by: Group
    key: Sql
    of: Callable[[str | None], str | None]
    groups: list[Named]
    nowhere: str


def choices_for(rules: Any, here: Any) -> list[Group]:
    """What figures below an area can be grouped by: ranks that the county has and that lie below it, then everything else."""
    below, there = RANKS.index(RANK_OF[here.kind]), {level.rank for level in rules.territory.levels}
    ranks = [one for one in AREA_GROUPS if one.value in there and RANKS.index(one.value) > below]
    return [*ranks, Group.ORGANIZATION, Group.CATEGORY, Group.SOURCE]


def labels_for(rules: Any, choices: Iterable[Group]) -> list[tuple[str, str]]:
    """Choices with their names; ranks are called as the county calls its levels."""
    return [(one.value, _label(rules, one)) for one in choices]


def grouping_for(by: Group, here: Any, rules: Any) -> Grouping:
    """How rows below an area are grouped; one statement."""
    nowhere = gettext(NOWHERE.get(by, NOWHERE_ELSE))
    if by in AREA_GROUPS:
        return _by_area(by, here, nowhere)
    if by is Group.ORGANIZATION:
        bodies = organizations.organizations_in(here.county if here.depth else here)
        return _by_column(by, "organization::text", [Named(str(one.pk), one.label) for one in bodies], nowhere)
    if by is Group.CATEGORY:
        kinds = cases.categories_for(rules.cases)
        return _by_column(by, "category::text", [Named(str(one.pk), one.name) for one in kinds], nowhere)
    found = [Named(code, one.label) for code, one in rules.cases.sources.items()]
    return _by_column(by, "source", found, nowhere)


def chosen(actor: Actor, by: Group, here: Any, code: str) -> tuple[Any, Sql]:
    """The place below which rows of a group lie, and what else they fulfil; Http404 for a group that is hidden or odd."""
    if not code:
        return here, Sql("TRUE")
    if by in AREA_GROUPS:
        return _chosen_area(actor, by, here, code)
    column = {Group.ORGANIZATION: "organization::text", Group.CATEGORY: "category::text", Group.SOURCE: "source"}[by]
    return here, Sql(f"{column} IS NULL") if code == NONE else Sql(f"{column} = %s", (code,))


def _label(rules: Any, one: Group) -> str:
    labels = [level.label for level in rules.territory.levels if level.rank == one.value] if one in AREA_GROUPS else []
    if not labels:
        return gettext(GROUP_LABELS[one])
    return gettext("By {level}").format(level="、".join(labels))


def _by_area(by: Group, here: Any, nowhere: str) -> Grouping:
    """The key is the path cut behind the deepest of the areas; longer paths of one area fall together."""
    areas = _areas_of(by, here)
    ids = {pk for pk, _name, _path in areas}
    depth = max((path.count(".") for _pk, _name, path in areas), default=1)
    key = Sql("array_to_string((string_to_array(path, '.'))[1:%s], '.')", (depth,))

    def of(found: str | None) -> str | None:
        way = (found or "").split(".")
        return next((part for part in way if part.isdigit() and int(part) in ids), None)

    return Grouping(by, key, of, [Named(str(pk), name, pk) for pk, name, _path in areas], nowhere)


def _areas_of(by: Group, here: Any) -> list[tuple[int, str, str]]:
    kinds = [kind for kind, rank in RANK_OF.items() if rank == by.value]
    rows = territory.descendants(here).filter(kind__in=kinds).order_by("path")
    return list(rows.values_list("pk", "name", "path"))


def _by_column(by: Group, column: str, groups: list[Named], nowhere: str) -> Grouping:
    return Grouping(by, Sql(column), lambda found: found, groups, nowhere)


def _chosen_area(actor: Actor, by: Group, here: Any, code: str) -> tuple[Any, Sql]:
    if code == NONE:
        ids = [pk for pk, _name, _path in _areas_of(by, here)]
        return here, Sql("NOT (string_to_array(rtrim(path, '.'), '.')::bigint[] && %s::bigint[])", (ids,))
    if not (code.isascii() and code.isdigit() and len(code) < 18):
        raise Http404
    area = territory.area_for(actor, int(code), to=VIEW)
    if not area.path.startswith(here.path):
        raise Http404
    return area, Sql("TRUE")
