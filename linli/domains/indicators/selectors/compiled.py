"""The one place where conditions of a method become SQL.

A column's name comes from the catalogue of facts and from nowhere else, every value travels beside the SQL. A condition is never NULL,
so that its opposite is what people think it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from linli.domains.indicators.method import AnyOf, Conditions, Question, questions_of
from linli.domains.indicators.states import CLOCK_VALUES, SUBJECTS, Fact


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with the values of its placeholders."""

    text: str
    values: tuple[Any, ...] = ()

    def __and__(self, other: Sql) -> Sql:
        return joined((self, other), " AND ")


ALWAYS = Sql("TRUE")


def holds(conditions: Conditions, subject: str) -> Sql:
    """The condition under which all of `conditions` hold; KeyError for a fact that the subject doesn't have."""
    return joined([_one(each, subject) for each in conditions], " AND ") if conditions else ALWAYS


def opposite(one: Sql) -> Sql:
    """What doesn't fulfil a condition."""
    return Sql(f"NOT ({one.text})", one.values)


def joined(parts: Iterable[Sql], by: str) -> Sql:
    """Pieces in brackets, with a word between them."""
    parts = list(parts)
    return Sql(by.join(f"({one.text})" for one in parts), tuple(value for one in parts for value in one.values))


def facts_in(*conditions: Conditions) -> set[str]:
    """The facts that are asked for."""
    return {test.fact for each in conditions for test in questions_of(each)}


def column_of(fact: str) -> str:
    """The column in which a fact stands."""
    return f"f_{fact}"


def _one(condition: Question | AnyOf, subject: str) -> Sql:
    if isinstance(condition, AnyOf):
        return joined([_test(each, subject) for each in condition.any_of], " OR ")
    return _test(condition, subject)


def _test(test: Question, subject: str) -> Sql:
    fact = SUBJECTS[subject].facts[test.fact]
    column = column_of(test.fact)
    if test.yes is not None:
        return Sql(f"{column} IS {'TRUE' if test.yes else 'NOT TRUE'}")
    if test.at_least is not None:
        return Sql(f"COALESCE({column}, 0) >= %s", (test.at_least,))
    if test.at_most is not None:
        return Sql(f"COALESCE({column}, 0) <= %s", (test.at_most,))
    found = _among(fact, column, test.one_of or test.none_of or ())
    return found if test.one_of else opposite(found)


def _among(fact: Fact, column: str, named: tuple[str, ...]) -> Sql:
    if fact.kind == "category":
        starts = [f"starts_with({column}, %s)" for _ in named]
        return Sql(f"COALESCE({' OR '.join(starts)}, FALSE)", named)
    values = [CLOCK_VALUES[one] for one in named] if fact.kind == "clock" else list(named)
    return Sql(f"COALESCE({column} = ANY(%s), FALSE)", (values,))
