"""Every question about guidance: `catalogue` (what is offered and by whom), `desk` (what was asked for), `recruiting`, `mine` (by the
secret of a link), `figures`.
"""

from linli.domains.guidance.selectors.catalogue import (
    Offer,
    centre_near,
    centres,
    guides,
    offers,
    place_choices,
    rules_at,
    rules_for,
    service_at,
)
from linli.domains.guidance.selectors.desk import (
    doer_choices,
    doer_for,
    help_counts,
    help_facts,
    help_for,
    help_page,
    help_rows,
    may_finish,
)
from linli.domains.guidance.selectors.figures import Figures, figures_of, here_for
from linli.domains.guidance.selectors.mine import applicant_by_token, help_by_token, my_applicant, my_help
from linli.domains.guidance.selectors.reach import in_county
from linli.domains.guidance.selectors.recruiting import (
    applicant_facts,
    applicant_for,
    applicants_of,
    area_choices,
    area_in_reach,
    call_for,
    calls_page,
    open_call_in,
    open_calls,
    post_choices,
    post_for,
    post_kinds,
    taken_of,
)

__all__ = [
    "Figures", "Offer", "applicant_by_token", "applicant_facts", "applicant_for", "applicants_of", "area_choices", "area_in_reach", "call_for",
    "calls_page", "centre_near", "centres", "doer_choices", "doer_for", "figures_of", "guides", "help_by_token", "help_counts",
    "help_facts", "help_for", "help_page", "help_rows", "here_for", "in_county", "may_finish", "my_applicant", "my_help", "offers", "open_call_in",
    "open_calls", "place_choices", "post_choices", "post_for", "post_kinds", "rules_at", "rules_for", "service_at", "taken_of",
]  # fmt: skip
