"""Categories that a county uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_

from django.db.models import Q
from django.http import Http404

from linli.domains.cases.method import Card, CaseRules
from linli.domains.cases.models import Category
from linli.kernel.memory import Remembered
from linli.kernel.statements import Kept, hole

#: So long a process may not know yet that another one has read in a table: each report asks, and they change once in years.
TABLE_SECONDS = 60
#: Categories behind cards; whoever changes a table has them forgotten.
known_categories = Remembered(TABLE_SECONDS)


@dataclass(frozen=True, slots=True)
class CardChoice:
    """A card that residents choose from."""

    code: str
    label: str
    icon: str


def cards_for(rules: CaseRules) -> list[CardChoice]:
    """The few cards in front of the category tables, in the county's order."""
    return [CardChoice(card.code, card.label, card.icon) for card in rules.categories.cards]


def categories_for(rules: CaseRules) -> list[Category]:
    """All categories of the sets in force, in the order of their keys."""
    return list(Category.objects.filter(standard__in=rules.categories.standards, retired=False))


def category_by_key(key: str) -> Category:
    """A category by `standard/kind/code`; Http404 when there is none."""
    standard, kind, code = _parts(key)
    found: Category | None = _BY_KEY.first(standard=standard, kind=kind, code=code)
    if found is None:
        raise Http404
    return found


def category_in_force(rules: CaseRules, key: str) -> Category | None:
    """The category of the sets in force with this key; None for one that was retired, and for one of another set."""
    standard, kind, code = _parts(key)
    found: Category | None = _BY_KEY.first(standard=standard, kind=kind, code=code)
    return found if found and not found.retired and standard in rules.categories.standards else None


def names_of_keys(keys: Iterable[str]) -> dict[str, str]:
    """What keys and prefixes ("standard/kind/06*") are called: the row's own name, or the chapter's for a prefix."""
    keys = list(keys)
    standards = {key.partition("/")[0] for key in keys}
    rows = list(Category.objects.filter(standard__in=standards, retired=False))
    named = ((key, _name_of(key, rows)) for key in keys)
    return {key: name for key, name in named if name}


def _name_of(key: str, rows: list[Category]) -> str:
    prefix = key.removesuffix("*")
    exact = next((row.name for row in rows if row.key == prefix), "")
    return exact or next((row.major for row in rows if row.key.startswith(prefix)), "")


def category_of_card(rules: CaseRules, code: str) -> Category:
    """The default category behind a card (its first key that exists); the first in force where the card names none.

    Http404 for a card that the county doesn't have, or when no table was imported.
    """
    card = next((card for card in rules.categories.cards if card.code == code), None)
    if card is None:
        raise Http404
    # all on which the answer depends, whatever the county and its release
    return known_categories.recall((rules.categories.standards, card.keys), partial(_default_of, rules, card))


def category_chosen(rules: CaseRules, key: str, card: str) -> Category:
    """The category in force with this key; where there is none, the default one behind the card. Http404 as `category_of_card`."""
    if key:
        used = Category.objects.filter(fits(key, exactly=True), standard__in=rules.categories.standards, retired=False)
        if found := used.first():
            return found
    return category_of_card(rules, card)


def names_in_force(rules: CaseRules, keys: Iterable[str]) -> dict[str, str]:
    """Key → name of those of the keys whose category is in force."""
    wanted = reduce(or_, (fits(key, exactly=True) for key in keys), Q(pk__in=()))
    rows = Category.objects.filter(wanted, standard__in=rules.categories.standards, retired=False)
    return {row.key: row.name for row in rows}


def _default_of(rules: CaseRules, card: Card) -> Category:
    used = Category.objects.filter(standard__in=rules.categories.standards, retired=False)
    found = _first_of(card) or used.order_by("-standard", "code").first()
    if found is None:
        raise Http404
    return found


def categories_of_card(rules: CaseRules, code: str) -> Q:
    """The condition on `category__…` under which a case belongs to a card; nothing for an unknown card."""
    keys = next((card.keys for card in rules.categories.cards if card.code == code), ())
    return reduce(or_, (fits(key, prefix="category__") for key in keys), Q(pk__in=()))


def _first_of(card: Card) -> Category | None:
    for key in card.keys:
        standard, kind, code = _parts(key)
        found: Category | None = _FIRST.first(standard=standard, kind=kind, code=code)
        if found is not None:
            return found
    return None


_BY_KEY = Kept(
    lambda: Category.objects.filter(standard=hole("standard"), kind=hole("kind"), code=hole("code")).order_by("pk")[:1]
)
_FIRST = Kept(
    lambda: Category.objects.filter(
        standard=hole("standard"), kind=hole("kind"), code__startswith=hole("code"), retired=False
    ).order_by("code")[:1]
)


def _parts(key: str) -> tuple[str, str, str]:
    """`standard/kind/code` in three."""
    standard, _, rest = key.partition("/")
    kind, _, code = rest.partition("/")
    return standard, kind, code


def fits(key: str, *, prefix: str = "", exactly: bool = False) -> Q:
    """The condition on a category (behind `prefix`) under which it is `key`, or begins with it."""
    standard, kind, code = _parts(key)
    match = "code" if exactly else "code__startswith"
    return Q(**{f"{prefix}standard": standard, f"{prefix}kind": kind, f"{prefix}{match}": code})
