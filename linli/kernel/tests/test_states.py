"""The table of moves answers what it holds and refuses an ambiguous one."""

from enum import StrEnum
from types import SimpleNamespace

import pytest

from linli.kernel import errors
from linli.kernel.states import Edge, Machine, take


class Stage(StrEnum):
    NEW = "new"
    DONE = "done"


def test_a_move_is_in_the_table_or_is_none() -> None:
    machine = Machine([Edge("new", "done", "finish")])
    assert machine.move("new", "finish") == "done"
    assert machine.move("done", "finish") is None
    assert machine.verbs("new") == {"finish"}


def test_one_verb_leads_to_one_place() -> None:
    with pytest.raises(ValueError, match="same verb"):
        Machine([Edge("new", "done", "finish"), Edge("new", "lost", "finish")])


def test_a_row_takes_an_edge_or_is_told_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(errors._messages, "x.not_now", "It stands: {state}.")
    machine, labels = (
        Machine([Edge(Stage.NEW, Stage.DONE, "finish")]),
        {Stage.NEW: "so far new", Stage.DONE: "by now done"},
    )
    row = SimpleNamespace(state="new")
    assert (take(machine, row, "finish", labels, "x.not_now"), row.state) == ("by now done", Stage.DONE)
    with pytest.raises(errors.RuleBroken) as refused:
        take(machine, row, "finish", labels, "x.not_now")
    assert (refused.value.message, row.state) == ("It stands: by now done.", Stage.DONE)
