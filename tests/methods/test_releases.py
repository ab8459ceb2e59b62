"""A server keeps each release that it ever installed, and every case its own: what was installed once stays readable.

`releases/` holds texts as they lay in databases, named by county and version. A key that is renamed keeps its old name as a second
one in its model. A file whose text differs from the kept one of its version needs the next version, or a server refuses it:
`loader.text_from_files(slug)` is the text to keep with a release of Linli.
"""

from pathlib import Path

import pytest

from linli.foundation.methods import loader

KEPT = sorted((Path(__file__).parent / "releases").glob("*.json"))


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_release_that_was_installed_once_is_still_read(kept: Path) -> None:
    rules = loader.rules_from_text(kept.read_text(encoding="utf-8"), 1)
    assert kept.stem == f"{rules.county.slug}-{rules.method.version}"
    assert rules.cases.tiers
    assert rules.cases.sla.contact is not None  # written as `call_back` in the first releases


@pytest.mark.parametrize("slug", loader.slugs())
def test_a_text_that_changed_has_a_version_of_its_own(slug: str) -> None:
    text = loader.text_from_files(slug)
    version = loader.rules_from_text(text).method.version
    kept = {path.stem: path.read_text(encoding="utf-8") for path in KEPT}
    assert kept.get(f"{slug}-{version}", text) == text, f"methods/{slug}.toml or base.toml changed: raise its version"
    assert version == 1 or f"{slug}-{version - 1}" in kept
