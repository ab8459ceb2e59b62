"""Catalogues of the product: collect the strings of each app, keep what is translated, compile.

No gettext binaries: Python files are read by Babel, templates pass through Django's own
``templatize`` first. A catalogue lives in its app: ``locale/zh_Hans/LC_MESSAGES/django.po``.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = "zh_Hans"
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
SKIPPED = {"tests", "migrations", "locale", "__pycache__"}


def apps() -> Iterator[Path]:
    """Every app of the product: a folder with ``apps.py`` (the config package has no strings)."""
    for found in sorted((ROOT / "linli").rglob("apps.py")):
        if found.parent.name != "config":
            yield found.parent


def po_path(app: Path) -> Path:
    """Where an app's catalogue lives."""
    return app / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def collect(app: Path) -> Catalog:
    """All strings of one app's Python files and templates, without translations."""
    found = Catalog(locale=LOCALE, project="Linli", charset="utf-8", fuzzy=False)
    for path in _sources(app):
        for line, message, comments, context in _messages(path):
            found.add(message, locations=[(str(path.relative_to(ROOT)), line)], auto_comments=comments, context=context)
    return found


def _sources(app: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(app):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if name not in SKIPPED and not (here / name / "apps.py").exists())
        for name in sorted(files):
            if name.endswith((".py", ".html", ".txt")) and (name.endswith(".py") or "templates" in here.parts):
                yield here / name


def _messages(path: Path) -> Iterator[tuple[int, object, list[str], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        source = templatize(source, origin=str(path))
    yield from extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))


def read(path: Path) -> Catalog:
    """The catalogue on disk; empty when there is none."""
    if not path.exists():
        return Catalog(locale=LOCALE, project="Linli", charset="utf-8", fuzzy=False)
    with path.open("rb") as handle:
        return read_po(handle, locale=LOCALE, abort_invalid=True)


def merge(app: Path) -> Catalog | None:
    """The app's strings with the translations on disk; None when it has no strings."""
    found, known = collect(app), read(po_path(app))
    for message in found:
        old = known.get(message.id, message.context) if message.id else None
        if old is not None:
            message.string = old.string
            message.flags |= old.flags & {"fuzzy"}
    return found if len(found) else None


def untranslated(catalog: Catalog) -> list[str]:
    """Ids without a complete translation, or marked fuzzy."""
    bad = []
    for message in catalog:
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and (message.fuzzy or not all(strings)):
            bad.append(message.id[0] if isinstance(message.id, tuple) else message.id)
    return bad


def mismatched(catalog: Catalog) -> list[str]:
    """Ids whose translation names other placeholders: they would break the page at run time."""
    return [str(message.id) for message in catalog if message.id and not _same_names(message)]


def _same_names(message: object) -> bool:
    ids, strings = (value if isinstance(value, (tuple, list)) else (value,) for value in (message.id, message.string))  # type: ignore[attr-defined]
    wanted = {name for text in ids for name in _names(text)}
    return all(_names(text) <= wanted for text in strings if text)


def _names(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)[sd]", text)) | set(re.findall(r"(?<!\{)\{(\w*)\}(?!\})", text))


def clashing(catalogs: Mapping[str, Catalog]) -> list[str]:
    """Ids that two apps translate differently: Django shows one of the two everywhere. `pgettext` tells them apart."""
    said: dict[tuple[object, object], dict[object, str]] = {}
    for name, catalog in catalogs.items():
        for message in catalog:
            if message.id:
                said.setdefault((message.context, message.id), {})[message.string] = name
    return [f"{' and '.join(by.values())} differ: {key[1]!r}" for key, by in said.items() if len(by) > 1]


def save(app: Path, catalog: Catalog) -> bool:
    """Write the catalogue if it differs from what is there; True when written."""
    target, output = po_path(app), io.BytesIO()
    for message in catalog:
        message.locations = sorted({(name, None) for name, _ in message.locations})
    write_po(output, catalog, width=110, omit_header=False, sort_output=True, include_lineno=False)
    text = re.sub(
        rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Report-Msgid-Bugs-To):[^\n]*\n',
        b"",
        output.getvalue(),
    )
    text = re.sub(rb"\A(#[^\n]*\n)+", b"", text).replace(b'#, fuzzy\nmsgid ""', b'msgid ""')
    if target.exists() and target.read_bytes() == text:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text)
    return True


def compile_all() -> int:
    """Compile each catalogue that is newer than its ``.mo``; returns how many."""
    count = 0
    for app in apps():
        source, target = po_path(app), po_path(app).with_suffix(".mo")
        if source.exists() and (not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns):
            _write_mo(read(source), target)
            count += 1
    return count


def _write_mo(catalog: Catalog, target: Path) -> None:
    """Beside, then renamed: a server that starts meanwhile never reads half a file."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    with draft.open("wb") as handle:
        write_mo(handle, catalog)
    draft.replace(target)


def problems() -> list[str]:
    """What is wrong with the catalogues on disk, as sentences."""
    found = []
    for app in apps():
        name, wanted = str(app.relative_to(ROOT)), merge(app)
        if wanted is None:
            continue
        found += [f"{name}: not translated: {text!r}" for text in untranslated(wanted)]
        found += [f"{name}: placeholders differ: {text!r}" for text in mismatched(wanted)]
    return found + clashing({str(app.relative_to(ROOT)): read(po_path(app)) for app in apps()})


def main() -> int:
    """Collect and compile; ``--check`` only reports, ``--compile`` only compiles."""
    parser = argparse.ArgumentParser(prog="./run words")
    parser.add_argument("--check", action="store_true", help="report what is missing; write nothing")
    parser.add_argument("--compile", action="store_true", help="only compile")
    options = parser.parse_args()
    if options.check:
        return _report(problems())
    if not options.compile:
        _collect_all()
    compile_all()
    return 0


def _collect_all() -> None:
    for app in apps():
        merged = merge(app)
        if merged is None:
            continue
        written, missing = save(app, merged), untranslated(merged)
        note = f", {len(missing)} without a translation" if missing else ""
        print(f"{'wrote' if written else 'same '} {po_path(app).relative_to(ROOT)}: {len(merged)} strings{note}")


def _report(found: list[str]) -> int:
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
