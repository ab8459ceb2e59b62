"""The page for the other side tells the truth: its code knows what we sent, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from linli.foundation.webhooks import services
from linli.foundation.webhooks.tests.making import Other, happened, hook

PAGE = Path(__file__).parents[4] / "docs/how-to/receive-webhooks.md"


def test_the_code_of_the_page_knows_our_signature(cast: Any, other: Other) -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    found: dict[str, Any] = {}
    exec("\n".join(code), found)
    made = hook(cast, other.url)
    happened(cast.grid)
    services.send_due()
    ((headers, body),) = other.got
    assert found["is_ours"](made.secret, headers, body)
    assert not found["is_ours"](made.secret, headers, body + b" ")
    assert not found["is_ours"]("x", headers, body)
