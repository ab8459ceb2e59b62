"""The county's words: checked when they are read, counted in text messages, shown side by side."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from linli.domains.notices import rules
from linli.domains.notices.method import MORE, SAMPLE, Channel, Occasion, Quiet, filled, parts_of
from linli.foundation.methods import loader
from linli.kernel.clock import ZONE

NIGHT = Quiet(begin=time(21), end=time(8), assumed="x")


def broken(tmp_path: Path, old: str, new: str) -> list[str]:
    """What is wrong with a folder of methods whose base was changed."""
    for file in loader.FOLDER.glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    base = (tmp_path / "base.toml").read_text(encoding="utf-8")
    assert old in base
    (tmp_path / "base.toml").write_text(base.replace(old, new, 1), encoding="utf-8")
    return [str(one) for one in loader.problems_of("qihe", tmp_path)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("已收到，编号 {ref}", "已收到，编号 {number}", "received: found {number}, allowed: {place}, {ref}, {title}"),
        ("已转到{to}办理", "已转到{into}办理", "passed_on: found {into}, allowed: {place}, {ref}, {title}, {to}"),
        ("已收到，编号 {ref}", "已收到，编号 {ref", "received: found a single brace"),
        ("已收到，编号 {ref}", "已收到，编号 {ref}" + "很长" * 90, "text messages long, allowed: 3"),
        ('text = "查看或退订：{stop}"', 'text = "谢谢"', "needs {stop}"),
        ('text = "查看或退订：{stop}"', 'text = "{stop}{phone}"', "found {phone}, allowed: {stop}"),
        ('（{ref}）有进展"', '（{to}）有进展"', "found {to}, allowed: {place}, {ref}"),
        ("[notices.kinds.received]", "[notices.kinds.got]", "got"),
    ],
)
def test_a_slip_in_the_words_is_found_when_they_are_read(tmp_path: Path, old: str, new: str, said: str) -> None:
    problems = broken(tmp_path, old, new)
    assert any(said in one and "[notices]" in one for one in problems), problems


@pytest.mark.parametrize(("length", "parts"), [(0, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)])
def test_how_many_text_messages(length: int, parts: int) -> None:
    assert parts_of("字" * length) == parts


def test_a_sign_beyond_the_plane_counts_as_two() -> None:
    assert (parts_of("😀" * 35), parts_of("😀" * 36)) == (1, 2)


@given(st.text(), st.text())
def test_what_is_filled_in_is_never_filled_again(one: str, other: str) -> None:
    assert filled("{a}|{b}", {"a": one, "b": other}) == f"{one}|{other}"
    assert filled("{a}", {"a": "{b}", "b": "x"}) == "{b}"


def test_every_county_tells_every_occasion_within_its_length() -> None:
    for slug in loader.slugs():
        own = loader.rules_from_files(slug).notices
        assert set(own.kinds) == set(Occasion)
        assert all(set(SAMPLE) >= MORE.get(one, set()) for one in Occasion)
        assert {one: own.parts_for(one) for one in own.kinds if own.parts_for(one) > 2} == {}
        assert Channel.SMS in own.kinds[Occasion.ASKED].channels


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(20, 59, False), (21, 0, True), (23, 59, True), (0, 0, True), (7, 59, True), (8, 0, False)],
)
def test_the_night_goes_over_midnight(hour: int, minute: int, quiet: bool) -> None:
    at = datetime(2026, 11, 17, hour, minute, tzinfo=ZONE)
    assert rules.is_quiet(at, NIGHT) is quiet
    until = rules.sendable_at(at, NIGHT, urgent=False)
    assert until == at if not quiet else (until.hour, until.minute) == (8, 0) and until > at
    assert rules.sendable_at(at, NIGHT, urgent=True) == at


def test_a_night_within_a_day_and_none_at_all() -> None:
    noon = Quiet(begin=time(12), end=time(14), assumed="x")
    never = Quiet(begin=time(9), end=time(9), assumed="x")
    at = datetime(2026, 11, 17, 12, 0, tzinfo=ZONE)
    assert (rules.is_quiet(at, noon), rules.is_quiet(at.replace(hour=14), noon)) == (True, False)
    assert [rules.is_quiet(at.replace(hour=hour), never) for hour in (8, 9, 21)] == [False] * 3


@pytest.mark.parametrize(
    ("one", "other"),
    [("+86 138-0000 0001", "13800000001"), ("0086(138)00000001", "13800000001"), (" A@B.CN", "a@b.cn")],
)
def test_contacts_are_compared_in_one_form(one: str, other: str) -> None:
    assert rules.plain_contact(one) == rules.plain_contact(other)


@pytest.mark.django_db
def test_the_words_stand_side_by_side_with_their_length(client: Any) -> None:
    call_command("methods", "install", "all", verbosity=0)
    page = client.get(reverse("methods:compare")).content.decode()
    assert "某某县：您反映的事已收到，编号 XX-261122-00001。（短信、邮件）" in page
    assert "短信长" in page
    assert "21:00–08:00" in page
