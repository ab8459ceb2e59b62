"""Which stages of a matter are open, and what must be there before one is left. A stage can't be skipped: there is no verb for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linli.domains.deliberation.method import Bar, Form, Stage


def plan(form: Form, size: str = "", level: str = "") -> tuple[Stage, ...]:
    """The stages that a matter of this size and level goes through, in order. Until both are known, all stages are ahead."""

    def applies(stage: Stage) -> bool:
        return (not stage.sizes or not size or size in stage.sizes) and (
            not stage.levels or not level or level in stage.levels
        )

    return tuple(stage for stage in form.stages if applies(stage))


def blocks(stages: Sequence[Stage]) -> list[list[list[Stage]]]:
    """Stages as blocks that follow each other; a block is its tracks side by side, each a list of stages in order."""
    found: list[list[list[Stage]]] = []
    for tracked, run in groupby(stages, key=lambda stage: stage.track is not None):
        if not tracked:
            found += [[[stage]] for stage in run]
            continue
        tracks: dict[str | None, list[Stage]] = {}
        for stage in run:
            tracks.setdefault(stage.track, []).append(stage)
        found.append(list(tracks.values()))
    return found


def open_stages(stages: Sequence[Stage], done: Collection[str]) -> list[Stage]:
    """The stages that are open when those in `done` are over: one, or one for each track of a block; none at the end."""
    for block in blocks(stages):
        ahead = [next((stage for stage in track if stage.code not in done), None) for track in block]
        if found := [stage for stage in ahead if stage is not None]:
            return found
    return []


def together(stages: Sequence[Stage], code: str) -> tuple[str, ...]:
    """The stages that may be settled in one meeting with `code`: itself, and those after it as far as they allow it."""
    found = [code]
    for stage, after in pairwise(stages):
        met = "meet" in stage.verbs and "meet" in after.verbs
        if stage.code == found[-1] and stage.merge_next and met and stage.track == after.track:
            found.append(after.code)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as counted: seats, who came, and the shown hands of its resolution (None: none was put)."""

    entitled: int
    present: int
    confirmed: bool
    agreed: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is there for one stage of a matter. `vote`: None not counted yet, else whether it passed."""

    supporters: int = 0
    sized: bool = True
    hearings: int = 0
    meeting: Meeting | None = None
    vote: bool | None = None
    notice_over: bool = False
    tasks: int = 0
    tasks_open: int = 0
    judged: bool = False


def quorate(quorum: Bar | None, entitled: int, present: int) -> bool:
    """Whether enough came. Counted anew in every meeting: a quorum of an earlier stage says nothing."""
    return quorum is None or quorum.reached(present, entitled)


def passed(rule: Bar | None, *, yes: int, present: int, entitled: int) -> bool:
    """Whether a decision passed: `yes` of those who took part, or of those entitled, as the rule says."""
    if rule is None or yes > present or present > entitled:
        return False
    return rule.reached(yes, entitled if rule.of == "entitled" else present)


def resolved(stage: Stage, meeting: Meeting | None) -> bool | None:
    """Whether a meeting adopted the matter; None where it can't have decided: nobody asked, no quorum, not confirmed."""
    if meeting is None or meeting.agreed is None or not meeting.confirmed:
        return None
    if not quorate(stage.quorum, meeting.entitled, meeting.present):
        return None
    return passed(stage.passes, yes=meeting.agreed, present=meeting.present, entitled=meeting.entitled)


def missing(stage: Stage, facts: Facts) -> list[str]:
    """What is not there yet, as the ends of refusals' codes; empty when the stage may be left."""
    found = []
    for verb, code, is_there in _asked(stage, facts):
        if verb in stage.verbs and not is_there:
            found.append(code)
        if verb == "hear" and "meet" in stage.verbs:
            found += [lacking for wanted, lacking in _of_meeting(stage, facts.meeting) if wanted in stage.verbs]
    return found


def _asked(stage: Stage, facts: Facts) -> Iterable[tuple[str, str, bool]]:
    """What each verb asks for, in the order in which it is said: verb, code, whether it is there."""
    return (
        ("support", "too_few_supporters", facts.supporters >= stage.supporters),
        ("sort", "not_sorted", facts.sized),
        ("hear", "not_heard", facts.hearings > 0),
        ("vote", "not_voted", facts.vote is not None),
        ("publish", "notice_runs", facts.notice_over),
        ("execute", "not_done", facts.tasks > 0 and not facts.tasks_open),
        ("judge", "not_judged", facts.judged),
    )


def _of_meeting(stage: Stage, meeting: Meeting | None) -> Iterable[tuple[str, str]]:
    if meeting is None:
        yield "meet", "not_met"
        return
    if not quorate(stage.quorum, meeting.entitled, meeting.present):
        yield "meet", "no_quorum"
    if not meeting.confirmed:
        yield "meet", "not_confirmed"
    if "resolve" in stage.verbs and meeting.agreed is None:
        yield "resolve", "not_resolved"


def decided(stage: Stage, facts: Facts) -> bool | None:
    """What a stage decided: True adopted, False refused, None where it decides nothing."""
    if "vote" in stage.verbs:
        return facts.vote
    return resolved(stage, facts.meeting) if "resolve" in stage.verbs else None


def satisfied(share: Bar, least: int, *, yes: int, said: int) -> bool | None:
    """What those concerned say of the result: None where too few said something (no judgement, so nothing goes back)."""
    return None if said < least else share.reached(yes, said)


@dataclass(frozen=True, slots=True)
class Count:
    """What a vote came to. `entitled` is the frozen roll."""

    entitled: int
    yes: int
    no: int
    abstain: int

    @property
    def cast(self) -> int:
        """Votes given, blank ones too."""
        return self.yes + self.no + self.abstain


def outcome(stage: Stage, count: Count) -> bool:
    """Whether a vote passed: enough took part, and enough of them agreed. Abstaining takes part and doesn't agree."""
    if not quorate(stage.quorum, count.entitled, count.cast):
        return False
    return passed(stage.passes, yes=count.yes, present=count.cast, entitled=count.entitled)


def tally(choices: Iterable[str], entitled: int) -> Count:
    """Count papers anew. ValueError for a paper that says something else."""
    counted = {"yes": 0, "no": 0, "abstain": 0}
    for choice in choices:
        if choice not in counted:
            raise ValueError(f"a paper says {choice!r}")
        counted[choice] += 1
    return Count(entitled, **counted)


def differences(first: Mapping[str, str], second: Mapping[str, str]) -> list[str]:
    """Numbers of papers that two people typed in differently, or that one of them hasn't typed in."""
    return sorted(number for number in first.keys() | second.keys() if first.get(number) != second.get(number))
