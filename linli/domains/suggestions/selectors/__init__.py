"""Every question about suggestions: words in cases, categories, twins, hot issues, and what the suggestions rest on."""

from linli.domains.suggestions.selectors.beside import Beside, beside
from linli.domains.suggestions.selectors.hot import HotPage, Shown, hot_page
from linli.domains.suggestions.selectors.lessons import LessonPage, Suggested, lesson_page, suggested_for
from linli.domains.suggestions.selectors.search import found_in_words
from linli.domains.suggestions.selectors.twins import Twin, twins_of, twins_of_text

__all__ = [
    "Beside",
    "HotPage",
    "LessonPage",
    "Shown",
    "Suggested",
    "Twin",
    "beside",
    "found_in_words",
    "hot_page",
    "lesson_page",
    "suggested_for",
    "twins_of",
    "twins_of_text",
]
