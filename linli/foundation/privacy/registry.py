"""What apps above declare: parts of personal data that can be looked at, sealed columns, and answers that lie above this floor.

All of it happens in `apps.ready`; asking for what nobody declared raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from linli.kernel.actor import Actor
from linli.kernel.chain import Chain


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed column of a model ("people.StaffCard"). `index` is the blind index beside it, "" for none.

    `indexed(row, clear)` says of which words the index is made; without it, of the clear text itself. `index_purpose` is the
    purpose of the index where it isn't that of the seal.
    """

    model: str
    column: str
    purpose: str
    index: str = ""
    index_purpose: str = ""
    indexed: Callable[[Any, str], str] | None = None

    def words(self, row: Any, clear: str) -> str:
        """What the blind index is made of."""
        return self.indexed(row, clear) if self.indexed else clear


@dataclass
class Answers:
    """What only floors above know; each is set once by the app that knows it."""

    #: county id → the rules that hold there now (territory).
    rules: Callable[[int], Any] | None = None
    #: actor, path → the title of the post in which somebody acts there (people); "" when there is none.
    post: Callable[[Actor, str], str] | None = None
    #: area ids → names (territory), in one statement.
    places: Callable[[Iterable[int]], Mapping[int, str]] | None = None


answers = Answers()
_parts: dict[str, str] = {}
_sealed: dict[tuple[str, str], Sealed] = {}
_chains: dict[str, Chain] = {}
_only_added: set[str] = set()


def register_part(code: str, label: str) -> None:
    """Declare a part of somebody's data ("residents.phone") with its msgid. The same code twice with other words: ValueError."""
    if _parts.setdefault(code, label) != label:
        raise ValueError(f"part {code} is declared twice")


def part_label(code: str) -> str:
    """The msgid of a part; KeyError for one that nobody declared."""
    return _parts[code]


def parts() -> dict[str, str]:
    """All declared parts with their msgids."""
    return dict(_parts)


def register_sealed(
    model: str, column: str, *, purpose: str, index: str = "", index_purpose: str = "",
    indexed: Callable[[Any, str], str] | None = None,
) -> None:  # fmt: skip
    """Declare a sealed column, so that `rotate_keys` finds it and the dump test looks at it."""
    _sealed[model, column] = Sealed(model, column, purpose, index, index_purpose or purpose, indexed)


def sealed_columns() -> list[Sealed]:
    """All declared sealed columns, in the order of their declaration."""
    return list(_sealed.values())


def register_chain(chain: Chain, *entries: str) -> None:
    """Declare a chain, so that `rotate_keys` marks its heads anew, and the tables of its `entries`: the application role may add to
    them and read, nothing else, and never delete a head.
    """
    _chains[chain.name] = chain
    _only_added.update(entries)


def chains() -> list[Chain]:
    """All declared chains."""
    return list(_chains.values())


def only_added() -> set[str]:
    """Tables that are only added to, by the application role."""
    return set(_only_added)
