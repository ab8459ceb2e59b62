"""Releases: kept word for word, never changed, chosen by date."""

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from linli.foundation.methods import checks, loader, selectors, services
from linli.foundation.methods.models import Release
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
NOW = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)


def release_again(folder, version, holds_from, slug="huancui"):
    """Install the county's file once more under another version and first day."""
    path = folder / f"{slug}.toml"
    text = path.read_text(encoding="utf-8")
    lines = [f"version = {version}" if line.startswith("version =") else line for line in text.splitlines()]
    lines = [f"holds_from = {holds_from}" if line.startswith("holds_from =") else line for line in lines]
    path.write_text("\n".join(lines), encoding="utf-8")
    return services.install_method(SYSTEM, slug=slug, folder=folder)[0]


def test_installing_keeps_text_checksum_and_dates():
    with clock.frozen(NOW):
        release, created = services.install_method(SYSTEM, slug="huancui")
    assert created
    assert release.text == loader.text_from_files("huancui")
    assert release.checksum == hashlib.sha256(release.text.encode()).hexdigest()
    assert (release.version, release.installed_at) == (loader.rules_from_text(release.text).method.version, NOW)


def test_installing_the_same_text_twice_changes_nothing():
    first, _ = services.install_method(SYSTEM, slug="qihe")
    again, created = services.install_method(SYSTEM, slug="qihe")
    assert (again.pk, created) == (first.pk, False)


def test_a_version_may_not_get_other_text(folder):
    services.install_method(SYSTEM, slug="huancui", folder=folder)
    path = folder / "huancui.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("both_rate = true", "both_rate = false"), encoding="utf-8")
    with pytest.raises(RuleBroken) as caught:
        services.install_method(SYSTEM, slug="huancui", folder=folder)
    assert caught.value.code == "methods.version_taken"
    assert Release.objects.count() == 1


def test_an_older_version_is_not_installed_after_a_newer_one(folder):
    release_again(folder, 3, "2026-01-01")
    with pytest.raises(RuleBroken) as caught:
        release_again(folder, 2, "2025-01-01")
    assert caught.value.code == "methods.older_version"


def test_the_version_whose_day_has_come_holds(folder):
    first = release_again(folder, 1, "2026-01-01")
    second = release_again(folder, 2, "2026-06-01")
    assert selectors.current_release("huancui", dt.date(2026, 5, 31)) == first
    assert selectors.current_release("huancui", dt.date(2026, 6, 1)) == second


def test_the_day_turns_at_midnight_of_the_county_not_of_greenwich(folder):
    release_again(folder, 1, "2026-01-01")
    second = release_again(folder, 2, "2026-06-01")
    midnight = dt.datetime(2026, 5, 31, 16, 0, tzinfo=dt.UTC)
    assert selectors.current_release("huancui", midnight) == second
    assert selectors.current_release("huancui", midnight - dt.timedelta(seconds=1)) != second


def test_before_the_first_day_the_first_version_holds(folder):
    first = release_again(folder, 1, "2026-01-01")
    release_again(folder, 2, "2026-06-01")
    assert selectors.current_release("huancui", dt.date(2020, 1, 1)) == first


def test_a_county_without_release_is_told():
    with pytest.raises(RuleBroken) as caught:
        selectors.current_rules("huancui")
    assert caught.value.code == "methods.not_installed"


def test_pinned_rules_stay_when_a_new_version_comes(folder):
    first = release_again(folder, 1, "2026-01-01")
    path = folder / "huancui.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("both_rate = true", "both_rate = false"), encoding="utf-8")
    release_again(folder, 2, "2026-06-01")
    assert selectors.rules_for(first.pk).cases.whistle.both_rate is True
    assert selectors.current_rules("huancui", dt.date(2026, 7, 1)).cases.whistle.both_rate is False


def test_rules_of_a_release_are_parsed_once(django_assert_num_queries):
    release, _ = services.install_method(SYSTEM, slug="leshan")
    selectors.rules_for(release.pk)
    with django_assert_num_queries(0):
        assert selectors.rules_for(release.pk).release_id == release.pk


def test_nobody_installs_from_a_request():
    with pytest.raises(PermissionDenied):
        services.install_method(Actor.public(), slug="huancui")


def test_one_broken_file_installs_none(folder):
    path = folder / "xiejiaji.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("version = 1", "version = 0"), encoding="utf-8")
    with pytest.raises(loader.MethodError):
        services.install_all(SYSTEM, folder)
    assert not Release.objects.exists()


def test_the_command_installs_all_and_says_so(capsys):
    call_command("methods", "install", "all")
    call_command("methods", "install", "qihe")
    newest = Release.objects.get(slug="qihe").version
    assert capsys.readouterr().out.splitlines()[-1] == f"qihe {newest}: already there"
    assert sorted(Release.objects.values_list("slug", flat=True)) == sorted(loader.slugs())


def test_the_command_ends_badly_for_an_unknown_county():
    with pytest.raises(CommandError, match=r"atlantis.toml: there is no such file"):
        call_command("methods", "install", "atlantis")


def test_the_check_command_reads_all_files(capsys):
    call_command("methods", "check")
    assert capsys.readouterr().out == "5 methods read, nothing wrong\n"


def test_the_difference_of_two_counties_names_keys(capsys):
    call_command("methods", "diff", "qihe", "huancui")
    out = capsys.readouterr().out
    assert 'cases.dispatch.method: "building_first" ≠ "grid_first"' in out
    assert "cases.tiers[branch].clocks.answer.amount: 2 ≠ —" in out


def test_a_broken_file_stops_the_start(folder, broken, monkeypatch):
    broken("version = 1", 'version = "1"')
    monkeypatch.setattr(loader, "FOLDER", folder)
    (error,) = checks.methods_can_be_read()
    assert (error.id, error.hint) == ("linli.E005", "correct the file, then run: ./run methods check")
    assert "huancui.toml: [method] version" in error.msg
