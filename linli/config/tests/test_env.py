"""Settings are typed: what cannot be read stops the start, with a sentence that names the setting."""

from pathlib import Path

import pytest

from linli.config import database, keys
from linli.config.env import BadSetting, Env


def test_only_true_and_false_are_booleans():
    assert Env({"X": "true"}).bool("X", False) is True
    assert Env({}).bool("X", True) is True
    for text in ("True", "1", "yes", "on", "flase"):
        with pytest.raises(BadSetting, match="X must be true or false"):
            Env({"X": text}).bool("X", False)


@pytest.mark.parametrize("text", ["-1", "1.5", "ten", "٣", "1e3"])
def test_whole_numbers_only(text):
    with pytest.raises(BadSetting, match="N must be a whole number"):
        Env({"N": text}).int("N", 1)


def test_the_least_number_is_allowed_and_one_less_is_not():
    assert Env({"N": "2"}).int("N", 5, least=2) == 2
    with pytest.raises(BadSetting, match="at least 2"):
        Env({"N": "1"}).int("N", 5, least=2)


def test_networks_are_read_at_the_start():
    assert [str(one) for one in Env({"N": "10.2.0.0/16, fd00::/8"}).networks("N")] == ["10.2.0.0/16", "fd00::/8"]
    assert Env({}).networks("N") == []
    for text in ("inside", "10.2.0.1/16", "10.0.0.0/40"):
        with pytest.raises(BadSetting, match="N must name networks"):
            Env({"N": text}).networks("N")


def test_a_blank_required_setting_is_missing():
    with pytest.raises(BadSetting, match="SECRET_KEY is not set"):
        Env({"SECRET_KEY": "  "}).str("SECRET_KEY")


def test_a_short_secret_is_refused():
    with pytest.raises(BadSetting, match="at least 32"):
        Env({"K": "x" * 31}).secret("K")
    assert Env({"K": "x" * 32}).secret("K") == "x" * 32


def test_choice_and_list():
    with pytest.raises(BadSetting, match="M must be one of a, b"):
        Env({"M": "c"}).choice("M", ("a", "b"), "a")
    assert Env({"L": " a, ,b "}).list("L") == ["a", "b"]


def test_a_demo_key_is_made_once_and_private(tmp_path: Path):
    first = keys.kept(tmp_path, "SECRET_KEY")
    assert keys.kept(tmp_path, "SECRET_KEY") == first
    assert len(first) == 64
    assert (tmp_path / "keys" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_database_url_becomes_django_settings():
    parsed = database.parse("postgresql://u%40x:p%2Fw@db.example:5433/linli?sslmode=require")
    assert (parsed["USER"], parsed["PASSWORD"], parsed["HOST"], parsed["PORT"], parsed["NAME"]) == (
        "u@x", "p/w", "db.example", "5433", "linli",
    )  # fmt: skip
    assert parsed["OPTIONS"]["sslmode"] == "require"


def test_a_socket_directory_is_a_host():
    assert database.parse("postgresql://linli@/linli?host=/run/pg")["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    ("url", "why"), [("mysql://u@h/x", "begin with postgresql"), ("postgresql://u@h:5432", "names no database")]
)
def test_other_databases_are_refused(url, why):
    with pytest.raises(BadSetting, match=why):
        database.parse(url)
