"""Chinese text in words: for the index, for a query, and as features of what is learned.

The dictionary (some 30 MB, 0.15 s) is loaded with the first text that is cut, so that nothing that cuts none pays for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

#: More of a text isn't read.
LONGEST = 10_000
#: A longer run of Latin letters and digits is no word that anybody searches.
LONGEST_WORD = 40
#: Positions that a `tsvector` can tell apart.
_LAST_POSITION = 16_383

_HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f"
_RUNS = re.compile(f"[{_HAN}]+|[a-z0-9]+")
#: Phone and ID numbers, numbers of orders and cases: they lead to people, or to the one case that carries them.
_NUMBERS = re.compile(
    r"(?:[a-z]{1,6}[-_#]?)?\d(?:[ -]?\d){6,}x?|https?://[!-~]+|[!-~]+@[!-~]+|[a-z]{1,6}[-_#]\d[\d-]{3,}"
)

#: Words that say nothing about what a case is about.
STOP = frozenset(
    [
        "的",
        "了",
        "是",
        "在",
        "有",
        "和",
        "与",
        "及",
        "或",
        "就",
        "都",
        "也",
        "还",
        "很",
        "又",
        "被",
        "把",
        "给",
        "让",
        "向",
        "对",
        "从",
        "到",
        "于",
        "之",
        "其",
        "这",
        "那",
        "此",
        "该",
        "我",
        "你",
        "您",
        "他",
        "她",
        "它",
        "们",
        "我们",
        "你们",
        "他们",
        "一",
        "个",
        "一个",
        "不",
        "没",
        "没有",
        "吗",
        "呢",
        "吧",
        "啊",
        "请",
        "请问",
        "希望",
        "反映",
        "来电",
        "市民",
        "居民",
        "群众",
        "您好",
        "你好",
        "谢谢",
        "尽快",
        "处理",
        "解决",
        "问题",
        "情况",
        "目前",
        "现在",
        "已经",
        "一直",
        "为",
        "为了",
        "因",
        "因为",
        "所以",
        "但",
        "但是",
        "而",
        "并",
        "且",
        "以",
        "等",
        "能",
        "可以",
        "要",
        "会",
        "着",
        "过",
        "得",
        "地",
        "上",
        "下",
        "里",
        "中",
    ]
)


def plain(text: str) -> str:
    """The text in one spelling (NFKC, small letters), without numbers that lead to people or to one case."""
    return _NUMBERS.sub(" ", unicodedata.normalize("NFKC", text[:LONGEST]).lower())


def runs(text: str) -> list[str]:
    """Unbroken runs of Chinese signs, or of Latin letters and digits, in their order."""
    return [run[:LONGEST_WORD] if run[0].isascii() else run for run in _RUNS.findall(plain(text))]


def cut(run: str, *, finer: bool = False) -> list[str]:
    """The words of one run; `finer` gives the words inside long words too."""
    if run[0].isascii():
        return [run]
    return list(_cutter().cut_for_search(run) if finer else _cutter().cut(run))


def is_known(word: str) -> bool:
    """Whether the dictionary has the word: names of people are rarely in it."""
    return bool(_cutter().has_word(word))


def same_text(text: str) -> str:
    """What two texts have in common that differ in signs, spaces and numbers only."""
    return "".join(run for run in runs(text) if not run.isdigit())


def lexemes(parts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What the index keeps of (weight, text) pairs: each word, pair of signs and last sign with the weight ("A" best) that it has
    where it counts most.
    """
    cuts = [(weight, run) for weight, text in sorted(parts) for run in runs(text)]
    found: dict[str, str] = {}
    for weight, run in cuts:
        for lexeme in cut(run, finer=True):
            if lexeme not in STOP:
                found.setdefault(lexeme, weight)
    for _, run in cuts:
        for pair in _pairs(run):
            found.setdefault(pair, "D")
    return found


def county_mark(county_id: int) -> str:
    """The lexeme that each case of a county has and that no text can hold."""
    return f"county:{county_id}"


