"""The project's own source, as the architecture tests read it."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = {"tests", "migrations", "__pycache__", "locale", "vendor"}


def python_files(*, tests: bool = False) -> Iterator[Path]:
    """Product modules (with ``tests=True`` test modules too); migrations never."""
    skipped = OUTSIDE - ({"tests"} if tests else set())
    for path in sorted((ROOT / "linli").rglob("*.py")):
        if not skipped & set(path.relative_to(ROOT).parts):
            yield path


def templates() -> Iterator[Path]:
    """Every HTML template of the product."""
    yield from sorted(path for path in (ROOT / "linli").rglob("templates/**/*.html") if path.is_file())


def template_name(path: Path) -> str:
    """The name by which Django finds a template."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[parts.index("templates") + 1 :])


def short(path: Path) -> str:
    """The path as people write it."""
    return str(path.relative_to(ROOT))


@dataclass(frozen=True)
class Function:
    """A function of the product, with the number of lines between its first and last."""

    path: Path
    name: str
    lines: int
    node: ast.FunctionDef | ast.AsyncFunctionDef
    nested: bool
    method: bool

    @property
    def where(self) -> str:
        return f"{short(self.path)}:{self.node.lineno} {self.name}"


@cache
def functions() -> list[Function]:
    """All functions and methods of the product."""
    return [found for path in python_files() for found in functions_of(path, path.read_text(encoding="utf-8"))]


def functions_of(path: Path, text: str) -> list[Function]:
    """All functions and methods in one module; a docstring doesn't count as lines."""
    found: list[Function] = []

    def walk(node: ast.AST, *, inside: bool) -> None:
        for child in ast.iter_child_nodes(node):
            is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            if is_function:
                found.append(Function(path, child.name, _lines(child), child, inside, isinstance(node, ast.ClassDef)))
            walk(child, inside=inside or is_function)

    walk(ast.parse(text), inside=False)
    return found


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def floors() -> list[set[str]]:
    """The floors from the import contract, top first, each a set of package names below ``linli``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return [{name.strip(" ()") for name in layer.split("|")} for layer in layers]
