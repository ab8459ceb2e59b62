"""Tables of membership: `members` (who, transfers, quota, check-ins) and `contacts` (households, notes, signs)."""

from linli.domains.membership.models.contacts import Contact, ContactNote, Sign
from linli.domains.membership.models.members import CheckIn, Membership, Quota, Transfer

__all__ = ["CheckIn", "Contact", "ContactNote", "Membership", "Quota", "Sign", "Transfer"]
