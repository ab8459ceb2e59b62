"""Reads method files into frozen rules, and reports everything that is wrong with them at once. No Django in here."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from linli.foundation.methods import merging, registry
from linli.foundation.methods.explaining import explained
from linli.foundation.methods.method import Section

#: Where the product's own method files lie.
FOLDER = Path(__file__).resolve().parents[3] / "methods"
BASE = "base.toml"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: where (file, section, key), what was found and what is allowed, in one sentence."""

    file: str
    section: str
    key: str
    message: str

    def __str__(self) -> str:
        place = f"[{self.section}] {self.key}".strip() if self.section else ""
        return f"{self.file}: {place + ': ' if place else ''}{self.message}"


class MethodError(Exception):
    """A method can't be used; `problems` lists all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Rules:
    """A county's rules: one frozen section per app, as attributes (`rules.cases`, `rules.territory` …).

    `release_id` is None for rules read straight from the files. A section that its release doesn't have yet raises
    AttributeError.
    """

    slug: str
    version: int
    sections: Mapping[str, Any] = field(repr=False)
    release_id: int | None = None

    def __getattr__(self, name: str) -> Any:
        sections = self.__dict__.get("sections", {})
        if name not in sections:
            raise AttributeError(f"the method of {self.__dict__.get('slug')} has no section {name}")
        return sections[name]


def slugs(folder: Path = FOLDER) -> list[str]:
    """The counties that have a file, sorted."""
    return sorted(path.stem for path in folder.glob("*.toml") if path.name != BASE)


def rules_from_files(slug: str, folder: Path = FOLDER) -> Rules:
    """A county's rules as its file and base say now. Raises MethodError with every problem."""
    return rules_from_text(text_from_files(slug, folder))


def text_from_files(slug: str, folder: Path = FOLDER) -> str:
    """The checked, merged method as the JSON text that a release keeps. Raises MethodError with every problem."""
    problems, text = _checked(slug, folder)
    if problems:
        raise MethodError(problems)
    return text


def base_text(folder: Path = FOLDER) -> str:
    """What base alone says, as JSON text (for comparisons: base by itself is no method)."""
    return _text(_parsed(folder / BASE))


def rules_from_text(text: str, release_id: int | None = None) -> Rules:
    """Rules from a release's text. Sections that are newer than the release are left out."""
    tables = json.loads(text)
    sections = {
        name: _section(declared.model, tables[name]) for name, declared in registry.sections().items() if name in tables
    }
    return Rules(tables["county"]["slug"], tables["method"]["version"], sections, release_id)


def problems_of(slug: str, folder: Path = FOLDER) -> list[Problem]:
    """All that is wrong with a county's file; empty when it can be used."""
    return _checked(slug, folder)[0]


def problems_in(folder: Path = FOLDER) -> list[Problem]:
    """All that is wrong in a folder of methods, also between counties."""
    found = list(dict.fromkeys(problem for slug in slugs(folder) for problem in problems_of(slug, folder)))
    return found or list(_shared_between_counties(folder))


def _checked(slug: str, folder: Path) -> tuple[list[Problem], str]:
    file = f"{slug}.toml"
    try:
        base, county = _parsed(folder / BASE), _parsed(folder / file)
    except MethodError as error:
        return error.problems, ""
    tables = merging.merged(base, county)
    problems = [*_bare(file, base, county), *_unknown_sections(file, county), *_unknown_sections(BASE, base)]
    found, sections = _validated(file, county, tables)
    problems += found
    if not problems:
        problems += _across(file, slug, sections, tables)
    return problems, _text(tables)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MethodError([Problem(path.name, "", "", "there is no such file")]) from None
    except UnicodeDecodeError as error:
        raise MethodError([Problem(path.name, "", "", f"is not UTF-8 (byte {error.start})")]) from None
    except tomllib.TOMLDecodeError as error:
        raise MethodError([Problem(path.name, "", "", f"is not TOML: {error}")]) from None


def _bare(file: str, base: dict[str, Any], county: dict[str, Any]) -> Iterator[Problem]:
    for change in merging.unmarked_changes(base, county):
        section, *keys = change.path
        message = f'found {change.found!r} without a mark; give its table source = "Q50" or assumed = "why"'
        yield Problem(file, section, ".".join(keys), message)


def _unknown_sections(file: str, tables: dict[str, Any]) -> Iterator[Problem]:
    known = registry.sections()
    for name in tables:
        if name not in known:
            yield Problem(file, name, "", f"unknown section, allowed: {', '.join(known)}")


def _validated(file: str, county: dict[str, Any], tables: dict[str, Any]) -> tuple[list[Problem], dict[str, Section]]:
    problems: list[Problem] = []
    sections: dict[str, Section] = {}
    for name, declared in registry.sections().items():
        try:
            sections[name] = _section(declared.model, tables.get(name, {}))
        except ValidationError as error:
            for key, loc, message in explained(declared.model, error):
                owner = file if _written_in(county.get(name), loc) else BASE
                problems.append(Problem(owner if name in tables else file, name, key, message))
    return problems, sections


def _section(model: type[Section], table: dict[str, Any]) -> Any:
    return model.model_validate_json(_text(table), strict=True)


def _written_in(table: Any, loc: tuple[int | str, ...]) -> bool:
    """Whether a county's own table holds the place that an error points to, or at least its parent."""
    for step in loc[:-1]:
        if isinstance(table, list):
            return True
        if not isinstance(table, dict) or step not in table:
            return False
        table = table[step]
    return table is not None


def _across(file: str, slug: str, sections: dict[str, Any], tables: dict[str, Any]) -> Iterator[Problem]:
    if sections["county"].slug != slug:
        found = sections["county"].slug
        yield Problem(file, "county", "slug", f"found {found}, allowed: {slug} (the file's name)")
    rules = Rules(slug, sections["method"].version, sections)
    for name, declared in registry.sections().items():
        for key, message in declared.check(rules) if declared.check else ():
            yield Problem(file, name, key, message)


def _shared_between_counties(folder: Path) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for slug in slugs(folder):
        county = rules_from_files(slug, folder).county
        for key, value in [("ref_prefix", county.ref_prefix), *(("divisions", code) for code in county.divisions)]:
            if (other := seen.setdefault(f"{key} {value}", slug)) != slug:
                yield Problem(f"{slug}.toml", "county", key, f"found {value}, which {other}.toml has already")


def _text(tables: dict[str, Any]) -> str:
    return json.dumps(tables, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a method")
