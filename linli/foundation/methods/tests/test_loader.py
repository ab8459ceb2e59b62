"""A broken method names file, section, key, what was found and what is allowed; everything is reported at once."""

import json
import re

import pytest

from linli.foundation.methods import loader
from linli.foundation.methods.merging import marked_tables


def only(problems: list[str]) -> str:
    """The single problem."""
    assert len(problems) == 1, problems
    return problems[0]


def test_the_shipped_methods_have_no_problem():
    assert loader.problems_in() == []
    assert len(loader.slugs()) == 5


def test_an_unknown_key_names_file_section_key_and_the_keys_that_exist(broken):
    problem = only(broken("both_rate = true", "both_rate = true\nboth_rates = true"))
    assert problem.startswith("huancui.toml: [cases] whistle.both_rates: unknown key, found True; allowed: ")
    assert "both_rate," in problem


def test_an_unknown_section_lists_the_sections(broken):
    problem = only(broken("[county]", "[weather]\nrain = 1\n[county]"))
    assert problem.startswith("huancui.toml: [weather]: unknown section, allowed: method, county")


def test_a_wrong_type_is_not_talked_into_another_one(broken):
    assert "version: found '1'; should be a valid integer" in only(broken("version = 1", 'version = "1"'))


def test_an_algorithm_that_nobody_registered_names_the_registered_ones(broken):
    problem = only(broken('method = "grid_first"', 'method = "nearest_first"'))
    assert "[cases] dispatch.method: found 'nearest_first', allowed: 'grid_first', 'building_first'" in problem


def test_a_figure_without_a_mark_is_refused(broken):
    problem = only(
        broken(
            'label = "网格单元"\nparents = ["grid"]\norganization = "楼栋党小组"\nsource = ["L28", "L29"]',
            'label = "网格单元"\nparents = ["grid"]',
            name="longkou",
        )
    )
    assert problem.startswith("longkou.toml: [territory] levels[8]: needs exactly one of source")
    assert problem.endswith("found neither")


def test_two_marks_are_as_bad_as_none(broken):
    problem = only(broken("raises_tier = true\n", 'raises_tier = true\nassumed = "ours"\n'))
    assert "[cases] whistle: needs exactly one of source" in problem
    assert problem.endswith("found both")


def test_a_figure_of_base_changed_without_a_mark_is_refused(broken):
    problem = only(
        broken("[cases.sources]", '[cases.sla]\nsign = { amount = 9, unit = "working_days" }\n[cases.sources]')
    )
    assert "huancui.toml: [cases] sla.sign" in problem
    assert "without a mark" in problem


@pytest.mark.parametrize("row", ["H54", "Q72", "L81", "X62", "S43", "H0", "Z1", "DS§15", "49"])
def test_a_source_that_is_no_row_is_refused(broken, row):
    problem = only(broken('source = "H41"', f'source = "{row}"'))
    assert "no such row; allowed: Q1–Q71" in problem


@pytest.mark.parametrize("row", ["H53", "Q71", "L80", "X61", "S42", "DS§0", "DS§14"])
def test_the_last_row_of_each_source_exists(broken, row):
    assert broken('source = "H41"', f'source = "{row}"') == []


def test_a_post_that_the_catalogue_lacks_lists_the_catalogue(broken):
    problem = only(broken('chain = ["grid_worker"', 'chain = ["grid_wizard"'))
    assert re.search(r"\[cases\] dispatch.chain: found post grid_wizard, allowed: .*grid_worker", problem)


def test_a_tier_on_a_level_that_the_county_lacks_is_refused(broken):
    problems = broken('level = "township"', 'level = "stairwell"')
    assert "found stairwell, allowed: county, township, community, grid, building" in problems[0]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('verifier_posts = ["community_office"]', 'verifier_posts = ["grid_leader"]', "would verify their own work"),
        ('code = "tough", label', 'code = "tough", labels', "labels"),
        ('tier = "tough" }', 'tier = "far" }', "triage leads to tiers ['far']"),
        ('method = "three_whistles"', 'method = "ladder"', "ladder takes 0 choices, found 3"),
        ('tell = "county_leader" }', "escalate = true }", "top tier tough can't escalate"),
        ('tell = "county_centre" }', 'tell = "street_leader" }', "two late steps tell the same post"),
        ('enabled = true\nlabel = "吹哨"', 'enabled = false\nlabel = "吹哨"', "whistles are switched off"),
        ('parents = ["community", "village"]', 'parents = ["building"]', "needs parents of a higher rank"),
        (
            '{ amount = 30, unit = "minutes" }',
            '{ amount = 30, unit = "moons" }',
            "found unit 'moons', allowed: minutes",
        ),
        ('{ amount = 30, unit = "minutes" }', '{ amount = -1, unit = "minutes" }', "can't be negative"),
        ('{ amount = 30, unit = "minutes" }', '{ amount = "30", unit = "minutes" }', "found amount '30'"),
    ],
)
def test_impossible_combinations_are_refused_with_the_reason(broken, old, new, words):
    assert any(words in problem for problem in broken(old, new))


def test_all_problems_are_reported_at_once(broken):
    broken("version = 1", 'version = "1"')
    problems = broken('ref_prefix = "HC"', 'ref_prefix = "hc"')
    assert len(problems) == 2


def test_an_error_of_base_is_blamed_on_base_and_told_once(broken):
    problem = only(broken("text_min = 5", 'text_min = "five"', name="base"))
    assert problem.startswith("base.toml: [cases] limits.text_min")


def test_a_file_that_is_no_toml_says_where(broken):
    assert "huancui.toml: is not TOML: " in only(broken("[method]", "[method"))


def test_a_file_in_gbk_is_told_apart(folder):
    (folder / "huancui.toml").write_bytes('[county]\nname = "环翠"'.encode("gbk"))
    assert "is not UTF-8" in str(loader.problems_of("huancui", folder)[0])


def test_a_file_under_another_countys_name_is_refused(folder):
    (folder / "huancui.toml").rename(folder / "weihai.toml")
    assert "found huancui, allowed: weihai" in str(loader.problems_in(folder)[0])


def test_two_counties_may_not_share_a_reference_prefix(broken):
    assert "found QH, which huancui.toml has already" in only(broken('ref_prefix = "HC"', 'ref_prefix = "QH"'))


def test_a_broken_method_raises_with_every_problem(folder, broken):
    broken("version = 1", 'version = "1"')
    with pytest.raises(loader.MethodError) as caught:
        loader.rules_from_files("huancui", folder)
    assert len(caught.value.problems) == 1


def test_rules_are_frozen_and_survive_the_text_of_a_release():
    rules = loader.rules_from_files("huancui")
    again = loader.rules_from_text(loader.text_from_files("huancui"), release_id=7)
    assert again.cases == rules.cases
    assert again.release_id == 7
    with pytest.raises(ValueError, match="frozen"):
        rules.cases.whistle.enabled = False


def test_a_release_older_than_a_section_still_opens():
    tables = json.loads(loader.text_from_files("huancui"))
    del tables["cases"]
    rules = loader.rules_from_text(json.dumps(tables))
    assert rules.territory.level("grid")
    with pytest.raises(AttributeError, match="no section cases"):
        _ = rules.cases


def test_base_borrows_no_row_of_a_county_as_its_source():
    base = json.loads(loader.base_text())
    said = [table["source"] for table in marked_tables(base) if "source" in table]
    sources = [one for source in said for one in ([source] if isinstance(source, str) else source)]
    assert sources
    assert all(source.startswith("DS§") for source in sources)
