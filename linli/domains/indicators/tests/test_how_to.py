"""docs/how-to/define-an-indicator.md: its example is taken by the loader, and it names every fact there is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from linli.domains.indicators.states import SUBJECTS
from linli.foundation.methods import loader

PAGE = (Path(__file__).parents[4] / "docs/how-to/define-an-indicator.md").read_text(encoding="utf-8")


def test_the_example_is_a_method(tmp_path: Path) -> None:
    for file in loader.FOLDER.glob("*.toml"):
        shutil.copy(file, tmp_path)
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    slug = next(
        slug for slug in loader.slugs() if "orders_red" not in (tmp_path / f"{slug}.toml").read_text(encoding="utf-8")
    )
    with (tmp_path / f"{slug}.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{example}")
    own = loader.rules_from_files(slug, tmp_path).indicators
    assert "orders_red" not in own.used() and "orders_red" not in own.used_of(own.tables["orders"].indicators)
    assert list(own.used_of(own.tables["danger"].indicators)) == ["danger_at_once", "response"]


def test_the_page_names_every_fact_with_its_values() -> None:
    for code, subject in SUBJECTS.items():
        (part,) = re.findall(rf"## Facts of `{code}`\n(.*?)(?=\n## |\Z)", PAGE, re.DOTALL)
        rows = dict(re.findall(r"^\| `(\w+)` \|(.*)\|$", part, re.MULTILINE))
        assert set(rows) == set(subject.facts)
        for name, fact in subject.facts.items():
            if fact.kind in ("choice", "clock"):
                assert set(re.findall(r'`"?(\w*)"?`', rows[name].split("|")[-1])) == set(fact.values), name
            assert fact.label in rows[name]
