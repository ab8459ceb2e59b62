"""Tables of volunteering: `teams` (people), `shifts` (what they do), `pool` (what comes back for it)."""

from linli.domains.volunteering.models.pool import Certificate, Offer, Reward
from linli.domains.volunteering.models.shifts import Activity, Service, Shift, SignUp
from linli.domains.volunteering.models.teams import Claim, Post, Team, TeamMember, Volunteer

__all__ = [
    "Activity",
    "Certificate",
    "Claim",
    "Offer",
    "Post",
    "Reward",
    "Service",
    "Shift",
    "SignUp",
    "Team",
    "TeamMember",
    "Volunteer",
]
