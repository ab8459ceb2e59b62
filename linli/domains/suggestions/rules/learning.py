"""Learning from labelled texts. Needs scikit-learn, so it runs in a process of its own (`python -m …rules.learning`, JSON in, a packed
model out): neither the web process nor the worker ever holds the library. Same texts, same numbers.
"""

from __future__ import annotations

import base64
import json
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from linli.domains.suggestions.rules import words
from linli.domains.suggestions.rules.model import Learned, unpack

SEED = 20261122
FOLDS = 5
#: So many features are kept, those that tell classes apart best, and so many numbers in all.
MOST_FEATURES, MOST_NUMBERS = 80_000, 4_000_000
#: Below so many texts a feature that occurs once is kept too.
_FEW = 400


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled text. Rows of one `group` tell of the same thing: they are never learned from and asked about at once."""

    text: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows to learn from; `doubles` were left out as said already, `torn` because the same words carry several labels."""

    rows: list[Row]
    doubles: int
    torn: int


def distinct(rows: Sequence[Row]) -> Kept:
    """Each text once, whatever its signs, spaces and numbers; what is said under several labels goes to the one that has most of it, and
    is left out where none has.
    """
    said: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if key := words.same_text(row.text):
            said[key].append(row)
    kept, torn = [], 0
    for same in said.values():
        counted = Counter(row.label for row in same).most_common(2)
        if len(counted) > 1 and counted[0][1] == counted[1][1]:
            torn += 1
        else:
            kept.append(next(row for row in same if row.label == counted[0][0]))
    return Kept(kept, len(rows) - len(kept) - torn, torn)


def train(rows: Sequence[Row], *, most_features: int = MOST_FEATURES) -> Learned:
    """A linear model over words and groups of signs; ValueError where there are fewer than two labels."""
    from sklearn.svm import LinearSVC

    labels = sorted({row.label for row in rows})
    if len(labels) < 2:
        raise ValueError("one class is nothing to tell apart")
    names, counts, blocks = _counted([row.text for row in rows])
    answers = [row.label for row in rows]
    picked = _picked(counts, answers, min(most_features, MOST_NUMBERS // len(labels)))
    names, counts, blocks = [names[at] for at in picked], counts[:, picked], blocks[picked]
    rarity = _rarity(counts)
    machine = LinearSVC(C=1.0, class_weight="balanced", dual=True, max_iter=4000, random_state=SEED)
    machine.fit(_weighed(counts, rarity, blocks), answers)
    weights, bias = machine.coef_, machine.intercept_
    if len(labels) == 2:
        import numpy as np

        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return Learned(
        tuple(labels), {name: at for at, name in enumerate(names)}, array("f", rarity.astype("float32").tolist()),
        array("f", weights.T.astype("float32").ravel().tolist()), array("f", bias.astype("float32").tolist()),
    )  # fmt: skip


def _counted(texts: Sequence[str]) -> tuple[list[str], Any, Any]:
    """Names of features, how often each occurs in each text, and the block of each (0 words, 1 signs)."""
    import numpy as np
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import CountVectorizer

    least = 1 if len(texts) < _FEW else 2
    blocks = [CountVectorizer(analyzer=pick, min_df=least) for pick in (_of_words, _of_signs)]
    counts = [block.fit_transform(texts) for block in blocks]
    names = [str(name) for block in blocks for name in block.get_feature_names_out()]
    number = np.repeat([0, 1], [one.shape[1] for one in counts])
    return names, hstack(counts).tocsr().astype("float64"), number


def _of_words(text: str) -> list[str]:
    return words.features(text)[0]


def _of_signs(text: str) -> list[str]:
    return words.features(text)[1]


def _picked(counts: Any, answers: Sequence[str], most: int) -> Any:
    """Numbers of the features that tell the classes apart best, in their old order."""
    import numpy as np
    from sklearn.feature_selection import chi2

    if counts.shape[1] <= most:
        return np.arange(counts.shape[1])
    value = np.nan_to_num(chi2(counts.minimum(1), answers)[0], nan=-1.0)
    return np.sort(np.argsort(-value, kind="stable")[:most])


def _rarity(counts: Any) -> Any:
    import numpy as np

    texts = counts.shape[0]
    return np.log((1 + texts) / (1 + np.asarray((counts > 0).sum(axis=0)).ravel())) + 1


def _weighed(counts: Any, rarity: Any, blocks: Any) -> Any:
    """As `Learned` weighs a text: 1 + ln n, times rarity, each block of length one."""
    import numpy as np
    from scipy.sparse import hstack
    from sklearn.preprocessing import normalize

    weighed = counts.copy()
    weighed.data = (1 + np.log(weighed.data)) * rarity[weighed.indices]
    order = np.flatnonzero(blocks == 0), np.flatnonzero(blocks == 1)
    if list(np.concatenate(order)) != list(range(len(blocks))):
        raise AssertionError("blocks stand one behind the other")
    return hstack([normalize(weighed[:, part]) for part in order]).tocsr()


def folds(rows: Sequence[Row], number: int = FOLDS) -> list[tuple[list[int], list[int]]]:
    """Numbers of the rows to learn from and to ask about, stratified by label, whole groups on one side; the same each time."""
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    labels = [row.label for row in rows]
    groups = [row.group or f"\x00{at}" for at, row in enumerate(rows)]
    if len(set(groups)) == len(rows):
        split = StratifiedKFold(number, shuffle=True, random_state=SEED).split(labels, labels)
    else:
        split = StratifiedGroupKFold(number, shuffle=True, random_state=SEED).split(labels, labels, groups)
    return [(learn.tolist(), ask.tolist()) for learn, ask in split]


def asked(rows: Sequence[Row], number: int = FOLDS) -> list[str]:
    """What the product would have said of each row, having learned from the other folds: by the stored form of the model."""
    said = [""] * len(rows)
    for learn, ask in folds(rows, number):
        model = unpack(train([rows[at] for at in learn]).pack())
        for at in ask:
            said[at] = model.best(rows[at].text)
    return said


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one class: how many there are, share found of what was said (precision), of what there is (recall), and both (F1), 0 to 1."""

    label: str
    texts: int
    precision: float
    recall: float
    f1: float


def figures(rows: Sequence[Row], said: Sequence[str]) -> list[Figures]:
    """For each label, in its order."""
    found = []
    for label in sorted({row.label for row in rows}):
        there = sum(row.label == label for row in rows)
        right = sum(row.label == label == word for row, word in zip(rows, said, strict=True))
        named = sum(word == label for word in said)
        precision, recall = right / named if named else 0.0, right / there
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        found.append(Figures(label, there, precision, recall, f1))
    return found


def macro_f1(found: Sequence[Figures]) -> float:
    """The plain mean of the classes' F1."""
    return sum(one.f1 for one in found) / len(found) if found else 0.0


def main() -> int:
    """Learn from the rows on standard input (`[[text, label], …]`) and write model and figures to standard output."""
    rows = distinct([Row(text, label) for text, label in json.load(sys.stdin)]).rows
    smallest = min(Counter(row.label for row in rows).values(), default=0)
    found = figures(rows, asked(rows, min(FOLDS, smallest))) if smallest > 1 else []
    model = base64.b64encode(train(rows).pack()).decode()
    json.dump({"model": model, "rows": len(rows), "figures": [[*_row(one)] for one in found]}, sys.stdout)
    return 0


def _row(one: Figures) -> tuple[str, int, float]:
    return one.label, one.texts, one.f1


if __name__ == "__main__":
    raise SystemExit(main())
