"""Section `relay`: how often other platforms are asked after what they took."""

from __future__ import annotations

from typing import Self

from pydantic import field_validator, model_validator

from linli.foundation.methods.method import Duration, Marked, Section


class Asking(Marked):
    """A platform that took a case is asked after it `often` for the time `often_for`, then `seldom` until `seldom_for`, then `rarely`."""

    often: Duration
    often_for: Duration
    seldom: Duration
    seldom_for: Duration
    rarely: Duration

    @field_validator("often", "often_for", "seldom", "seldom_for", "rarely")
    @classmethod
    def _runs_on(cls, length: Duration) -> Duration:
        if length.unit.is_working:
            raise ValueError("runs day and night: minutes, hours or days")
        return length

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if not self.often.length <= self.seldom.length <= self.rarely.length:
            raise ValueError("often, seldom and rarely grow")
        if self.often_for.length > self.seldom_for.length:
            raise ValueError("seldom_for counts from the same moment as often_for, and isn't shorter")
        return self


class RelayRules(Section):
    """Section `relay`."""

    asking: Asking
