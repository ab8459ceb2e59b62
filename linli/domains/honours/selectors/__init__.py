"""Every question about honours: `calls`, `given`, `articles`, `public`, `choices`; `reach` says whose, `origins` of what."""

from linli.domains.honours.selectors.articles import (
    adoption_for,
    article_for,
    article_page,
    articles_page,
    theme_choices,
    themes_of,
)
from linli.domains.honours.selectors.calls import (
    call_for,
    call_page,
    calls_page,
    nomination_for,
    nomination_page,
    objection_for,
    proof_for,
)
from linli.domains.honours.selectors.choices import (
    county_rules,
    place_choices,
    place_in_reach,
    side_choices,
    side_for,
    subject_choices,
    subject_for,
)
from linli.domains.honours.selectors.given import (
    honour_for,
    honours_page,
    honours_panel,
    my_nomination,
    my_nominations,
)
from linli.domains.honours.selectors.origins import is_closed, origin_choices
from linli.domains.honours.selectors.pinned import kind_of, rules_of_call
from linli.domains.honours.selectors.public import (
    Notice,
    library,
    named_on_notice,
    notice_for,
    notices_of,
    public_honours,
    published_article,
)

__all__ = [
    "Notice", "adoption_for", "article_for", "article_page", "articles_page", "call_for", "call_page", "calls_page", "county_rules",
    "honour_for", "honours_page", "honours_panel", "is_closed", "kind_of", "library", "my_nomination", "my_nominations",
    "named_on_notice", "nomination_for", "nomination_page", "notice_for", "notices_of", "objection_for", "origin_choices",
    "place_choices", "place_in_reach", "proof_for", "public_honours", "published_article", "rules_of_call", "side_choices",
    "side_for", "subject_choices", "subject_for", "theme_choices", "themes_of",
]  # fmt: skip
