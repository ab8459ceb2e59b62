"""Decisions of selection: pure functions, no Django, no clock but the one passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a meeting counted: who may vote, who came, and the votes for each candidate."""

    entitled: int
    present: int
    votes: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who was chosen, or the code of the refusal that says why nobody was."""

    chosen: tuple[int, ...] = ()
    problem: str = ""


def outcome(meeting: Meeting, *, seats: int, quorum_percent: int, pass_percent: int) -> Outcome:
    """Count a meeting: more than the quorum must have come, more than the pass must agree, the most votes first.

    Exactly half of those entitled (or of those present) isn't more than 50 percent. Who stand alike on the last seat need
    another vote.
    """
    if problem := _odd(meeting):
        return Outcome(problem=problem)
    if meeting.present * 100 <= quorum_percent * meeting.entitled:
        return Outcome(problem="selection.no_quorum")
    passed = {pk: votes for pk, votes in meeting.votes.items() if votes * 100 > pass_percent * meeting.present}
    if not passed:
        return Outcome(problem="selection.nobody_passed")
    line = sorted(passed, key=lambda pk: (-passed[pk], pk))
    if len(line) > seats and passed[line[seats - 1]] == passed[line[seats]]:
        return Outcome(problem="selection.tie")
    return Outcome(tuple(line[:seats]))


def _odd(meeting: Meeting) -> str:
    if meeting.entitled < 1 or meeting.present > meeting.entitled:
        return "selection.too_many_present"
    if any(votes < 0 or votes > meeting.present for votes in meeting.votes.values()):
        return "selection.too_many_votes"
    return ""


#: First bytes of what may be kept, and how it is served. Nothing else is taken, whatever a file calls itself.
MAGIC = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def kind_of_file(data: bytes) -> str:
    """The media type by the first bytes; empty for what isn't taken."""
    return next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), "")


def masked_name(name: str) -> str:
    """A name for a public page: the first and, of three characters and more, the last one: 王某 → 王*, 欧阳春燕 → 欧**燕."""
    if len(name) < 2:
        return "*" * len(name)
    return name[0] + "*" * (len(name) - 1) if len(name) == 2 else name[0] + "*" * (len(name) - 2) + name[-1]
