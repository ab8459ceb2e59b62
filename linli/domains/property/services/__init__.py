"""Every change in property: `contracts`, `reports` (monthly), `panel` (who is drawn, links), `orders` (the black list), `reselection`
(votes and the next contract).
"""

from linli.domains.property.services.contracts import end_contract, move_rows, sign_contract
from linli.domains.property.services.orders import accept_proof, follow_ratings, lapse_due, prove, refuse_proof
from linli.domains.property.services.panel import (
    Link,
    add_panellist,
    draw_raters,
    forget_person,
    give_links,
    take_over,
    withdraw_panellist,
)
from linli.domains.property.services.reports import mark_read, remind, write_report
from linli.domains.property.services.reselection import call_vote, dismissed, hired, propose_company, sign_successor

__all__ = [
    "Link",
    "accept_proof",
    "add_panellist",
    "call_vote",
    "dismissed",
    "draw_raters",
    "end_contract",
    "follow_ratings",
    "forget_person",
    "give_links",
    "hired",
    "lapse_due",
    "mark_read",
    "move_rows",
    "propose_company",
    "prove",
    "refuse_proof",
    "remind",
    "sign_contract",
    "sign_successor",
    "take_over",
    "withdraw_panellist",
    "write_report",
]
