"""The rows of *Methods side by side*. Each reads one thing from a county's rules and says where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from linli.foundation.methods.comparison import CASES, END, GROUND, PEOPLE, TIMES, Part, part, row
from linli.foundation.methods.loader import Rules
from linli.kernel.words import N_

_SOURCE_ORDER = ("portal", "field", "patrol", "snapshot", "console", "hotline")

#: How each registered algorithm is told to people.
DISPATCH_WORDS = {
    "grid_first": N_("The grid first"),
    "building_first": N_("The stairwell and building first"),
    "community_first": N_("The community first"),
    "estate_branch_first": N_("The estate's party branch first"),
}
TRIAGE_WORDS = {
    "three_whistles": N_("Sorted into three"),
    "small_big": N_("Sorted into small and big"),
    "ladder": N_("One rung at a time"),
    "none": N_("Not sorted: starts at the bottom"),
}


def length(duration: Any) -> str:
    """A duration in words (30 minutes, 2 working days)."""
    number = int(duration.amount) if float(duration.amount).is_integer() else duration.amount
    words = {
        "minutes": ngettext("%(n)s minute", "%(n)s minutes", round(number)),
        "hours": ngettext("%(n)s hour", "%(n)s hours", round(number)),
        "days": ngettext("%(n)s day", "%(n)s days", round(number)),
        "working_hours": ngettext("%(n)s working hour", "%(n)s working hours", round(number)),
        "working_days": ngettext("%(n)s working day", "%(n)s working days", round(number)),
    }
    return words[str(duration.unit)] % {"n": number}


def _joined(words: Iterable[str]) -> str:
    return pgettext("between the words of a list", ", ").join(dict.fromkeys(words))


def _labels(posts: Any, codes: Iterable[str]) -> str:
    return " → ".join(posts[code].label for code in codes)


# ── ground ─────────────────────────────────────────────────────────────────────────────────────


@row(GROUND, N_("Brand"))
def brand(rules: Rules) -> Iterator[Part]:
    """The county's own name for its way (Q11, L3, H1, X1, S39)."""
    own = rules.county.brand
    yield part(own.name + (f"：{own.slogan}" if own.slogan else ""), own)


@row(GROUND, N_("Levels"))
def levels(rules: Rules) -> Iterator[Part]:
    """Local names from the root down."""
    own = rules.territory.levels
    yield part(_joined(level.label for level in own), *own)


@row(GROUND, N_("What runs each level"))
def bodies(rules: Rules) -> Iterator[Part]:
    """The body bound to each level (Q12, X7)."""
    own = [level for level in rules.territory.levels if level.organization and level.source]
    for level in own:
        yield Part(f"{level.label}：{level.organization}")
    if own:
        yield part("", *own)


@row(GROUND, N_("Size of a grid"))
def sizes(rules: Rules) -> Iterator[Part]:
    """Size bands that warn (L28, X15)."""
    types = rules.territory.compound_types
    for band in rules.territory.size_bands:
        what = types[band.compound_type].label if band.compound_type else rules.territory.level(band.kind).label
        text = _("{what}: {low} to {high} households").format(what=what, low=band.at_least, high=band.at_most)
        yield part(text, band)


@row(GROUND, N_("Dedicated grids"))
def dedicated(rules: Rules) -> Iterator[Part]:
    """Grids for places that are no homes (X16)."""
    rule = rules.territory.grid_kinds.get("dedicated")
    if rule:
        yield part(_joined(rule.places) or rule.label, rule)


@row(GROUND, N_("Types of community"))
def communities(rules: Rules) -> Iterator[Part]:
    """Community types (L19–L23)."""
    own = list(rules.territory.community_types.values())
    if own:
        texts = (f"{kind.label} {kind.communities}" if kind.communities else kind.label for kind in own)
        yield part(_joined(texts), *own)


@row(GROUND, N_("Published figures"))
def ground_figures(rules: Rules) -> Iterator[Part]:
    """Numbers that the county's own text gives."""
    yield from _figures(rules.territory.published)


# ── people ─────────────────────────────────────────────────────────────────────────────────────


