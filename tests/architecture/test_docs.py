"""Pages that are written from the code are what the code says, and a stale one is found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from linli.kernel import events
from linli.kernel.events import Audience
from tools import docs


def test_no_page_is_stale() -> None:
    assert docs.stale(docs.FOLDER) == [], "run: ./run docs"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(docs, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "argv", ["docs"])
    assert docs.main() == 0
    monkeypatch.setattr(sys, "argv", ["docs", "--check"])
    assert docs.main() == 0
    return tmp_path


def test_a_changed_and_a_missing_page_fail_the_check(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = folder / "permissions.md"
    page.write_text(page.read_text(encoding="utf-8").replace("●", "", 1), encoding="utf-8")
    (folder / "states.md").unlink()
    assert docs.main() == 1
    told = capsys.readouterr().out
    assert "permissions.md is stale" in told and "states.md is stale" in told and "events.md" not in told


def test_a_new_event_makes_its_page_stale(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = events.event_type("cases.opened")
    new = events.EventType("cases.newly", one.text, Audience.INTERNAL, frozenset({"words"}), "new", one.cls)
    monkeypatch.setattr(events, "_types", {**events.event_types(), "cases.newly": new})
    assert docs.stale(folder) == ["events.md"]
    assert "| `cases.newly` | The report was received | 收到了 | internal | `words` | new |" in docs.events()


def test_the_check_is_part_of_the_checks() -> None:
    from tools import check

    assert "docs" in {one.name for one in check.checks()}


def test_every_setting_that_is_read_is_listed() -> None:
    page = docs.settings()
    for name in ("LINLI_VAR", "LINLI_MODE", "SECRET_KEY", "DATABASE_URL", "LINLI_PORT"):
        assert f"| `{name}` |" in page
