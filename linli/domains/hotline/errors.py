"""Refusals of the hotline, for other systems and for the office."""

from linli.kernel import errors
from linli.kernel.errors import RuleBroken
from linli.kernel.words import N_

errors.register(
    {
        "hotline.bad_field": N_("{field}: {why}"),
        "hotline.other_content": N_(
            "Order {number} came in already with other words. Send what is new as a supplement."
        ),
        "hotline.bad_cursor": N_("A cursor is a number that this feed gave."),
        "hotline.asked_already": N_("This was asked of the hotline already; its answer is still to come."),
        "hotline.no_more_time": N_("The hotline gives more time {times} times at most."),
        "hotline.over": N_("This order has ended already."),
        "hotline.nothing_asked": N_("Nothing of this kind is asked at the moment."),
        "hotline.not_own_question": N_("Who asked can't decide; somebody else has to."),
        "hotline.not_theirs": N_("Only the system that sent this order may do that."),
        "hotline.needs_words": N_("Please write why, in a few words."),
    }
)


class BadField(RuleBroken):
    """A field of a request that can't be taken; `more` names it for programs."""

    status = 422

    def __init__(self, field: str, why: str) -> None:
        super().__init__("hotline.bad_field", field=field, why=why)
        self.more = {"field": field}


class BadCursor(RuleBroken):
    """A cursor that was never given."""

    status = 400
