"""Scopes that apps above declare: what a key may be used for, and the role in which a partner then acts.

Roles are declared with `given=False`, so that no account ever holds them. A role that reaches by area holds in the whole county;
one that reaches by organization holds for the body for which the partner speaks, and not at all where it speaks for none.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that a key may be used for; `label` is a msgid, `role` the code of the role that comes with it, `body_role` that of
    partners who speak for an organization ("" where it is the same).
    """

    code: str
    label: str
    role: str
    body_role: str = ""

    def role_of(self, speaks_for: int | None) -> str:
        """The role of a partner who speaks for an organization, or for none."""
        return self.body_role if speaks_for and self.body_role else self.role


_scopes: dict[str, Scope] = {}


def register_scope(code: str, label: str, *, role: str, body_role: str = "") -> None:
    """Declare a scope (`app.what`). Declaring one twice with other words raises ValueError."""
    new = Scope(code, label, role, body_role)
    if _scopes.setdefault(code, new) != new:
        raise ValueError(f"scope {code} is declared twice")


def scope(code: str) -> Scope:
    """The scope `code`; KeyError names one that nobody declared."""
    return _scopes[code]


def scopes() -> dict[str, Scope]:
    """All declared scopes by code."""
    return dict(_scopes)
