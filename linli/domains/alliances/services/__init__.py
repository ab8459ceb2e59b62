"""Every change in alliances."""

from linli.domains.alliances.services.forgetting import forget_old
from linli.domains.alliances.services.founding import Charter, close_alliance, found_alliance
from linli.domains.alliances.services.joining import answer, ask_member, leave
from linli.domains.alliances.services.meeting import plan_rota, raise_topic, record_meeting, resolve, settle
from linli.domains.alliances.services.objecting import answer_objection, object_to
from linli.domains.alliances.services.scoring import check_score, clean_proofs, enter_score

__all__ = [
    "Charter",
    "answer",
    "answer_objection",
    "ask_member",
    "check_score",
    "clean_proofs",
    "close_alliance",
    "enter_score",
    "forget_old",
    "found_alliance",
    "leave",
    "object_to",
    "plan_rota",
    "raise_topic",
    "record_meeting",
    "resolve",
    "settle",
]
