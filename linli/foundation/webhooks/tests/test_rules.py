"""Addresses that may be called, and the waits after failures."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_network

import pytest

from linli.foundation.webhooks.rules import Target, is_taken, may_call, target_of, wait_after


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://hotline.example.cn/in?a=1", Target("hotline.example.cn", 443, "/in?a=1", tls=True)),
        ("http://10.1.2.3:8080", Target("10.1.2.3", 8080, "/", tls=False)),
        ("https://[2001:db8::1]/x", Target("2001:db8::1", 443, "/x", tls=True)),
        ("ftp://example.cn/", None),
        ("https:///x", None),
        ("https://user:word@example.cn/", None),
        ("https://example.cn:99999/", None),
        ("https://example.cn/a b", None),
        ("https://example.cn/\r\nHost: x", None),
        ("https://例.cn/", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_an_address_is_taken_apart_or_refused(url: str, target: Target | None) -> None:
    assert target_of(url) == target


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
     "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "255.255.255.255"],
)  # fmt: skip
def test_numbers_inside_are_not_called(number: str) -> None:
    assert not may_call(number, [])


def test_public_numbers_and_those_allowed_are() -> None:
    assert may_call("8.8.8.8", []) and may_call("2400:3200::1", [])
    inside = [ip_network("10.2.0.0/16")]
    assert may_call("10.2.255.1", inside) and may_call("::ffff:10.2.0.1", inside)
    assert not may_call("10.3.0.1", inside) and not may_call("::1", inside)


def test_waits_double_up_to_an_hour() -> None:
    assert [wait_after(n) // timedelta(seconds=1) for n in (1, 2, 3, 9, 10, 99)] == [10, 20, 40, 2560, 3600, 3600]


def test_only_an_answer_of_the_two_hundreds_means_that_it_was_taken() -> None:
    assert [is_taken(status) for status in (0, 199, 200, 204, 299, 301, 404, 500)] == [0, 0, 1, 1, 1, 0, 0, 0]
