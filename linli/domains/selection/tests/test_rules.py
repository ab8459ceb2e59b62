"""Counting a meeting: quorum, majority, ties, exactly on the line."""

from __future__ import annotations

import pytest

from linli.domains.selection import rules


@pytest.mark.parametrize(
    ("entitled", "present", "votes", "seats", "chosen", "problem"),
    [
        (50, 40, {1: 30, 2: 10}, 1, (1,), ""),
        (50, 25, {1: 25}, 1, (), "selection.no_quorum"),
        (50, 26, {1: 14}, 1, (1,), ""),
        (50, 40, {1: 20, 2: 20}, 1, (), "selection.nobody_passed"),
        (50, 40, {1: 30, 2: 30}, 1, (), "selection.tie"),
        (50, 40, {1: 30, 2: 30}, 2, (1, 2), ""),
        (50, 40, {1: 35, 2: 25, 3: 25}, 2, (), "selection.tie"),
        (50, 40, {1: 25, 2: 35}, 2, (2, 1), ""),
        (50, 51, {1: 30}, 1, (), "selection.too_many_present"),
        (0, 0, {1: 0}, 1, (), "selection.too_many_present"),
        (50, 40, {1: 41}, 1, (), "selection.too_many_votes"),
        (50, 40, {1: -1}, 1, (), "selection.too_many_votes"),
    ],
)
def test_a_meeting_is_counted(
    entitled: int, present: int, votes: dict[int, int], seats: int, chosen: tuple[int, ...], problem: str
) -> None:
    meeting = rules.Meeting(entitled, present, votes)
    assert rules.outcome(meeting, seats=seats, quorum_percent=50, pass_percent=50) == rules.Outcome(chosen, problem)


@pytest.mark.parametrize(
    ("name", "shown"), [("王芳", "王*"), ("王春燕", "王*燕"), ("欧阳春燕", "欧**燕"), ("王", "*"), ("", "")]
)
def test_names_are_masked(name: str, shown: str) -> None:
    assert rules.masked_name(name) == shown


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"%PDF-1.7 x", "application/pdf"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"),
     (b"PK\x03\x04", ""), (b"<html>%PDF-", ""), (b"", "")],
)  # fmt: skip
def test_files_are_known_by_their_first_bytes(data: bytes, kind: str) -> None:
    assert rules.kind_of_file(data) == kind
