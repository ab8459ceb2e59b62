"""Events can't be registered without saying what is personal in them."""

from dataclasses import dataclass

import pytest

from linli.kernel import events
from linli.kernel.events import Audience, event


@pytest.fixture(autouse=True)
def _types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_types", {})


@dataclass(frozen=True)
class Noted:
    words: str
    place: str | None = None


def test_a_redaction_rule_must_be_given() -> None:
    with pytest.raises(TypeError):
        event("kernel.noted", text="{words}", audience=Audience.INTERNAL)  # type: ignore[call-arg]  # that is the test


def test_a_rule_names_fields_that_exist() -> None:
    with pytest.raises(ValueError, match="phone"):
        event("kernel.noted", text="{words}", audience=Audience.INTERNAL, redact=("phone",))(Noted)


def test_a_code_is_declared_once() -> None:
    declare = event("kernel.noted", text="{words}", audience=Audience.INTERNAL, redact=("words",))
    declare(Noted)
    with pytest.raises(ValueError, match="twice"):
        declare(Noted)


def test_a_field_cant_take_the_name_of_the_code() -> None:
    @dataclass(frozen=True)
    class Coded:
        code: str

    with pytest.raises(ValueError, match="field named code"):
        event("kernel.coded", text="{code}", audience=Audience.INTERNAL, redact=())(Coded)
    assert events.event_types() == {}


def test_the_payload_leaves_out_what_is_not_there() -> None:
    assert events.payload(Noted("hello")) == {"words": "hello"}
