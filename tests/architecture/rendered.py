"""A pytest plugin that collects which templates were rendered, in all workers, and judges at the end.

It judges only a whole run that passed: a run of one app can't render the others' templates.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test.signals import template_rendered

from linli.config.env import env
from tests.architecture import source

seen: set[str] = set()


def _folder() -> Path:
    return env.var() / "rendered"


def _note(sender: Any, template: Any, **_: Any) -> None:
    seen.add(str(template.name))


def missing(known: dict[str, str], rendered: set[str]) -> list[str]:
    """Files of templates that were not rendered."""
    return sorted(path for name, path in known.items() if name not in rendered)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Listen; the controlling process clears what an earlier run left."""
    template_rendered.connect(_note, dispatch_uid="linli-rendered")
    if not hasattr(session.config, "workerinput"):
        _folder().mkdir(parents=True, exist_ok=True)
        for old in _folder().glob("*.json"):
            old.unlink()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Workers write what they saw; the controlling process reads and judges."""
    worker = getattr(session.config, "workerinput", {}).get("workerid", "main")
    (_folder() / f"{worker}.json").write_text(json.dumps(sorted(seen)))
    if worker == "main" and exitstatus == 0 and _whole(session.config):
        _judge(session)


def _whole(config: pytest.Config) -> bool:
    option = config.option
    return not (option.keyword or option.markexpr or option.file_or_dir or option.collectonly)


def _judge(session: pytest.Session) -> None:
    everything = {name for path in _folder().glob("*.json") for name in json.loads(path.read_text())}
    known = {source.template_name(path): source.short(path) for path in source.templates()}
    if lost := missing(known, everything):
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line("\nNo test renders these templates:\n  " + "\n  ".join(lost), red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
