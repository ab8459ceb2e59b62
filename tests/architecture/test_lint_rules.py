"""Our own lint rules: each bug class once, with lines it must catch and lines it must leave alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from tests.architecture import source


@dataclass(frozen=True)
class Rule:
    """A pattern that must not occur in product code, why, and where it may."""

    name: str
    pattern: str
    why: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    allowed: tuple[str, ...] = ()


RULES = [
    Rule(
        "naive-now", r"\b(datetime\.(now|utcnow|today)|date\.today|timezone\.now|time\.time)\(",
        "time comes from kernel.clock only, or tests and the demo can't move it",
        ("datetime.now()", "at = timezone.now()", "date.today()", "time.time()"),
        ("clock.now()", "clock.today()", "time.monotonic()"), ("linli/kernel/clock.py",),
    ),
    Rule(
        "signals", r"@receiver\(|\b(post|pre)_(save|delete)\.connect", "no signals: a change is a service",
        ("@receiver(post_save)", "post_save.connect(f)"), ("handlers.on(CaseClosed)",),
    ),
    Rule(
        "mark-safe", r"\bmark_safe\(|\|safe\b", "HTML is made by templates and format_html",
        ("mark_safe(text)",), ("format_html('<b>{}</b>', text)",), ("linli/surfaces/web/", "linli/foundation/territory/web/sheets.py"),  # SVG that we or segno drew
    ),
    Rule(
        "todo", r"\b(TODO|FIXME|XXX)\b", "an unfinished thought belongs in an issue", ("# TODO later",), ("todos",),
    ),
    Rule(
        "csrf-exempt", r"csrf_exempt", "every form carries its token", ("@csrf_exempt",), ("csrf_token",),
        ("linli/foundation/partners/web/door.py", "linli/surfaces/api/"),  # opened by keys, never by a cookie
    ),
    Rule(
        "raw-sql", r"\.raw\(|\bRawSQL\(|\.extra\(", "raw SQL lives in sql/*.sql and is read by selectors",
        ("Case.unscoped.raw('select 1')", "RawSQL('x', [])"), ("draw(", "connection.execute(sql)"),
    ),
    Rule(
        "bare-print", r"^\s*print\(", "services log or return; only commands print",
        ("    print(case)",), ("sprint(", "self.stdout.write('x')"),
        ("linli/config/", "linli/demo/", "/management/"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rule_catches_and_spares(rule):
    assert [line for line in rule.bad if not re.search(rule.pattern, line)] == []
    assert [line for line in rule.good if re.search(rule.pattern, line)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_product_keeps_the_rule(rule):
    broken = [
        f"{source.short(path)}:{number} {line.strip()}"
        for path in source.python_files()
        if not any(part in source.short(path) for part in rule.allowed)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(rule.pattern, line)
    ]
    assert broken == [], rule.why
