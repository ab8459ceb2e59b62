"""A server keeps each release that it ever installed, and every case its own: what was installed once stays readable.

`releases/` holds texts as they lay in databases. When a key is renamed its model takes the old name too; one of these files is
added whenever a section changes its shape.
"""

from pathlib import Path

import pytest

from linli.foundation.methods import loader

KEPT = sorted((Path(__file__).parent / "releases").glob("*.json"))


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_release_that_was_installed_once_is_still_read(kept: Path) -> None:
    rules = loader.rules_from_text(kept.read_text(encoding="utf-8"), 1)
    assert kept.stem.startswith(rules.county.slug)
    assert rules.cases.tiers
    assert rules.cases.sla.contact is not None  # written as `call_back` in releases of November 2026
