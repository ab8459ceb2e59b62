"""Cards for tests, made by hand."""

from __future__ import annotations

from typing import Any

from linli.engines.scorecards.method import Card

WHY = {"assumed": "a test"}


def criterion(**said: Any) -> dict[str, Any]:
    return {"label": "x", **WHY, **said}


def raters(share: float = 100, **said: Any) -> dict[str, Any]:
    return {"label": "x", "who": "posts", "share": share, **WHY, **said}


def missing(**said: Any) -> dict[str, Any]:
    return {**WHY, **said}


def band(code: str, at_least: float | None = None, **said: Any) -> dict[str, Any]:
    return {"code": code, "label": code, **({} if at_least is None else {"at_least": at_least}), **WHY, **said}


COLOURS = (band("red", 90), band("blue", 75), band("yellow", 0), band("black", tone="late"))
BLACK = {"code": "twice", "label": "x", "below": 60, "times": 2, "band": "black", "effects": (), **WHY}


def tables(**said: Any) -> dict[str, Any]:
    """A card as it stands in a file: one criterion of 100, one group, four colours, black twice below 60."""
    plain = {
        "label": "四色评价",
        "subject": "stall",
        "public": True,
        "rounds": {"cycle": "quarter", "days": 10, **WHY},
        "missing": missing(),
        "criteria": {"work": criterion(weight=100)},
        "raters": {"people": raters()},
        "bands": COLOURS,
        "runs": (BLACK,),
        "appeals": {"within": 10, "decided": 20, **WHY},
        **WHY,
    }
    return plain | said


def card(**said: Any) -> Card:
    return Card(**tables(**said))
