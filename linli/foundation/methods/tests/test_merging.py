"""A county over base: lists are replaced, tables merged, a mark goes with its figures."""

from linli.foundation.methods.merging import marked_tables, merged, unmarked_changes

BASE = {"clocks": {"answer": {"amount": 30, "unit": "minutes"}, "report": 2, "assumed": "ours"}, "cards": [1, 2]}


def test_a_county_changes_one_key_and_keeps_the_others():
    assert merged(BASE, {"clocks": {"report": 3}})["clocks"]["answer"] == {"amount": 30, "unit": "minutes"}


def test_a_mark_of_the_county_drops_the_mark_of_base():
    clocks = merged(BASE, {"clocks": {"report": 3, "source": "H49"}})["clocks"]
    assert clocks["source"] == "H49"
    assert "assumed" not in clocks


def test_lists_are_replaced_as_a_whole():
    assert merged(BASE, {"cards": [3]})["cards"] == [3]


def test_base_itself_is_left_alone():
    merged(BASE, {"clocks": {"report": 9, "source": "H49"}})
    assert BASE["clocks"]["report"] == 2


def test_a_figure_changed_under_the_mark_of_base_is_found_however_deep():
    changes = list(unmarked_changes(BASE, {"clocks": {"answer": {"amount": 5}}}))
    assert [(change.path, change.found) for change in changes] == [(("clocks", "answer", "amount"), 5)]


def test_repeating_the_figure_of_base_owes_no_mark():
    assert not list(unmarked_changes(BASE, {"clocks": {"report": 2}}))


def test_a_new_mark_covers_the_tables_below_it():
    county = {"clocks": {"answer": {"amount": 5}, "source": "H49"}}
    assert not list(unmarked_changes(BASE, county))


def test_marked_tables_are_found_in_lists_too():
    assert len(list(marked_tables({"tiers": [{"source": "H49", "clocks": {"assumed": "x"}}, {"label": "y"}]}))) == 2
