"""What is remembered is asked once, until it changes or is too old."""

from typing import Any

import pytest
from django.db import transaction

from linli.kernel import memory
from linli.kernel.memory import Remembered


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def ask(asked: list[str]) -> Any:
    def answer(word: str) -> str | None:
        asked.append(word)
        return word if word != "nothing" else None

    return answer


def test_a_question_is_asked_once_also_where_the_answer_is_none(asked: list[str], ask: Any) -> None:
    known = Remembered(60)
    for word in ("a", "b", "nothing", "a", "nothing"):
        assert known.recall(word, lambda word=word: ask(word)) == (None if word == "nothing" else word)
    assert asked == ["a", "b", "nothing"]


def test_too_old_an_answer_is_asked_again(monkeypatch: pytest.MonkeyPatch, asked: list[str], ask: Any) -> None:
    known, now = Remembered(10), [100.0]
    monkeypatch.setattr(memory, "monotonic", lambda: now[0])
    known.recall("a", lambda: ask("a"))
    now[0] = 109.9
    known.recall("a", lambda: ask("a"))
    assert asked == ["a"]
    now[0] = 110.0
    known.recall("a", lambda: ask("a"))
    assert asked == ["a", "a"]


def test_what_raises_is_asked_again() -> None:
    known = Remembered(60)
    with pytest.raises(LookupError):
        known.recall("a", lambda: {}["a"])
    assert known.recall("a", lambda: 1) == 1


def test_memory_has_an_end(monkeypatch: pytest.MonkeyPatch, asked: list[str], ask: Any) -> None:
    monkeypatch.setattr(memory, "MOST", 2)
    known = Remembered(60)
    for word in "abca":
        known.recall(word, lambda word=word: ask(word))
    assert asked == ["a", "b", "c", "a"]


@pytest.mark.django_db(transaction=True)
def test_a_change_is_forgotten_at_once_and_once_more_when_it_is_there_for_all() -> None:
    known = Remembered(60)
    known.remember("a", "before")
    with transaction.atomic():
        known.changed()
        assert known.recall("a", lambda: "read by another thread meanwhile")
    assert known.recall("a", lambda: "after") == "after"
