"""Every change in scorecards: `opening` (a round, its raters), `rating` (marks), `counting` (close, count anew), `publishing`
(results and what follows from them), `items` (entries), `answering` (replies, appeals, corrections), `time` (by the calendar), `forgetting` (retention).
"""

from linli.engines.scorecards.services.answering import appeal, correct_mark, decide_appeal, reply
from linli.engines.scorecards.services.counting import close_round, recount_subject
from linli.engines.scorecards.services.forgetting import forget_old
from linli.engines.scorecards.services.items import add_item, withdraw_item
from linli.engines.scorecards.services.opening import give_link, look_for_raters, open_round, vacate_seat
from linli.engines.scorecards.services.publishing import publish_round
from linli.engines.scorecards.services.rating import Mark, rate
from linli.engines.scorecards.services.time import keep_time

__all__ = [
    "Mark",
    "add_item",
    "appeal",
    "close_round",
    "correct_mark",
    "decide_appeal",
    "forget_old",
    "give_link",
    "keep_time",
    "look_for_raters",
    "open_round",
    "publish_round",
    "rate",
    "recount_subject",
    "reply",
    "vacate_seat",
    "withdraw_item",
]
