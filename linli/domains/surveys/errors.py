"""Refusals of surveys, in the words that people see."""

from linli.kernel import errors
from linli.kernel.words import N_

errors.register(
    {
        "surveys.day_ahead": N_("The day lies ahead."),
        "surveys.same_day": N_("This compound was surveyed on that day already. Please correct that survey instead."),
        "surveys.compound_closed": N_("This compound doesn't exist any more."),
        "surveys.bad_figure": N_("A figure must lie between 0 and 1,000,000."),
        "surveys.more_vacant": N_("More homes stand empty than there are."),
        "surveys.number_in_words": N_(
            "Please leave out phone and ID numbers: a survey says nothing about single people."
        ),
        "surveys.answer_needed": N_("Please answer: {question}"),
        "surveys.bad_answer": N_("This doesn't fit the question: {question}"),
    }
)
