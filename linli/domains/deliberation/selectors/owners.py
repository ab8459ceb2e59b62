"""Votes of owners as a stage (by area and heads): held in the register of owners, and what came of them."""

from __future__ import annotations

from typing import Any

from linli.domains.deliberation.models import Matter
from linli.domains.owners import selectors as owners
from linli.foundation.territory import selectors as territory

#: What owners' votes of ours are held for.
PURPOSE = "deliberation.stage"


def key_of(matter_id: int, code: str) -> str:
    """The key of a stage's vote among those of our purpose."""
    return f"{matter_id}:{code}"


def stage_of(key: str) -> tuple[int, str]:
    """The matter and the code of the stage behind a key."""
    pk, _, code = key.partition(":")
    return int(pk), code


def owners_vote(matter_id: int, code: str) -> Any:
    """The owners' vote of a stage, the newest one; None where there is none, or where it was withdrawn."""
    return owners.vote_about(PURPOSE, key_of(matter_id, code))


def owners_said(matter_id: int, code: str) -> bool | None:
    """What the owners decided in a stage; None until their vote is counted."""
    vote = owners_vote(matter_id, code)
    return vote.passed if vote is not None else None


def compounds_near(matter: Matter) -> list[Any]:
    """Compounds whose owners a matter may concern: of the community in which it lies, or of all below where it lies higher."""
    community = territory.ancestor_of_rank(matter.area, "community")
    places = [community.pk] if community is not None else territory.descendants(matter.area).order_by().values("pk")
    return list(territory.compounds_on(places))
