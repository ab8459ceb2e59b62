"""The table of moves answers what it holds and refuses an ambiguous one."""

import pytest

from linli.kernel.states import Edge, Machine


def test_a_move_is_in_the_table_or_is_none() -> None:
    machine = Machine([Edge("new", "done", "finish")])
    assert machine.move("new", "finish") == "done"
    assert machine.move("done", "finish") is None
    assert machine.verbs("new") == {"finish"}


def test_one_verb_leads_to_one_place() -> None:
    with pytest.raises(ValueError, match="same verb"):
        Machine([Edge("new", "done", "finish"), Edge("new", "lost", "finish")])
