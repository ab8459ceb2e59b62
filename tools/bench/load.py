"""A small load generator: raw sockets kept open, one thread each, closed loop (the next request after the answer)."""

from __future__ import annotations

import socket
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

#: Makes the bytes of the n-th request of a client.
Maker = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Rate:
    """What was measured; times in milliseconds. `failed` answers had another status than the wanted one."""

    clients: int
    requests: int
    per_second: float
    p50: float
    p95: float
    failed: int

    def as_dict(self) -> dict[str, float]:
        """For JSON."""
        return asdict(self)


class Client(threading.Thread):
    """One connection."""

    def __init__(self, number: int, port: int, maker: Maker, status: int, until: float, most: int | None) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.maker, self.status, self.until = number, port, maker, status, until
        self.most, self.times, self.failed = most, [], 0
        self.error: Exception | None = None

    def run(self) -> None:
        """Ask until the time is over or all requests are used up."""
        try:
            self._ask()
        except Exception as error:  # noqa: BLE001  (reported by the main thread)
            self.error = error

    def _ask(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port), timeout=120) as wire:
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            at = 0
            while time.perf_counter() < self.until and (self.most is None or at < self.most):
                data = self.maker(self.number, at)
                began = time.perf_counter()
                wire.sendall(data)
                status = answer(wire)
                self.times.append(time.perf_counter() - began)
                self.failed += status != self.status
                at += 1


def answer(wire: socket.socket) -> int:
    """Read one answer to its end; its status. ConnectionError when the other side closed."""
    data = bytearray()
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += _more(wire)
    head = bytes(data[:end]).lower()
    left = _length(head) - (len(data) - end - 4)
    while left > 0:
        left -= len(_more(wire))
    return int(head[9:12])


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def _more(wire: socket.socket) -> bytes:
    data = wire.recv(65536)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data


def drive(port: int, maker: Maker, *, clients: int, seconds: float, status: int = 200, most: int | None = None) -> Rate:
    """Ask for so many seconds with so many clients; `most` bounds the requests of each."""
    began = time.perf_counter()
    threads = [Client(number, port, maker, status, began + seconds, most) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - began
    for thread in threads:
        if thread.error:
            raise thread.error
    times = sorted(one for thread in threads for one in thread.times)
    return Rate(
        clients=clients, requests=len(times), per_second=round(len(times) / spent, 1), failed=sum(t.failed for t in threads),
        p50=round(1000 * statistics.median(times), 2), p95=round(1000 * times[int(len(times) * 0.95)], 2),
    )  # fmt: skip


def get(path: str, cookie: str = "") -> bytes:
    """A GET."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: zh-CN\r\nCookie: {cookie}\r\n\r\n".encode()


def post(path: str, body: str, cookie: str = "") -> bytes:
    """A POST of a form."""
    data = body.encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: zh-CN\r\nCookie: {cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data
