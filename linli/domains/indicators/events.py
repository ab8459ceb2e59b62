"""What happened in indicators. What is done about a case stands in the case's own history."""

from dataclasses import dataclass

from linli.kernel.events import Audience, event
from linli.kernel.words import N_

_INTERNAL = Audience.INTERNAL


@event(
    "indicators.excluded", text=N_("Taken out of the appraisal: {reason}. {words}"), audience=_INTERNAL, redact=("words",),
    mark="paused",
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class CaseExcluded:
    """A case doesn't count in rates and rankings any more; `reason` is the method's word."""

    reason: str
    words: str


@event(
    "indicators.objected", text=N_("Objection to being left out of the appraisal: {words}"), audience=_INTERNAL,
    redact=("words",), mark="returned",
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class ExclusionObjected:
    """Whoever is appraised doesn't agree."""

    words: str


@event("indicators.kept_out", text=N_("Stays out of the appraisal: {words}"), audience=_INTERNAL, redact=("words",))
@dataclass(frozen=True, slots=True)
class ExclusionKept:
    """Somebody else than who took it out has looked at the objection; the case stays out."""

    words: str


@event("indicators.included", text=N_("Counts in the appraisal again. {words}"), audience=_INTERNAL, redact=("words",))
@dataclass(frozen=True, slots=True)
class CaseIncluded:
    """An exclusion was undone."""

    words: str


@event("indicators.theme_set", text=N_("Theme of {month}: {title}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ThemeSet:
    """A theme of a month was set or changed."""

    month: str
    title: str


@event(
    "indicators.theme_withdrawn", text=N_("Theme withdrawn: {why}"), audience=_INTERNAL, redact=(), mark="paused"
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class ThemeWithdrawn:
    """A theme isn't worked on any more."""

    why: str


@event("indicators.problem_set", text=N_("Problem: {title}, in the hands of {lead}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class ProblemSet:
    """A problem of a theme was named or changed."""

    title: str
    lead: str


@event("indicators.task_set", text=N_("To do by {due}: {words}"), audience=_INTERNAL, redact=())
@dataclass(frozen=True, slots=True)
class TaskSet:
    """Something is to be done about a problem."""

    words: str
    due: str


@event("indicators.task_done", text=N_("Done: {words}. {result}"), audience=_INTERNAL, redact=(), mark="solved")
@dataclass(frozen=True, slots=True)
class TaskDone:
    """It was done."""

    words: str
    result: str
