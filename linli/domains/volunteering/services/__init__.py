"""Every change of volunteering: `joining`, `teams`, `signing` (residents), `presence`, `confirming`, `certifying`, `pool`, `forgetting`."""

from linli.domains.volunteering.services.certifying import issue_certificate
from linli.domains.volunteering.services.confirming import Line, add_honour, confirm_shift, take_back
from linli.domains.volunteering.services.forgetting import forget_all
from linli.domains.volunteering.services.joining import (
    ask_team,
    decide_member,
    join,
    leave,
    leave_board,
    leave_team,
    stand_on_board,
)
from linli.domains.volunteering.services.pool import (
    add_stock,
    close_offer,
    fetch_reward,
    lapse_rewards,
    make_offer,
    redeem,
)
from linli.domains.volunteering.services.presence import (
    add_to_list,
    answer_objection,
    check_in,
    check_out,
    mark,
    object_to,
)
from linli.domains.volunteering.services.signing import cancel, sign_up
from linli.domains.volunteering.services.teams import (
    Plan,
    add_shift,
    call_off,
    claim_post,
    close_post,
    close_team,
    give_up_post,
    make_activity,
    make_post,
    make_team,
    record_session,
)

__all__ = [
    "Line",
    "Plan",
    "add_honour",
    "add_shift",
    "add_stock",
    "add_to_list",
    "answer_objection",
    "ask_team",
    "call_off",
    "cancel",
    "check_in",
    "check_out",
    "claim_post",
    "close_offer",
    "close_post",
    "close_team",
    "confirm_shift",
    "decide_member",
    "fetch_reward",
    "forget_all",
    "give_up_post",
    "issue_certificate",
    "join",
    "lapse_rewards",
    "leave",
    "leave_board",
    "leave_team",
    "make_activity",
    "make_offer",
    "make_post",
    "make_team",
    "mark",
    "object_to",
    "record_session",
    "redeem",
    "sign_up",
    "stand_on_board",
    "take_back",
]
