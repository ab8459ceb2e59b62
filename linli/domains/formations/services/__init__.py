"""Every change of sites and of organizations without a territory."""

from linli.domains.formations.services.caring import end_care, end_needless, look_after
from linli.domains.formations.services.founding import Charter, add_founder, found_jointly, leave, set_up
from linli.domains.formations.services.reviewing import dissolve, review
from linli.domains.formations.services.sites import close_site, list_site, move_site

__all__ = [
    "Charter",
    "add_founder",
    "close_site",
    "dissolve",
    "end_care",
    "end_needless",
    "found_jointly",
    "leave",
    "list_site",
    "look_after",
    "move_site",
    "review",
    "set_up",
]
