"""The map of opinions: plain PCA and k-means over who agrees with what, as Polis does it. Needs numpy and scikit-learn: worker only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

#: What a k must gain in silhouette over a smaller one: few groups are easier to read.
_BETTER = 0.02


@dataclass(frozen=True, slots=True)
class Group:
    """A group: how many, where its middle lies on the map, and the statements on which it stands out most (id, share who agree)."""

    people: int
    x: float
    y: float
    agrees: tuple[tuple[int, float], ...]
    disagrees: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Groups of at least the least size, how many people are in none that is shown, and what most of all groups share: (id, the
    smallest share of a group that agrees).
    """

    people: int
    groups: tuple[Group, ...]
    left_out: int
    shared: tuple[tuple[int, float], ...]

    def as_json(self) -> dict[str, Any]:
        """For keeping: numbers only."""
        return asdict(self)


def draw(
    stances: Mapping[int, Mapping[int, int]],
    statements: Sequence[int],
    *,
    least_people: int,
    least_group: int,
    most_groups: int,
) -> Map | None:
    """Draw the map of `stances` (person → statement → 1, -1 or 0 for a pass). None for fewer people than may be shown.

    What somebody hasn't said counts as the mean of the statement, so that silence moves nobody.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # comes with scikit-learn

    people = sorted(stances)
    if len(people) < least_people or len(statements) < 2:
        return None
    column = {pk: place for place, pk in enumerate(statements)}
    said = np.full((len(people), len(statements)), np.nan)
    for row, person in enumerate(people):
        for pk, value in stances[person].items():
            if pk in column:
                said[row, column[pk]] = value
    with threadpool_limits(1):  # so small a sum is ten times slower where threads wait for busy cores
        points = _points(np, said)
        labels = _labels(np, points, most_groups, least_group)
    return _map(np, said, points, labels, statements, least_group)


def _points(np: Any, said: Any) -> Any:
    """Two coordinates for everybody: the first two principal components."""
    counted = np.maximum((~np.isnan(said)).sum(axis=0), 1)
    mean = np.nansum(said, axis=0) / counted
    full = np.where(np.isnan(said), mean, said) - mean
    _, _, axes = np.linalg.svd(full, full_matrices=False)
    return full @ axes[:2].T


def _labels(np: Any, points: Any, most: int, least_group: int) -> Any:
    """The number of each one's group: as many groups as part people best, one where nothing parts them."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    best, found = _BETTER, np.zeros(len(points), dtype=int)
    different = len(np.unique(points.round(9), axis=0))
    for k in range(2, min(most, different, len(points) // least_group) + 1):
        labels = KMeans(k, n_init=4, random_state=0).fit_predict(points)
        score = silhouette_score(points, labels) if len(set(labels)) > 1 else 0.0
        if score > best + _BETTER:
            best, found = score, labels
    return found


def _map(np: Any, said: Any, points: Any, labels: Any, statements: Sequence[int], least_group: int) -> Map:
    groups, shares = [], []
    for label in sorted(set(labels.tolist())):
        inside = labels == label
        if inside.sum() < least_group:
            continue
        share = _shares(np, said[inside])
        shares.append(share)
        middle = points[inside].mean(axis=0)
        middle = np.pad(middle, (0, 2 - len(middle)))
        groups.append(
            Group(
                int(inside.sum()), round(float(middle[0]), 2), round(float(middle[1]), 2),
                _top(statements, share), _top(statements, 1 - share),
            )
        )  # fmt: skip
    least = np.min(shares, axis=0) if shares else np.zeros(len(statements))
    shared = tuple(pair for pair in _top(statements, least, 5) if pair[1] > 0.5)
    return Map(len(labels), tuple(groups), len(labels) - sum(one.people for one in groups), shared)


def _shares(np: Any, said: Any) -> Any:
    """The share of those who said something that agrees; a half where nobody did: nothing stands out there."""
    counted = (~np.isnan(said) & (said != 0)).sum(axis=0)
    return np.where(counted, (said == 1).sum(axis=0) / np.maximum(counted, 1), 0.5)


def _top(statements: Sequence[int], share: Any, most: int = 3) -> tuple[tuple[int, float], ...]:
    order = sorted(range(len(statements)), key=lambda place: (-share[place], place))
    return tuple((statements[place], round(float(share[place]), 2)) for place in order[:most] if share[place] > 0.5)
