"""Refusals of indicators, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "indicators.already_out": N_("This case was taken out of the appraisal already."),
        "indicators.not_out": N_("This case isn't out of the appraisal any more."),
        "indicators.unknown_reason": N_("The method doesn't know this reason."),
        "indicators.words_needed": N_("Please say why, in a few words."),
        "indicators.objected_already": N_("Somebody has objected already."),
        "indicators.nothing_to_answer": N_("No objection waits for an answer."),
        "indicators.own_decision": N_("Somebody else than who took the case out has to answer the objection."),
        "indicators.not_yours": N_("You may not do this here."),
        "indicators.theme_there": N_("There is a theme of this name in the month already."),
        "indicators.theme_withdrawn": N_("This theme was withdrawn."),
        "indicators.other_county": N_("This organization belongs to another county."),
        "indicators.done_ahead": N_("The day lies ahead."),
        "indicators.unknown_category": N_("There is no such category: {key}"),
    }
)
