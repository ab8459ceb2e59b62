"""Every question about surveys: `estates` (compounds and their surveys), `figures` (by area), `table` (a file of them)."""

from linli.domains.surveys.selectors.estates import (
    LISTS,
    Comparison,
    EstatePage,
    EstateRow,
    compound_for,
    estate_page,
    estates_page,
    estates_piece,
    here_for,
    survey_for,
)
from linli.domains.surveys.selectors.figures import Figures, figures
from linli.domains.surveys.selectors.questions import questions_of, words_of
from linli.domains.surveys.selectors.table import table_of

__all__ = [
    "LISTS",
    "Comparison",
    "EstatePage",
    "EstateRow",
    "Figures",
    "compound_for",
    "estate_page",
    "estates_page",
    "estates_piece",
    "figures",
    "here_for",
    "questions_of",
    "survey_for",
    "table_of",
    "words_of",
]
