"""Section `residents`: how people of one household stand to its head."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from linli.foundation.methods.method import Code, Label, Marked, Section

HEAD = "head"


class Relation(Section):
    """A relation to the head. `inverse` is what the old head becomes when this person takes over (a child's head is a parent)."""

    code: Code
    label: Label
    inverse: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]*)?$")] = ""


class Relations(Marked):
    """The relations that a household may note, the head among them."""

    kinds: Annotated[tuple[Relation, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        codes = [kind.code for kind in self.kinds]
        if len(set(codes)) != len(codes):
            raise ValueError("a relation is listed twice")
        if HEAD not in codes:
            raise ValueError(f"needs a relation with code = {HEAD!r}")
        if unknown := {kind.inverse for kind in self.kinds if kind.inverse} - set(codes):
            raise ValueError(f"inverse names relations that aren't listed: {sorted(unknown)}; allowed: {codes}")
        return self


class ResidentRules(Section):
    """Section `residents`. Which fields there are, and why, is said by section `privacy`."""

    relations: Relations

    def labels(self) -> dict[str, str]:
        """Labels of the relations by code, in the method's order."""
        return {kind.code: kind.label for kind in self.relations.kinds}

    def inverses(self) -> dict[str, str]:
        """What the old head becomes, by the relation of the new one; only where the method says."""
        return {kind.code: kind.inverse for kind in self.relations.kinds if kind.inverse}
