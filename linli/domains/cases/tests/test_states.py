"""The table of moves against a second one, typed by hand from the issue and the rows that it names."""

from __future__ import annotations

import pytest

from linli.domains.cases.states import END_STATES, MACHINE, OPEN_STATES, STATE_LABELS, Kind, State, Station, Turn

VERBS = [
    "dispatch",
    "escalate",
    "accept",
    "return",
    "arbitrate",
    "whistle",
    "settle",
    "ask",
    "resume",
    "suspend",
    "resolve",
    "send_back",
    "verify",
    "verify_unasked",
    "confirm",
    "lapse",
    "reopen",
    "object",
    "explain",
    "redirect",
    "merge",
    "unlink",
    "withdraw",
]

#: One row per state, one column per verb in the order above; the letter says where it leads (see ENDS), "." nowhere.
ENDS = {
    "A": State.ASSIGNED, "H": State.HANDLING, "T": State.RETURNED, "B": State.WHISTLED, "W": State.WAITING,
    "S": State.SUSPENDED, "R": State.RESOLVED, "Q": State.ASKING, "C": State.CONFIRMED, "U": State.UNCONFIRMED,
    "E": State.EXPLAINED, "L": State.REDIRECTED, "D": State.DUPLICATE, "X": State.WITHDRAWN, "N": State.RECEIVED,
}  # fmt: skip

#            di es ac re ar wh se as rs su so sb ve vu co la ro ob ex rd me un wi
GRID = {
    "received":    "A A . . . . . . . . . . . . . . . . E L D . X",
    "assigned":    "A A H T . B . . . . . . . . . . . . E L D . X",
    "handling":    "A A . T . B . W . S R . . . . . . . E L D . X",
    "whistled":    "A A . T . B H W . S R . . . . . . . E L D . X",
    "returned":    ". . . . A . . . . . . . . . . . . . E L D . X",
    "waiting":     ". . . . . . . . H . . . . . . . . . E L D . X",
    "suspended":   ". . . . . . . . H . . . . . . . . . E L D . X",
    "resolved":    ". . . . . . . . . . . H Q U . . . . E . . . .",
    "asking":      ". . . . . . . . . . . . . . C U A . . . . . .",
    "confirmed":   ". . . . . . . . . . . . . . . . A . . . . . .",
    "unconfirmed": ". . . . . . . . . . . . . . . . A . . . . . .",
    "explained":   ". . . . . . . . . . . . . . . . . N . . . . .",
    "redirected":  ". . . . . . . . . . . . . . . . . . . . . . .",
    "duplicate":   ". . . . . . . . . . . . . . . . . . . . . N .",
    "withdrawn":   ". . . . . . . . . . . . . . . . . . . . . . .",
}  # fmt: skip


def test_the_grid_is_complete() -> None:
    assert set(GRID) == {state.value for state in State}
    assert {len(row.split()) for row in GRID.values()} == {len(VERBS)}
    assert {edge.by for edge in MACHINE.edges} == set(VERBS)


@pytest.mark.parametrize("state", list(State))
def test_every_move_is_as_typed(state: State) -> None:
    typed = dict(zip(VERBS, GRID[state].split(), strict=True))
    leads = {verb: MACHINE.move(state, verb) for verb in VERBS}
    assert leads == {verb: ENDS.get(letter) for verb, letter in typed.items()}


def test_only_the_residents_word_solves() -> None:
    assert [state for state in State if state.kind is Kind.SOLVED] == [State.CONFIRMED]
    assert [edge.start for edge in MACHINE.edges if edge.end is State.CONFIRMED] == [State.ASKING]


def test_open_and_ended_share_all_states() -> None:
    assert set(OPEN_STATES) | set(END_STATES) == set(State)
    assert not set(OPEN_STATES) & set(END_STATES)
    assert set(STATE_LABELS) == set(State)


def test_nobody_has_the_turn_in_an_end() -> None:
    assert {state.turn for state in END_STATES} == {Turn.NOBODY}
    assert State.WAITING.turn is State.ASKING.turn is Turn.RESIDENT


@pytest.mark.parametrize(
    ("state", "station"),
    [
        (State.ASSIGNED, Station.RECEIVED),
        (State.WHISTLED, Station.WORKING),
        (State.RESOLVED, Station.WORKING),
        (State.ASKING, Station.ASKING),
        (State.CONFIRMED, Station.SOLVED),
        (State.EXPLAINED, Station.ENDED),
    ],
)
def test_residents_see_four_words(state: State, station: Station) -> None:
    assert state.station is station
