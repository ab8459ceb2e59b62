"""The reference of keys is generated; the file in docs must be what the schema says."""

from linli.foundation.methods import listing, loader

REFERENCE = loader.FOLDER.parent / "docs" / "reference" / "methods.md"


def test_the_reference_in_docs_is_up_to_date():
    assert REFERENCE.read_text(encoding="utf-8") == listing.reference(), (
        "run: ./run methods keys > docs/reference/methods.md"
    )


def test_every_section_and_a_deep_key_are_listed():
    text = listing.reference()
    assert "## cases" in text
    assert "| `warn_at_percent` |" in text


def test_a_county_differs_from_base_only_where_its_file_says_so():
    keys = {line.split(":")[0] for line in listing.differences("base", "leshan")}
    assert "cases.dispatch.method" in keys
    assert "cases.limits.text_max" not in keys
