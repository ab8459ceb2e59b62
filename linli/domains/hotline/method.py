"""Section `hotline`: how a hotline's words become ours, what it promised, and its cards (domain standards §5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from linli.domains.cases.method import CategoryKey
from linli.foundation.methods.method import Count, Duration, Label, Marked, Section
from linli.kernel.durations import Unit

#: A key of their JSON, or a way down to one: "order_no", "caller.phone".
Path = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^.\s]+(\.[^.\s]+)*$")]

KindCode = Literal["consult", "help", "complaint", "suggestion"]
UrgencyCode = Literal["normal", "utilities", "danger"]

#: How the cases engine promises; `suggestion` has no promise of its own there.
Promised = Literal["consult", "help", "complaint", "complex"]


class Fields(Marked):
    """Where each of our facts stands in their JSON. `number` and `text` they must send, all others they may."""

    number: Path
    title: Path
    text: Path
    kind: Path
    urgency: Path
    category: Path
    area_code: Path
    place: Path
    lat: Path
    lng: Path
    datum: Path = "datum"
    name: Path
    phone: Path
    called: Path
    called_at: Path
    attachments: Path
    emergency: Path
    in_petition: Path
    legal_route: Path
    same_as: Path


class Kind(Marked):
    """A kind of request as the hotline says it (`words`), and the promise that it gets (`cases.sla`)."""

    code: KindCode
    label: Label
    words: Annotated[tuple[Label, ...], Field(min_length=1)]
    promise: Promised


class Urgency(Marked):
    """What the hotline calls urgent."""

    code: UrgencyCode
    words: Annotated[tuple[Label, ...], Field(min_length=1)]


class Crosswalk(Section):
    """Their category (its code or its name) is ours."""

    theirs: Label
    ours: CategoryKey


class Categories(Marked):
    """The crosswalk. What isn't in it goes to the office that sorts, filed under `unknown`."""

    unknown: CategoryKey
    crosswalk: tuple[Crosswalk, ...] = ()


class Cards(Marked):
    """Yellow: so many working days before the promise runs out. Red: on the first working day after it."""

    yellow_before: Duration

    @model_validator(mode="after")
    def _in_working_days(self) -> Self:
        if self.yellow_before.unit is not Unit.WORKING_DAYS or self.yellow_before.amount != int(
            self.yellow_before.amount
        ):
            raise ValueError("yellow_before counts whole working_days")
        return self


class MoreTime(Marked):
    """More time for the promise: how often, and how much."""

    times: Count
    at_most: Duration


class Answers(Marked):
    """How soon the hotline answers a request for more time or an order that was given back."""

    within: Duration


class HotlineRules(Section):
    """Section `hotline`."""

    fields: Fields
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    urgencies: tuple[Urgency, ...] = ()
    categories: Categories
    cards: Cards
    extension: MoreTime
    answers: Answers

    @model_validator(mode="after")
    def _said_once(self) -> Self:
        for name, rows in (("kinds", self.kinds), ("urgencies", self.urgencies)):
            words = [word for row in rows for word in row.words]
            if len(set(words)) != len(words):
                raise ValueError(f"{name}: a word stands twice")
        theirs = [row.theirs for row in self.categories.crosswalk]
        if len(set(theirs)) != len(theirs):
            raise ValueError("categories.crosswalk: one of theirs stands twice")
        return self

    def kind_of(self, word: str) -> Kind | None:
        """The kind that they mean, or None."""
        return next((kind for kind in self.kinds if word == kind.code or word in kind.words), None)

    def urgency_of(self, word: str) -> str | None:
        """Our urgency for their word; normal for none, None for one that nobody knows."""
        if not word:
            return "normal"
        return next((one.code for one in self.urgencies if word == one.code or word in one.words), None)

    def category_of(self, word: str) -> str | None:
        """The key of our category, or None where the crosswalk has none."""
        return next((row.ours for row in self.categories.crosswalk if row.theirs == word), None)


def check(rules: Any) -> Iterator[tuple[str, str]]:
    """Categories lie in sets that the county uses."""
    if "cases" not in rules.sections:
        return
    standards = rules.cases.categories.standards
    named = {"categories.unknown": rules.hotline.categories.unknown}
    named |= {f"categories.crosswalk.{row.theirs}": row.ours for row in rules.hotline.categories.crosswalk}
    for key, category in named.items():
        if category.split("/")[0] not in standards:
            yield key, f"found {category}, allowed sets: {', '.join(standards)}"
