"""``./run newapp FLOOR NAME``: scaffold an app of the standard shape and its import contracts.

The new app is listed in ``linli/config/apps.py`` (and its urls in ``linli/config/urls.py``), in the
layers of its floor and inside-contract, and its models are protected.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("foundation", "engines", "domains", "surfaces")  # from below

FILES = {
    "__init__.py": '"""{title}: what it owns, in one sentence."""\n',
    "apps.py": '''"""Registers what {name} brings: its method section, permissions, events and errors."""

from django.apps import AppConfig


class {camel}Config(AppConfig):
    """The app {name}."""

    name = "linli.{floor}.{name}"
    label = "{name}"

    def ready(self) -> None:
        """Import what registers itself."""
        from linli.{floor}.{name} import errors, events, permissions  # noqa: F401
''',
    "errors.py": '''"""Refusals of {name}, in the words that people see."""

from linli.kernel import errors

errors.register({{}})
''',
    "events.py": '"""What happened in {name}: public, past tense, with display text and redaction rule."""\n',
    "models.py": '"""Tables of {name}: constraints and tiny properties, no rules."""\n',
    "permissions.py": '''"""What one may be allowed to do in {name}."""

from linli.kernel import policy

policy.register_permissions({{}})
''',
    "rules.py": '"""Decisions of {name}: pure functions, no Django, no clock but the one passed in."""\n',
    "selectors.py": '"""Every query of {name}, scoped by the actor."""\n',
    "services.py": '"""Every change in {name}: `verb_noun(actor, *, …)`, one transaction with event and outbox."""\n',
    "states.py": '"""States and edges of {name}, as tables."""\n',
    "web/__init__.py": "",
    "web/forms.py": '"""Forms of {name}; choices come from selectors."""\n',
    "web/urls.py": '''"""Addresses of {name}."""

from django.urls import URLPattern

app_name = "{name}"
urlpatterns: list[URLPattern] = []
''',
    "web/views.py": '"""Pages of {name}: bind form, one selector or service, render or redirect."""\n',
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
    "tests/web/__init__.py": "",
    "templates/{name}/.gitkeep": "",
    "locale/zh_Hans/LC_MESSAGES/.gitkeep": "",
}

STANZA = """
[[tool.importlinter.contracts]]
id = "models-of-{name}"
name = "Only {name} touches its models"
type = "protected"
protected_modules = ["linli.{floor}.{name}.models"]
allowed_importers = ["linli.{floor}.{name}"]
ignore_imports = ["linli.**.tests.** -> linli.**"] # tests may look anywhere
unmatched_ignore_imports_alerting = "none"
"""


def scaffold(root: Path, floor: str, name: str) -> list[Path]:
    """Write the app's files; FileExistsError when it is there already. Returns what was written."""
    app = root / "linli" / floor / name
    if app.exists():
        raise FileExistsError(f"{app.relative_to(root)} exists already")
    words = {"floor": floor, "name": name, "camel": "".join(part.title() for part in name.split("_"))}
    words["title"] = name.replace("_", " ").capitalize()
    written = []
    for template, text in FILES.items():
        target = app / template.format(**words)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.format(**words), encoding="utf-8")
        written.append(target)
    package = app.parent / "__init__.py"
    if not package.exists():
        package.write_text("", encoding="utf-8")
    return written


def register(root: Path, floor: str, name: str) -> None:
    """List the app in the settings and in the import contracts: on top of its floor, or of the one below while its own is empty."""
    dotted = f"linli.{floor}.{name}"
    floors = FLOORS[FLOORS.index(floor) :: -1]
    _insert(root / "linli/config/apps.py", [rf'(?=    "linli\.{one}\.)' for one in floors], f'    "{dotted}",\n')
    _insert(
        root / "linli/config/urls.py",
        [r'(?=    \("", "linli\.surfaces\.web\.urls)'],
        f'    ("{name}/", "{dotted}.web.urls"),\n',
    )
    project = root / "pyproject.toml"
    _insert(project, [rf'(?=  "\({one}\.)' for one in floors], f'  "({floor}.{name})",\n')
    _insert(project, [rf'(?=  "linli\.{one}\.)' for one in floors], f'  "{dotted}",\n')
    project.write_text(project.read_text() + STANZA.format(floor=floor, name=name), encoding="utf-8")


def _insert(path: Path, before: list[str], line: str) -> None:
    """Put the line where the first of these patterns that is there stands."""
    text = path.read_text(encoding="utf-8")
    for pattern in before:
        changed, count = re.subn(pattern, lambda _: line, text, count=1, flags=re.MULTILINE)
        if count:
            path.write_text(changed, encoding="utf-8")
            return
    print(f"add by hand to {path.name}: {line.strip()}", file=sys.stderr)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="./run newapp")
    parser.add_argument("floor", choices=FLOORS)
    parser.add_argument("name", help="plural noun, lower case")
    options = parser.parse_args()
    if not re.fullmatch(r"[a-z][a-z_]{2,30}", options.name):
        parser.error("the name must be lower-case letters, e.g. volunteering")
    try:
        written = scaffold(ROOT, options.floor, options.name)
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 1
    register(ROOT, options.floor, options.name)
    print(
        f"{len(written)} files in linli/{options.floor}/{options.name}/; contracts and settings list it. Next: ./run check"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