@row(PEOPLE, N_("Posts of its own"))
def posts(rules: Rules) -> Iterator[Part]:
    """Posts that the county's text names."""
    own = [post for post in rules.organizations.posts.values() if post.source]
    if own:
        yield part(_joined(post.label for post in own), *own)


@row(PEOPLE, N_("One to a place"))
def one_each(rules: Rules) -> Iterator[Part]:
    """Posts that must be filled exactly once (X20, Q55, L17)."""
    own = [post for post in rules.organizations.posts.values() if post.per_area == "exactly_one"]
    if own:
        yield part(_joined(post.label for post in own), *own)


@row(PEOPLE, N_("Who may hold a post"))
def eligibility(rules: Rules) -> Iterator[Part]:
    """Conditions on a holder (L17) and where they are sought first (Q18, L31, L40, H11)."""
    for post in rules.organizations.posts.values():
        if post.eligibility.born_from:
            day = post.eligibility.born_from.isoformat()
            yield part(_("{post}: born on {day} or later").format(post=post.label, day=day), post)
        if post.eligibility.preferred_from:
            yield part(f"{post.label}：{_joined(post.eligibility.preferred_from)}", post)


@row(PEOPLE, N_("Staff floors"))
def floors(rules: Rules) -> Iterator[Part]:
    """How many staff a place must have (Q29, L18)."""
    for floor in rules.organizations.floors.values():
        if floor.at_most is None:
            text = _("{what}: {least} or more").format(what=floor.label, least=floor.at_least)
        else:
            text = _("{what}: {least} to {most}").format(what=floor.label, least=floor.at_least, most=floor.at_most)
        yield part(text, floor)


@row(PEOPLE, N_("Dual command"))
def dual_command(rules: Rules) -> Iterator[Part]:
    """Staff with two superiors (Q56)."""
    own = rules.organizations.dual_command
    if own.enabled:
        yield part(own.label, own)


@row(PEOPLE, N_("Bodies that end on a date"))
def temporary(rules: Rules) -> Iterator[Part]:
    """Temporary organizations (L53, H4)."""
    own = [kind for kind in rules.organizations.kinds.values() if kind.temporary]
    if own:
        yield part(_joined(kind.label for kind in own), *own)


@row(PEOPLE, N_("Published figures"))
def people_figures(rules: Rules) -> Iterator[Part]:
    """Numbers that the county's own text gives."""
    yield from _figures(rules.organizations.published)


# ── cases ──────────────────────────────────────────────────────────────────────────────────────


@row(CASES, N_("Steps"))
def steps(rules: Rules) -> Iterator[Part]:
    """The steps as staff call them (X21, H48, Q57)."""
    yield part(_joined(step.label for step in rules.cases.steps), *rules.cases.steps)


@row(CASES, N_("Ways in"))
def sources(rules: Rules) -> Iterator[Part]:
    """Sources of reports that are switched on (H43, L51)."""
    own = [rules.cases.sources[code] for code in _SOURCE_ORDER if code in rules.cases.sources]
    used = [source for source in own if source.enabled]
    yield part(_joined(source.label for source in used), *used)


@row(CASES, N_("Intake hours"))
def intake(rules: Rules) -> Iterator[Part]:
    """Round the clock or in office hours (X18)."""
    own = rules.cases.intake
    words = _("Round the clock") if own.round_the_clock else _("In office hours")
    yield part(own.label or words, own)


@row(CASES, N_("Who gets it first"))
def dispatch(rules: Rules) -> Iterator[Part]:
    """The dispatch method and the posts tried in order."""
    own = rules.cases.dispatch
    order = _labels(rules.organizations.posts, own.chain)
    yield part(f"{_(DISPATCH_WORDS[own.method])}：{order}", own)


@row(CASES, N_("Sorting"))
def triage(rules: Rules) -> Iterator[Part]:
    """How a report finds its tier (H48, Q43, X25, L34)."""
    own = rules.cases.triage
    yield part(own.label or _(TRIAGE_WORDS[own.method]), own)


@row(CASES, N_("Tiers"))
def tiers(rules: Rules) -> Iterator[Part]:
    """The rungs from the bottom up."""
    yield part(" → ".join(tier.label for tier in rules.cases.tiers), *rules.cases.tiers)