def vector_text(found: dict[str, str], mark: str = "") -> str:
    """Lexemes as the text of a `tsvector`, with one more that no text can hold (`mark`)."""
    held = [
        f"{_quoted(lexeme)}:{min(at, _LAST_POSITION)}{weight}" for at, (lexeme, weight) in enumerate(found.items(), 1)
    ]
    return " ".join([*held, *([_quoted(mark)] if mark else [])])


def query_text(text: str, mark: str = "") -> str:
    """A text typed by somebody as the text of a `tsquery`: all its words, or all its pairs of signs where it was cut in another way.

    "" for a text without any word. Nothing in the text is read as an operator.
    """
    wanted = [part for part in map(_wanted, runs(text)) if part]
    return " & ".join([*wanted, *([_quoted(mark)] if mark else [])]) if wanted else ""


def any_of(lexemes_wanted: Iterable[str], mark: str = "") -> str:
    """The text of a `tsquery` for rows that hold any of these lexemes; "" for none."""
    wanted = " | ".join(_quoted(one) for one in lexemes_wanted)
    return f"({wanted}) & {_quoted(mark)}" if wanted and mark else wanted


def holds(held: frozenset[str] | set[str], word: str) -> bool:
    """Whether a row with these lexemes is found by `query_text(word)`: the same meaning, without a database."""
    return all(_holds(held, run) for run in runs(word)) and bool(runs(word))


def topic_words(text: str) -> list[str]:
    """The words of a text in their order that may say what it is about: no stop words, no bare numbers."""
    return [word for word in _spoken(text) if word not in STOP]


def features(text: str) -> tuple[list[str], list[str]]:
    """What is counted of a text: its words and neighbours ("w:", "v:"), and one to three signs in a row ("c:")."""
    words = topic_words(text)
    named = [f"w:{word}" for word in words] + [f"v:{one}_{two}" for one, two in pairwise(words)]
    return named, [f"c:{gram}" for run in runs(text) if not run[0].isascii() for gram in grams(run)]


def grams(run: str) -> Iterator[str]:
    """One, two and three signs in a row."""
    for size in (1, 2, 3):
        for at in range(len(run) - size + 1):
            yield run[at : at + size]


def _spoken(text: str) -> Iterator[str]:
    for run in runs(text):
        if run[0].isascii():
            if not any(sign.isdigit() for sign in run):
                yield run
        else:
            yield from cut(run)


def _pairs(run: str) -> Iterator[str]:
    """Pairs of Chinese signs, and the last one, so that each sign begins some lexeme."""
    if run[0].isascii():
        return
    yield from (one + two for one, two in pairwise(run))
    yield run[-1]


def _wanted(run: str) -> str:
    if run[0].isascii():
        return f"{_quoted(run)}:*"
    pairs = " & ".join(_quoted(pair) for pair in dict.fromkeys(_pairs(run)) if len(pair) > 1)
    words = [word for word in cut(run) if word not in STOP]
    if not words or len(run) == 1:
        return f"({pairs})" if pairs else f"{_quoted(run)}:*"
    said = " & ".join(_quoted(word) if len(word) > 1 else f"{_quoted(word)}:*" for word in dict.fromkeys(words))
    return f"(({said}) | ({pairs}))"


def _holds(held: frozenset[str] | set[str], run: str) -> bool:
    if run[0].isascii():
        return any(lexeme.startswith(run) for lexeme in held)
    pairs = [pair for pair in _pairs(run) if len(pair) > 1]
    if pairs and all(pair in held for pair in pairs):
        return True
    words = [run] if len(run) == 1 else [word for word in cut(run) if word not in STOP]
    return bool(words) and all(_is_in(held, word) for word in words)


def _is_in(held: frozenset[str] | set[str], word: str) -> bool:
    return word in held if len(word) > 1 else any(lexeme.startswith(word) for lexeme in held)


def _quoted(lexeme: str) -> str:
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


@cache
def _cutter() -> Any:
    import rjieba

    return rjieba
