"""A process of its own that counts or rebuilds and may end itself by SIGKILL after a statement; run by `test_processes`.

    python -m linli.engines.rollups.tests.killed count|rebuild COUNTY [MARKER TIMES]

It dies right after it ran a statement with MARKER in it for the TIMES-th time, before anything else of that transaction.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import django


def killing(marker: str, times: int) -> Any:
    """A wrapper of statements that ends this process after one of them."""
    seen: list[str] = []

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if marker and marker in sql:
            seen.append(sql)
        if len(seen) >= times:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    return run


def main() -> None:
    """Do what is asked, with small pieces."""
    django.setup()
    from django.db import connection

    from linli.engines.rollups import services
    from linli.engines.rollups.services import proving

    work, county = sys.argv[1], int(sys.argv[2])
    marker, times = (sys.argv[3], int(sys.argv[4])) if len(sys.argv) > 3 else ("", 1)
    proving.SUBJECTS = 3
    with connection.execute_wrapper(killing(marker, times)):
        if work == "rebuild":
            services.rebuild_county(county)
        else:
            while services.count_next(4):
                pass


if __name__ == "__main__":
    main()
