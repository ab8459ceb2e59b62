"""docs/reference/coverage.md names every row of the requirements once, and what it points at exists."""

import re
from collections import Counter
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/coverage.md"
LAST = {"Q": 71, "L": 80, "H": 53, "X": 61, "S": 42}
STATES = {"built", "later", "context"}

ROW = re.compile(r"^\| ([QLHXS]\d+) \| ([^|]+) \| (\w+) \| (.+) \|$", re.MULTILINE)
URL_NAME = re.compile(r"`([a-z]+:[a-z-]+)`")
FILE = re.compile(r"`((?:methods|tests|linli)/[\w./]+)`")


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall(PAGE.read_text(encoding="utf-8"))


def url_names(resolver: URLResolver | None = None, prefix: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            found |= url_names(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(prefix + pattern.name)
    return found


def test_every_row_stands_there_once() -> None:
    counted = Counter(row for row, *_ in rows())
    wanted = {f"{letter}{number}" for letter, last in LAST.items() for number in range(1, last + 1)}
    assert set(counted) == wanted
    assert [row for row, times in counted.items() if times > 1] == []


def test_every_row_has_a_state_and_a_place() -> None:
    assert [row for row, _, state, where in rows() if state not in STATES or not where.strip()] == []


def test_pages_and_files_that_are_named_exist() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert sorted(set(URL_NAME.findall(text)) - url_names()) == []
    assert [name for name in FILE.findall(text) if not (ROOT / name).exists()] == []
