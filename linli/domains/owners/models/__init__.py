"""Tables of owners: `roll` (units and whose they are), `votes`, `money`, `bodies` (committees, joint bodies, services)."""

from linli.domains.owners.models.bodies import Committee, JointBody, PaidService
from linli.domains.owners.models.money import Booking, FundUse, Source, Subsidy, SubsidyMonth
from linli.domains.owners.models.roll import Ownership, Unit
from linli.domains.owners.models.votes import Ballot, PaperEntry, Vote, Voter

__all__ = [
    "Ballot",
    "Booking",
    "Committee",
    "FundUse",
    "JointBody",
    "Ownership",
    "PaidService",
    "PaperEntry",
    "Source",
    "Subsidy",
    "SubsidyMonth",
    "Unit",
    "Vote",
    "Voter",
]
