"""Who acts: a frozen value that says what may be done where. Domains know the Actor, never the tables behind it.

A grant is a role with a reach. A role that reaches by *area* holds for everything under `path`; a role that reaches by
*organization* holds for what concerns that organization, wherever it lies (a department sees its own calls only).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from linli.kernel.errors import RuleBroken
from linli.kernel.policy import Reach, role


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held somewhere. `path` is a subtree ("1.12."); `organization_id` is set for roles that reach by it."""

    role: str
    path: str = ""
    organization_id: int | None = None

    def allows(self, permission: str) -> bool:
        """Whether the role contains `permission`; an unknown permission or role raises KeyError."""
        return permission in role(self.role).permissions


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in account, the public, or the system itself (sweeps, seeds)."""

    account_id: int | None
    label: str
    county_id: int | None = None
    grants: tuple[Grant, ...] = ()
    organizations: frozenset[int] = field(default_factory=frozenset)
    person_id: int | None = None
    kind: str = "staff"

    @classmethod
    def public(cls) -> Actor:
        """A visitor without account: holds no grant at all."""
        return cls(account_id=None, label="", kind="public")

    @classmethod
    def system(cls) -> Actor:
        """Linli itself, acting by rule (deadline sweeps); writes history like a person would."""
        return cls(account_id=None, label="", kind="system")

    @property
    def is_anonymous(self) -> bool:
        """Whether this is a visitor without account."""
        return self.kind == "public"

    @property
    def is_system(self) -> bool:
        """Whether this is Linli itself."""
        return self.kind == "system"

    def hand(self, refusal: str) -> int:
        """The account that acts, where two people must be told apart. Raises RuleBroken `refusal` where there is none."""
        if self.account_id is None:
            raise RuleBroken(refusal)
        return self.account_id

    def can(self, permission: str) -> bool:
        """Whether any grant, anywhere, contains `permission`; the system may do everything."""
        return self.is_system or any(grant.allows(permission) for grant in self.grants)

    def paths(self, permission: str) -> tuple[str, ...]:
        """Subtrees in which `permission` holds by area; shortest first, nested ones left out."""
        found = sorted({g.path for g in self._granting(permission, Reach.AREA)}, key=lambda path: (len(path), path))
        kept: list[str] = []
        for path in found:
            if not any(path.startswith(other) for other in kept):
                kept.append(path)
        return tuple(kept)

    def org_ids(self, permission: str) -> frozenset[int]:
        """Organizations for which `permission` holds by organization."""
        granting = self._granting(permission, Reach.ORGANIZATION)
        return frozenset(g.organization_id for g in granting if g.organization_id is not None)

    def reaches(self, permission: str, path: str) -> bool:
        """Whether `permission` holds by area at `path`; always for the system."""
        return self.is_system or any(path.startswith(own) for own in self.paths(permission))

    def _granting(self, permission: str, reach: Reach) -> list[Grant]:
        return [g for g in self.grants if role(g.role).reach is reach and g.allows(permission)]
