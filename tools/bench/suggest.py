"""`./run bench suggest FILE`: how well categories and twins are suggested on a labelled CSV (`text,label[,cluster]`).

What is measured is what the product does: the same features, the same learning, the model as it is stored. Equal texts count once, before
anything is split; rows of one cluster are never on both sides of a fold.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from linli.config.env import env
from linli.domains.suggestions.rules import alike, learning, words
from linli.domains.suggestions.rules.learning import FOLDS, Row
from linli.domains.suggestions.rules.model import unpack
from tools.bench import labelled, report

NEAREST = 5
#: So many texts are timed, and so many signs of a text are read as while somebody types.
TIMED, READ = 300, 300
MOST_PAIRS = 12


def main(argv: Sequence[str]) -> int:
    """Measure, print, and write to var/bench; 2 for a file that can't be used."""
    parser = argparse.ArgumentParser(prog="./run bench suggest", description="Suggestions measured on a labelled CSV.")
    parser.add_argument("file", type=Path, help="CSV with the columns text,label[,cluster]")
    options = parser.parse_args(argv)
    try:
        result = measured(options.file.name, options.file.read_bytes())
    except (OSError, ValueError) as error:
        print(f"{options.file}: {error}", file=sys.stderr)
        return 2
    folder = env.var() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "suggest.json").write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    text = markdown(result)
    (folder / "suggest.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def measured(name: str, data: bytes) -> dict[str, Any]:
    """All figures of a file."""
    found = labelled.read(data)
    result: dict[str, Any] = {
        "file": name, "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "machine": report.machine(), "encoding": found.encoding,
        "remarks": found.remarks, "rows": len(found.rows), "no_text": found.no_text, "no_label": found.no_label,
    }  # fmt: skip
    kept = learning.distinct([row for row in found.rows if row.label])
    counted = Counter(row.label for row in kept.rows)
    rows = [row for row in kept.rows if counted[row.label] >= FOLDS]
    small = {label: n for label, n in counted.items() if n < FOLDS}
    result |= {"doubles": kept.doubles, "torn": kept.torn, "texts": len(rows), "small": small}
    result["classes"] = _classes(rows) if len(set(counted) - set(small)) > 1 else None
    result["twins"] = _twins(_once([row for row in found.rows if row.group]), found.rows)
    return result


def _classes(rows: list[Row]) -> dict[str, Any]:
    began = time.perf_counter()
    said = learning.asked(rows)
    folds = time.perf_counter() - began
    found = learning.figures(rows, said)
    began = time.perf_counter()
    model = learning.train(rows)
    seconds = time.perf_counter() - began
    packed = model.pack()
    return {
        "macro_f1": learning.macro_f1(found),
        "right": sum(row.label == word for row, word in zip(rows, said, strict=True)) / len(rows),
        "by_label": [[one.label, one.texts, one.precision, one.recall, one.f1] for one in found],
        "confused": _confused(rows, said), "length": statistics.median(len(row.text) for row in rows),
        "train_seconds": seconds, "folds_seconds": folds, "features": len(model.features), "bytes": len(packed),
        "milliseconds": _speed(packed, rows),
    }  # fmt: skip


def _confused(rows: Sequence[Row], said: Sequence[str]) -> list[list[Any]]:
    """Label, what was said instead, how often, and the share of the label's texts; most often first."""
    there = Counter(row.label for row in rows)
    pairs = Counter((row.label, word) for row, word in zip(rows, said, strict=True) if row.label != word)
    return [[label, word, n, n / there[label]] for (label, word), n in pairs.most_common(MOST_PAIRS)]


def _speed(packed: bytes, rows: Sequence[Row]) -> dict[str, float]:
    """Milliseconds for one text with its reasons, by the stored model, as the web process does it."""
    began = time.perf_counter()
    model = unpack(packed)
    loading = time.perf_counter() - began
    model.suggest(rows[0].text[:READ])
    spent = []
    for row in rows[:: max(1, len(rows) // TIMED)][:TIMED]:
        began = time.perf_counter()
        model.suggest(row.text[:READ])
        spent.append(1000 * (time.perf_counter() - began))
    spent.sort()
    return {"load": 1000 * loading, "median": statistics.median(spent), "p95": spent[int(0.95 * (len(spent) - 1))]}


def _once(rows: Sequence[Row]) -> list[Row]:
    """Each text of a cluster once: finding an equal text again says nothing."""
    return list({(row.group, words.same_text(row.text)): row for row in reversed(rows)}.values())[::-1]


def _twins(clustered: list[Row], rows: Sequence[Row]) -> dict[str, Any] | None:
    """How many of the texts of the same cluster stand among the five likest of all; None without clusters of two."""
    sizes = Counter(row.group for row in clustered)
    asked = [at for at, row in enumerate(clustered) if sizes[row.group] > 1]
    if not asked:
        return None
    others = {words.same_text(row.text): row for row in rows if not row.group}
    pool = [*clustered, *others.values()]
    nearest = _nearest([row.text for row in pool], asked)
    recalls, hits = [], 0
    for at, near in zip(asked, nearest, strict=True):
        mates = sum(pool[other].group == pool[at].group for other in near)
        hits += mates > 0
        recalls.append(mates / min(NEAREST, sizes[pool[at].group] - 1))
    clusters = sum(n > 1 for n in sizes.values())
    return {
        "clusters": clusters,
        "asked": len(asked),
        "pool": len(pool),
        "recall": sum(recalls) / len(asked),
        "hit": hits / len(asked),
    }


def _nearest(texts: Sequence[str], asked: Sequence[int]) -> list[list[int]]:
    """For each asked text the numbers of the five likest others, by the likeness that the product uses (words only)."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer

    counted = [alike.terms(text) for text in texts]
    rare = alike.rarity(counted)
    matrix = DictVectorizer().fit_transform([alike.weighed(one, rare) for one in counted])
    found = []
    for at in asked:
        likeness = (matrix @ matrix[at].T).toarray().ravel()
        likeness[at] = 0
        near = np.argsort(-likeness, kind="stable")[:NEAREST]
        found.append([int(other) for other in near if likeness[other] > 0])
    return found


def markdown(result: dict[str, Any]) -> str:
    """The report that people read."""
    machine = result["machine"]
    lines = [
        f"# Suggestions on {result['file']}", "",
        (f"{result['at']}, {machine['cores']} cores, Python {machine['python']}. Read as {result['encoding']}: {result['rows']:,} rows,"
        f" {result['no_text']} without a text and {result['no_label']} without a label left out;"
        f" {result['doubles']} said already (equal but for signs, spaces and numbers), {result['torn']} torn between labels."),
        *(f"- {remark}" for remark in result["remarks"]),
        *(f"- left out, fewer than {FOLDS} texts: {label} ({n})" for label, n in result["small"].items()), "",
    ]  # fmt: skip
    lines += (
        _class_lines(result) if result["classes"] else ["No two classes have enough texts: nothing was measured.", ""]
    )
    return "\n".join([*lines, *_twin_lines(result["twins"])])


def _class_lines(result: dict[str, Any]) -> list[str]:
    found = result["classes"]
    speed = found["milliseconds"]
    return [
        (f"**Macro-F1 {found['macro_f1']:.4f}** over {len(found['by_label'])} classes, {result['texts']:,} different texts of"
        f" {found['length']:.0f} signs (median), {FOLDS}-fold, stratified, seed {learning.SEED}; {found['right']:.2%} right."), "",
        "| class | texts | precision | recall | F1 |", "|---|---|---|---|---|",
        *(f"| {label} | {n} | {p:.3f} | {r:.3f} | {f1:.3f} |" for label, n, p, r, f1 in found["by_label"]), "",
        "| taken for another | said | times | share |", "|---|---|---|---|",
        *(f"| {label} | {word} | {n} | {share:.1%} |" for label, word, n, share in found["confused"]), "",
        (f"Learned in {found['train_seconds']:.1f} s ({FOLDS} folds asked in {found['folds_seconds']:.0f} s), {found['features']:,} features,"
        f" {found['bytes'] / 1024:.0f} KiB. One text with reasons: {speed['median']:.1f} ms median, {speed['p95']:.1f} ms p95;"
        f" loading the model once: {speed['load']:.0f} ms."), "",
    ]  # fmt: skip


def _twin_lines(found: dict[str, Any] | None) -> list[str]:
    if found is None:
        return ["No clusters of two: likeness was not measured.", ""]
    return [
        (f"**Recall@{NEAREST} {found['recall']:.4f}** of texts of the same cluster ({found['clusters']} clusters, {found['asked']} texts asked in"
        f" {found['pool']:,}, words only, without place and time); {found['hit']:.1%} have at least one among the {NEAREST} likest."), "",
    ]  # fmt: skip
