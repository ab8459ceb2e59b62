"""``max_migration.txt`` of each app names its last migration, so that parallel branches collide in git.

``./run fix`` writes the files; an architecture test fails on a stale one and on two last migrations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def folders(root: Path = ROOT) -> Iterator[Path]:
    """Folders with at least one migration."""
    for folder in sorted((root / "linli").rglob("migrations")):
        if any(folder.glob("[0-9]*.py")):
            yield folder


def last(folder: Path) -> list[str]:
    """Migrations that no other of the same app follows; one in a linear history."""
    names = {path.stem for path in folder.glob("[0-9]*.py")}
    app = folder.parent.name
    followed = set()
    for name in names:
        text = (folder / f"{name}.py").read_text(encoding="utf-8")
        followed |= set(re.findall(rf"""\(\s*["']{app}["'],\s*["'](\w+)["']""", text))
    return sorted(names - followed)


def problems(root: Path = ROOT) -> list[str]:
    """What is wrong, as sentences."""
    found = []
    for folder in folders(root):
        ends, note = last(folder), folder / "max_migration.txt"
        where = folder.relative_to(root)
        if len(ends) != 1:
            found.append(f"{where}: the history isn't linear, it ends in {', '.join(ends) or 'nothing'}")
        elif not note.exists() or note.read_text(encoding="utf-8").strip() != ends[0]:
            found.append(f"{where}: max_migration.txt must say {ends[0]} (./run fix writes it)")
    return found


def main() -> int:
    """Write the files of linear histories."""
    for folder in folders():
        if len(ends := last(folder)) == 1:
            (folder / "max_migration.txt").write_text(f"{ends[0]}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
