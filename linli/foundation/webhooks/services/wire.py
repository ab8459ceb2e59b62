"""One request to another system: to public addresses only, within a time, no redirect followed, little of the answer read."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Any

from django.conf import settings

from linli.foundation.webhooks.rules import Target, may_call, target_of

#: How long a whole request may take, from the name to the end of the answer (assumed).
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: the HTTP status, or 0 and why there is none; `body` is as much of the answer as was asked for."""

    status: int
    error: str
    milliseconds: int
    body: bytes = b""

    @property
    def said(self) -> Any:
        """The answer as JSON; None where it is none."""
        return read(self.body)


def read(body: bytes) -> Any:
    """What another system said as JSON; None where it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send bytes to an address; nothing but the status of the answer is read. As `call`."""
    return call("POST", url, body, headers)


def call(method: str, url: str, body: bytes, headers: Mapping[str, str], *, most: int = 0) -> Answer:
    """One request, and `most` bytes of its answer. Never raises for what the network or the other side does. The name is looked up
    once, and what it stood for is what is called: it can't lead elsewhere in between.
    """
    began = time.monotonic()
    status, error, said = 0, "", b""
    try:
        status, said = _sent(_target(url), method, body, headers, most)
    except (OSError, HTTPException, ValueError) as failed:
        error = f"{type(failed).__name__}: {failed}"
    return Answer(status, error, round((time.monotonic() - began) * 1000), said)


def _sent(target: Target, method: str, body: bytes, headers: Mapping[str, str], most: int) -> tuple[int, bytes]:
    held = [_connected(target)]
    timer = Timer(SECONDS, _cut, [held])  # a socket's own timeout begins anew with every byte
    timer.daemon = True
    timer.start()
    try:
        held[0] = _sealed(held[0], target)
        connection = HTTPConnection(target.host, target.port)
        connection.sock = held[0]
        connection.request(method, target.path, body=body or None, headers=dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read(most) if most else b""
    finally:
        timer.cancel()
        held[0].close()


def _target(url: str) -> Target:
    target = target_of(url)
    if target is None:
        raise ValueError("not an address that can be called")
    return target


def _connected(target: Target) -> socket.socket:
    """Connected to the first number of the host that answers; ValueError where it stands for a number that isn't public."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    numbers = dict.fromkeys(str(entry[4][0]) for entry in found)
    if not all(may_call(number.partition("%")[0], settings.LINLI_WEBHOOK_NETWORKS) for number in numbers):
        raise ValueError("the address isn't public")
    failed: OSError | None = None
    for number in numbers:
        try:
            return socket.create_connection((number, target.port), timeout=SECONDS / 2)
        except OSError as error:
            failed = error
    raise failed or OSError("the host has no address")


def _sealed(link: socket.socket, target: Target) -> socket.socket:
    if not target.tls:
        return link
    return ssl.create_default_context().wrap_socket(link, server_hostname=target.host)


def _cut(held: list[socket.socket]) -> None:
    with suppress(OSError):  # closed meanwhile
        held[0].shutdown(socket.SHUT_RDWR)
