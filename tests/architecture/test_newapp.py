"""``./run newapp`` makes an app that the contracts know and that Django can load."""

import ast
import shutil
import tomllib

import pytest

from tests.architecture import source
from tools import newapp


@pytest.fixture
def house(tmp_path):
    for name in ("pyproject.toml", "linli/config/apps.py", "linli/config/urls.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source.ROOT / name, tmp_path / name)
    return tmp_path


def test_the_scaffold_has_the_standard_shape(house):
    written = newapp.scaffold(house, "domains", "street_markets")
    names = {str(path.relative_to(house / "linli/domains/street_markets")) for path in written}
    assert {"apps.py", "services.py", "selectors.py", "rules.py", "web/views.py", "migrations/__init__.py"} <= names
    for path in written:
        if path.suffix == ".py":
            ast.parse(path.read_text(encoding="utf-8"))
    assert "class StreetMarketsConfig" in (house / "linli/domains/street_markets/apps.py").read_text()


def test_the_app_is_listed_everywhere(house):
    newapp.register(house, "domains", "markets")
    contracts = {
        contract["id"]: contract
        for contract in tomllib.loads((house / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    }
    layers = contracts["floors"]["layers"]
    assert layers.index("(domains.markets)") < layers.index("(domains.cases)")
    assert "linli.domains.markets" in contracts["inside"]["containers"]
    assert contracts["models-of-markets"]["protected_modules"] == ["linli.domains.markets.models"]
    assert '"linli.domains.markets",' in (house / "linli/config/apps.py").read_text()
    assert '("markets/", "linli.domains.markets.web.urls"),' in (house / "linli/config/urls.py").read_text()


def listed(house, *names):
    """Floors and apps, each in the order of its list."""
    project = tomllib.loads((house / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in project if contract["id"] == "floors")["layers"]
    installed = (house / "linli/config/apps.py").read_text()
    floor = [next(at for at, layer in enumerate(layers) if f"({name})" in layer) for name in names]
    return floor, [installed.index(f'"linli.{name}"') for name in names]


def test_an_engine_lies_between_the_domains_and_the_foundation(house):
    newapp.register(house, "engines", "mills")
    for places in listed(house, "domains.notices", "engines.mills", "engines.ledger", "foundation.partners"):
        assert places == sorted(places)


def test_the_first_app_of_a_floor_lies_on_the_one_below(house):
    for name in ("pyproject.toml", "linli/config/apps.py"):
        kept = [line for line in (house / name).read_text().splitlines() if "engines." not in line]
        (house / name).write_text("\n".join(kept) + "\n")
    newapp.register(house, "engines", "mills")
    for places in listed(house, "domains.notices", "engines.mills", "foundation.partners"):
        assert places == sorted(places)


def test_an_app_is_not_written_over(house):
    newapp.scaffold(house, "domains", "markets")
    with pytest.raises(FileExistsError, match="linli/domains/markets exists already"):
        newapp.scaffold(house, "domains", "markets")
