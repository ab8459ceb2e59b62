"""Tables of co-building: constraints and tiny properties, no rules."""

from linli.domains.cobuilding.models.attaching import Activity, ContactVisit, Finding, Pairing, Registration
from linli.domains.cobuilding.models.listing import Claim, Delivery, Entry, Feedback, ListVersion, Part, Picture
from linli.domains.cobuilding.models.taking import Commitment, Item, Project
from linli.domains.cobuilding.models.tender import Judgement, Objection, Offer, Tender

__all__ = [
    "Activity", "Claim", "Commitment", "ContactVisit", "Delivery", "Entry", "Feedback", "Finding", "Item", "Judgement",
    "ListVersion", "Objection", "Offer", "Pairing", "Part", "Picture", "Project", "Registration", "Tender",
]  # fmt: skip