@row(CASES, N_("Name of the whistle"))
def whistle(rules: Rules) -> Iterator[Part]:
    """How other organizations are called (Q53, L34, H46, X18)."""
    own = rules.cases.whistle
    if own.enabled:
        yield part(_joined([own.label, own.answer_label]), own)


@row(CASES, N_("Who may call"))
def callers(rules: Rules) -> Iterator[Part]:
    """Tiers that may whistle."""
    own = [tier for tier in rules.cases.tiers if tier.may_whistle]
    if own:
        yield part(_joined(tier.label for tier in own), *own)


# ── clocks ─────────────────────────────────────────────────────────────────────────────────────


@row(TIMES, N_("Time to take it up"))
def answer_clock(rules: Rules) -> Iterator[Part]:
    """The answer clock of every tier."""
    yield from _clocks(rules, "answer")


@row(TIMES, N_("Solve it"))
def resolve_clock(rules: Rules) -> Iterator[Part]:
    """The resolve clock of every tier."""
    yield from _clocks(rules, "resolve")


@row(TIMES, N_("Time to answer a whistle"))
def whistle_clock(rules: Rules) -> Iterator[Part]:
    """The clocks of a call."""
    if rules.cases.whistle.enabled:
        own = rules.cases.whistle.clocks
        text = _("answer within {answer}, be there within {arrive}")
        yield part(text.format(answer=length(own.answer), arrive=length(own.arrive)), own)


@row(TIMES, N_("When it is late"))
def lateness(rules: Rules) -> Iterator[Part]:
    """Who is told, tier by tier."""
    names = rules.organizations.posts
    for tier in rules.cases.tiers:
        told = [names[step.tell].label for step in tier.lateness.steps if step.tell]
        ends = [_("it climbs")] if tier.lateness.steps[-1].escalate else []
        yield Part(f"{tier.label}：{' → '.join(told + ends)}")
    yield part("", *(tier.lateness for tier in rules.cases.tiers))


@row(TIMES, N_("Promise to residents"))
def promise(rules: Rules) -> Iterator[Part]:
    """The whole way, by kind of request."""
    own = rules.cases.sla
    text = _("danger {danger}, question {consult}, help {help}, complaint {complaint}")
    kinds = {name: length(getattr(own, name)) for name in ("danger", "consult", "help", "complaint")}
    yield part(text.format(**kinds), own)


# ── end ────────────────────────────────────────────────────────────────────────────────────────


@row(END, N_("Who checks"))
def verifiers(rules: Rules) -> Iterator[Part]:
    """Verifier of every tier."""
    names = rules.organizations.posts
    for tier in rules.cases.tiers:
        yield Part(f"{tier.label}：{_joined(names[code].label for code in tier.verifier_posts)}")
    yield part("", *rules.cases.tiers)


@row(END, N_("Time for the resident's word"))
def confirmation(rules: Rules) -> Iterator[Part]:
    """How long an answer is awaited."""
    yield part(length(rules.cases.closing.confirm_within), rules.cases.closing)


@row(END, N_("More time"))
def extension(rules: Rules) -> Iterator[Part]:
    """Extensions and who agrees."""
    own = rules.cases.closing.extension
    who = rules.organizations.posts[own.approver].label
    text = _("{times} × up to {most}, agreed by {who}").format(times=own.times, most=length(own.at_most), who=who)
    yield part(text, own)


@row(END, N_("Who decides about returned calls"))
def arbitration(rules: Rules) -> Iterator[Part]:
    """Arbitration post and time."""
    own = rules.cases.closing.arbitration
    who = rules.organizations.posts[own.by].label
    yield part(_("{who}, within {time}").format(who=who, time=length(own.within)), own)


def _figures(published: Any) -> Iterator[Part]:
    own = list(published.values())
    if own:
        yield part(_joined(f"{one.label} {one.number:,} {one.unit}".strip() for one in own), *own)


def _clocks(rules: Rules, name: str) -> Iterator[Part]:
    for tier in rules.cases.tiers:
        yield Part(f"{tier.label}：{length(getattr(tier.clocks, name))}")
    yield part("", *(tier.clocks for tier in rules.cases.tiers))
