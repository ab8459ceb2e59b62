"""Every change of honours."""

from linli.domains.honours.services.articles import (
    adopt,
    edit_article,
    end_adoption,
    review_article,
    send_article,
    take_down,
    write_case,
    write_practice,
)
from linli.domains.honours.services.calls import cancel_call, confer, open_call, publish
from linli.domains.honours.services.forgetting import forget_old
from linli.domains.honours.services.giving import settle_standing, withdraw_honour
from linli.domains.honours.services.judging import decide, review
from linli.domains.honours.services.nominating import nominate, say_consent, withdraw_nomination
from linli.domains.honours.services.objecting import answer_objection, object_to, read_objection

__all__ = [
    "adopt", "answer_objection", "cancel_call", "confer", "decide", "edit_article", "end_adoption", "forget_old",
    "nominate", "object_to", "open_call", "publish", "read_objection", "review", "review_article",
    "say_consent", "send_article", "settle_standing", "take_down", "withdraw_honour", "withdraw_nomination", "write_case", "write_practice",
]  # fmt: skip
