"""Every query of owners, scoped by the actor."""

from linli.domains.owners.selectors.counting import Recount, matter_of, need_of, recounted, result_of, voting_of
from linli.domains.owners.selectors.money import (
    Disclosure,
    SubsidyPage,
    booking_for,
    bookings_page,
    disclosure,
    money_left,
    sources_of,
    subsidy_page,
    use_for,
    uses_of,
)
from linli.domains.owners.selectors.votes import matter_choices, vote_about, vote_for

__all__ = [
    "Disclosure",
    "Recount",
    "SubsidyPage",
    "booking_for",
    "bookings_page",
    "disclosure",
    "matter_choices",
    "matter_of",
    "money_left",
    "need_of",
    "recounted",
    "result_of",
    "sources_of",
    "subsidy_page",
    "use_for",
    "uses_of",
    "vote_about",
    "vote_for",
    "voting_of",
]
