"""Refusals are registered with their words, and keep their code for themselves."""

import pytest

from linli.kernel import errors
from linli.kernel.errors import RuleBroken


@pytest.fixture(autouse=True)
def _messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "_messages", {"kernel.full": "At most {most} fit."})


def test_the_message_is_filled() -> None:
    refusal = RuleBroken("kernel.full", most=3)
    assert (refusal.code, refusal.message) == ("kernel.full", "At most 3 fit.")


def test_a_code_without_words_is_a_mistake() -> None:
    with pytest.raises(LookupError, match=r"kernel\.empty"):
        RuleBroken("kernel.empty")


def test_a_code_has_one_message() -> None:
    errors.register({"kernel.full": "At most {most} fit."})
    with pytest.raises(ValueError, match="twice"):
        errors.register({"kernel.full": "Full."})


def test_a_parameter_cant_take_the_name_of_the_code() -> None:
    with pytest.raises(TypeError, match="parameter named code"):
        RuleBroken("kernel.full", code="A1")
    with pytest.raises(ValueError, match="placeholder"):
        errors.register({"kernel.taken": "{code} is taken."})
    assert "kernel.taken" not in errors.registered()
