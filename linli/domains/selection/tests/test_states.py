"""The edges of selections and candidates, against tables typed by hand."""

from __future__ import annotations

import pytest

from linli.domains.selection.method import problem_of
from linli.domains.selection.states import CANDIDATES, STATE_LABELS, Standing, State, machine

FOUR = ("nomination", "recommendation", "review", "meeting")
TWO = ("nomination", "meeting")

#: Typed by hand from H10: sequence → state × verb → where it leads; everything else is refused.
GRIDS = {
    FOUR: {
        "nomination": {"advance": "recommendation", "cancel": "cancelled"},
        "recommendation": {"advance": "review", "cancel": "cancelled"},
        "review": {"advance": "meeting", "cancel": "cancelled"},
        "meeting": {"advance": "notice", "cancel": "cancelled"},
        "notice": {"appoint": "appointed", "cancel": "cancelled"},
    },
    TWO: {
        "nomination": {"advance": "meeting", "cancel": "cancelled"},
        "meeting": {"advance": "notice", "cancel": "cancelled"},
        "notice": {"appoint": "appointed", "cancel": "cancelled"},
    },
    ("nomination",): {
        "nomination": {"advance": "notice", "cancel": "cancelled"},
        "notice": {"appoint": "appointed", "cancel": "cancelled"},
    },
}
CANDIDATE_GRID = {
    "standing": {
        "choose": "chosen",
        "pass_over": "not_chosen",
        "turn_down": "turned_down",
        "step_back": "stepped_back",
    },
    "chosen": {"step_back": "stepped_back"},
}


@pytest.mark.parametrize("stages", list(GRIDS))
@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", ["advance", "appoint", "cancel", "open"])
def test_a_selection_moves_as_written(stages: tuple[str, ...], state: State, verb: str) -> None:
    assert machine(stages).move(state, verb) == GRIDS[stages].get(state, {}).get(verb)


@pytest.mark.parametrize("standing", list(Standing))
@pytest.mark.parametrize("verb", ["choose", "pass_over", "turn_down", "step_back", "stand"])
def test_a_candidate_moves_as_written(standing: Standing, verb: str) -> None:
    assert CANDIDATES.move(standing, verb) == CANDIDATE_GRID.get(standing, {}).get(verb)


@pytest.mark.parametrize(
    ("stages", "fits"),
    [
        (FOUR, True),
        (TWO, True),
        (("nomination",), True),
        ((), False),
        (("meeting",), False),
        (("nomination", "meeting", "review"), False),
        (("nomination", "nomination"), False),
    ],
)
def test_odd_sequences_are_found(stages: tuple[str, ...], fits: bool) -> None:
    assert (problem_of(stages) == "") is fits


def test_every_state_has_a_word() -> None:
    assert set(STATE_LABELS) == set(State)
