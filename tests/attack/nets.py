"""The nets of ADR 0001 and 0011, each of which can be switched off for a while.

| Net | Off means |
|---|---|
| `rows` (2) | `visible_to` lets every row through, wherever it is asked, re-checks after a write among them |
| `models` (3) | a view reads tables by itself and shows what it finds (`planted.py`) |
| `routes` (4) | every route lets everybody in, visitors too; nothing is asked of the case itself |
| `writes` (5) | nothing is read again through the writer's scope |
| `database` (6) | row-level security shows everything to everybody |

Net 1 (paths end with the separator) is a constraint of the table; `test_every_net.py` takes it away by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from typing import Any

import pytest
from django.conf import settings

from linli.domains.cases import permissions
from linli.foundation.privacy import rls
from linli.kernel import scoping, statements
from linli.kernel.actor import Actor
from linli.kernel.scoping import ScopedQuerySet

Patch = pytest.MonkeyPatch


@contextmanager
def rows(patch: Patch) -> Iterator[None]:
    patch.setattr(ScopedQuerySet, "visible_to", lambda self, actor, permission=None: self.all())
    yield


@contextmanager
def models(patch: Patch) -> Iterator[None]:
    patch.setattr(settings, "ROOT_URLCONF", "tests.attack.planted")
    yield


@contextmanager
def routes(patch: Patch) -> Iterator[None]:
    patch.setattr(Actor, "can", lambda self, permission: True)
    patch.setattr(Actor, "is_anonymous", False)
    patch.setattr(permissions, "may", lambda actor, permission, case: True)
    yield


@contextmanager
def writes(patch: Patch) -> Iterator[None]:
    patch.setattr(scoping, "expect", lambda *asked: None)
    yield


@contextmanager
def database(patch: Patch) -> Iterator[None]:
    with rls.everywhere():
        patch.setattr(rls, "_told", lambda reach: nullcontext())
        yield


NETS: dict[str, Callable[[Patch], Any]] = {
    "rows": rows, "models": models, "routes": routes, "writes": writes, "database": database,
}  # fmt: skip


@contextmanager
def without(*nets: str) -> Iterator[None]:
    """These nets off. The SQL of scopes is kept: what was kept before is forgotten, and so is what is kept meanwhile."""
    statements.forget()
    try:
        with ExitStack() as stack:
            for net in nets:
                stack.enter_context(NETS[net](stack.enter_context(Patch.context())))
            yield
    finally:
        statements.forget()
