"""One engine, many methods: no county's name in code or templates, only in methods, tests, docs and the demo."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import source

READ = {".py", ".html", ".js", ".css", ".po", ".txt", ".sql", ".toml", ".svg"}


def county_names() -> set[str]:
    """Slugs from the file names of the methods, and the Chinese names (with and without 县, 区, 市) in them."""
    names = set()
    for path in (source.ROOT / "methods").glob("*.toml"):
        if path.stem == "base":
            continue
        names.add(path.stem)
        county = tomllib.loads(path.read_text(encoding="utf-8")).get("county", {})
        if name := county.get("name"):
            names |= {name, re.sub(r"[县区市]$", "", name)}
    return names


def sources() -> Iterator[Path]:
    """All text of the product outside tests, vendored files and the demo."""
    for path in sorted((source.ROOT / "linli").rglob("*")):
        parts = set(path.relative_to(source.ROOT).parts)
        if path.suffix in READ and not parts & {"tests", "demo", "vendor", "__pycache__"}:
            yield path


def mentions(text: str, names: set[str]) -> list[str]:
    """Lines that name a county; a slug counts as a whole word only."""
    patterns = [rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name) for name in sorted(names)]
    if not patterns:
        return []
    return [line.strip() for line in text.splitlines() if re.search("|".join(patterns), line, re.IGNORECASE)]


def test_no_county_is_named_in_the_product():
    names = county_names()
    found = {source.short(path): mentions(path.read_text(encoding="utf-8"), names) for path in sources()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_name_is_found_and_a_part_of_a_word_is_not():
    assert mentions('if county == "shanxia":', {"shanxia"}) == ['if county == "shanxia":']
    assert mentions("山下的办法", {"山下"}) == ["山下的办法"]
    assert mentions("shanxiang", {"shanxia"}) == []
