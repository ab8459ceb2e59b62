"""Credit's accounts and entries in the ledger. The account is private: no page of the ledger shows it, and none goes below zero, so that
a deduction takes from what was thanked and lapses with it.
"""

from linli.engines.ledger import registry
from linli.kernel.words import N_

ACCOUNT = registry.AccountKind("credit.party", N_("Credit account"), minimum=0, lapses=True, private=True)
THANKS = registry.EntryKind("credit.thanks", N_("Thanked"), own=True)
DEDUCTION = registry.EntryKind("credit.deduction", N_("Deducted"), own=True)
CORRECTION = registry.EntryKind("credit.correction", N_("Corrected"), own=True)
UNIT = registry.CREDIT_POINTS

registry.register_account(ACCOUNT)
for _entry in (THANKS, DEDUCTION, CORRECTION):
    registry.register_entry(_entry)
