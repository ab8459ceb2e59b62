"""Every query of bulletins: `reading` (staff), `public` (everybody), `filling` (figures to be frozen), `papers` (what is taken along)."""

from linli.domains.bulletins.selectors.filling import filled, versions_of
from linli.domains.bulletins.selectors.papers import paper_of, table_of
from linli.domains.bulletins.selectors.public import has_public, public_bulletin, public_bulletins
from linli.domains.bulletins.selectors.reading import (
    bulletin_for,
    bulletin_page,
    bulletins_page,
    county_of,
    facts_of,
    is_signer,
    kinds_for,
    kinds_of,
    reads,
    section_for,
    subscribers_of,
    writers_of,
)

__all__ = [
    "bulletin_for",
    "bulletin_page",
    "bulletins_page",
    "county_of",
    "facts_of",
    "filled",
    "has_public",
    "is_signer",
    "kinds_for",
    "kinds_of",
    "paper_of",
    "public_bulletin",
    "public_bulletins",
    "reads",
    "section_for",
    "subscribers_of",
    "table_of",
    "versions_of",
    "writers_of",
]
