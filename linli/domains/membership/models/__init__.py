"""Tables of membership: `members` (who, transfers, quota, check-ins), `contacts` (households, notes, signs), `couriers`."""

from linli.domains.membership.models.contacts import Contact, ContactNote, Sign
from linli.domains.membership.models.couriers import Courier
from linli.domains.membership.models.members import CheckIn, Membership, Quota, Transfer

__all__ = ["CheckIn", "Contact", "ContactNote", "Courier", "Membership", "Quota", "Sign", "Transfer"]
