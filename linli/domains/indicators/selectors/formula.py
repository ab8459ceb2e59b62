"""Definitions in plain words, made of the definitions themselves: what is said on the page is what is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, pgettext

from linli.domains.cases import selectors as cases
from linli.domains.indicators.method import AnyOf, Conditions, Goal, Indicator, Question, questions_of
from linli.domains.indicators.states import SUBJECTS, Fact
from linli.kernel.words import N_

_GOALS = {
    "at_least": N_("at least {value}"),
    "more_than": N_("more than {value}"),
    "at_most": N_("at most {value}"),
    "less_than": N_("less than {value}"),
}


@dataclass(frozen=True, slots=True)
class Formula:
    """An indicator in words. `of` is "" for a count, `without` and `goal` where there are none."""

    label: str
    about: str
    counted: str
    of: str
    without: str
    moment: str
    better: str
    weight: str
    goal: str
    rule: Any
    goal_rule: Goal | None


def names_of(conditions: Iterable[Conditions]) -> Mapping[str, str]:
    """Names of the categories that are asked for; one statement, none where none is."""
    keys = {
        key
        for each in conditions
        for test in questions_of(each)
        if test.fact == "category"
        for key in (test.one_of or test.none_of or ())
    }
    return cases.names_of_keys(sorted(keys)) if keys else {}


def formula_of(one: Indicator, rules: Any, names: Mapping[str, str]) -> Formula:
    """An indicator in words; `rules` are the county's, for names of rungs."""
    subject = SUBJECTS[one.subject]
    say = Speaker(one.subject, rules, names)
    whole = gettext("{things} {moment}").format(
        things=gettext(subject.label), moment=gettext(subject.moments[one.moment])
    )
    return Formula(
        label=one.label, about=one.about, counted=say.all_of(one.counted) or whole,
        of="" if one.kind == "count" else say.all_of(one.of) or whole,
        without=say.all_of(one.without), moment=whole, better=_better(one), weight=_weight(one), goal=_goal(one),
        rule=one, goal_rule=one.goal,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says conditions on a subject in words."""

    subject: str
    rules: Any
    names: Mapping[str, str]

    def all_of(self, conditions: Conditions) -> str:
        """All conditions in one line; "" for none."""
        return pgettext("between conditions that all hold", "; ").join(self._one(each) for each in conditions)

    def _one(self, condition: Question | AnyOf) -> str:
        if isinstance(condition, AnyOf):
            inside = pgettext("between conditions of which one holds", " or ").join(map(self._test, condition.any_of))
            return gettext("({either})").format(either=inside)
        return self._test(condition)

    def _test(self, test: Question) -> str:
        fact = SUBJECTS[self.subject].facts[test.fact]
        label = gettext(fact.label)
        if test.yes is not None:
            return (gettext("{fact}: yes") if test.yes else gettext("{fact}: no")).format(fact=label)
        if test.at_least is not None:
            words = self._number(fact, test.at_least)
            return gettext("{fact}: {n} or more").format(fact=label, n=words)
        if test.at_most is not None:
            return gettext("{fact}: {n} or less").format(fact=label, n=self._number(fact, test.at_most))
        named = self._named(fact, test.one_of or test.none_of or ())
        words = gettext("{fact}: {names}") if test.one_of else gettext("{fact}: not {names}")
        return words.format(fact=label, names=named)

    def _number(self, fact: Fact, number: int) -> str:
        tiers = self.rules.cases.tiers
        if fact.kind == "tier" and number < len(tiers):
            return gettext("rung {n} ({label})").format(n=number + 1, label=tiers[number].label)
        return str(number)

    def _named(self, fact: Fact, values: Iterable[str]) -> str:
        labels = [self._value(fact, value) for value in values]
        return pgettext("between names", ", ").join(labels)

    def _value(self, fact: Fact, value: str) -> str:
        if fact.kind == "category":
            return self.names.get(value, value)
        own = self.rules.cases.sources.get(value) if fact is SUBJECTS["cases"].facts["source"] else None
        return own.label if own else gettext(fact.values[value])


def _better(one: Indicator) -> str:
    return {"higher": gettext("more is better"), "lower": gettext("less is better"), "none": gettext("not ranked")}[
        one.direction
    ]


def _weight(one: Indicator) -> str:
    if not one.weight:
        return ""
    text = gettext("weight {weight}").format(weight=f"{one.weight:g}")
    return text if one.cap == 100 else gettext("{weight}, up to {cap}%").format(weight=text, cap=f"{one.cap:g}")


def _goal(one: Indicator) -> str:
    if one.goal is None:
        return ""
    value = f"{one.goal.value:g}{'%' if one.kind == 'share' else one.unit}"
    return gettext(_GOALS[one.goal.is_]).format(value=value)
