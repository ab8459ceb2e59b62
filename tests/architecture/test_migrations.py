"""Migrations are linear, named, and parallel branches collide in git."""

import re

from tests.architecture import source
from tools import migrations


def test_histories_are_linear():
    assert migrations.problems() == []


def test_migrations_have_names():
    nameless = [
        source.short(path)
        for folder in migrations.folders()
        for path in folder.glob("[0-9]*.py")
        if re.search(r"_(auto|alter|merge)_?\d*$|_auto_", path.stem)
    ]
    assert nameless == []


def planted(root, **files):
    folder = root / "linli" / "domains" / "shops" / "migrations"
    folder.mkdir(parents=True)
    for name, after in files.items():
        dependencies = f'dependencies = [("shops", "{after}")]' if after else "dependencies = []"
        (folder / f"{name.replace('m', '', 1)}.py").write_text(dependencies)
    return folder


def test_two_ends_are_found(tmp_path):
    planted(tmp_path, m0001_initial="", m0002_a="0001_initial", m0002_b="0001_initial")
    assert migrations.problems(tmp_path) == [
        "linli/domains/shops/migrations: the history isn't linear, it ends in 0002_a, 0002_b"
    ]


def test_a_stale_note_is_found(tmp_path):
    folder = planted(tmp_path, m0001_initial="", m0002_a="0001_initial")
    (folder / "max_migration.txt").write_text("0001_initial\n")
    assert "must say 0002_a" in migrations.problems(tmp_path)[0]
    (folder / "max_migration.txt").write_text("0002_a\n")
    assert migrations.problems(tmp_path) == []
