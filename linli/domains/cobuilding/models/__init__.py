"""Tables of co-building: constraints and tiny properties, no rules."""

from linli.domains.cobuilding.models.attaching import Activity, ContactVisit, Finding, Pairing, Registration
from linli.domains.cobuilding.models.listing import Claim, Delivery, Entry, Feedback, ListVersion, Part, Picture
from linli.domains.cobuilding.models.taking import Commitment, Item, Project

__all__ = [
    "Activity", "Claim", "Commitment", "ContactVisit", "Delivery", "Entry", "Feedback", "Finding", "Item", "ListVersion",
    "Pairing", "Part", "Picture", "Project", "Registration",
]  # fmt: skip
