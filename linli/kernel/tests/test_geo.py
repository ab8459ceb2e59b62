"""Datums: known pairs, there and back, and what lies outside of China."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel import geo
from linli.kernel.geo import to_gcj02, to_wgs84


def test_a_pair_that_is_widely_published():
    assert to_gcj02(39.915, 116.404) == pytest.approx((39.91640428150164, 116.41024449916938), abs=1e-9)
    assert to_wgs84(39.915, 116.404, "gcj02") == pytest.approx((39.91359571849836, 116.39775550083061), abs=2e-5)


@given(lat=st.floats(18, 53), lng=st.floats(74, 135))
def test_there_and_back(lat, lng):
    assert to_wgs84(*to_gcj02(lat, lng), "gcj02") == pytest.approx((lat, lng), abs=1e-7)


def test_others_stay_where_they_are():
    assert to_wgs84(36.5, 116.5, "wgs84") == to_wgs84(36.5, 116.5, "cgcs2000") == (36.5, 116.5)
    assert to_wgs84(48.85, 2.35, "gcj02") == to_gcj02(48.85, 2.35) == (48.85, 2.35)


def test_an_unknown_datum_is_an_error():
    with pytest.raises(ValueError, match="bd09"):
        to_wgs84(36.5, 116.5, "bd09")


def test_a_distance_that_is_known() -> None:
    assert geo.metres((37.5, 122.1), (37.5, 122.1)) == 0
    assert geo.metres((0, 0), (1, 0)) == pytest.approx(111_195, rel=1e-3)
    assert geo.metres((60, 0), (60, 1)) == pytest.approx(55_597, rel=1e-3)
    assert geo.metres((0, 179.999), (0, -179.999)) == pytest.approx(222, rel=1e-2), "over the date line"
