"""Secrets: given by the operator in production, made once and kept in the state directory in a demo."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from linli.config.env import BadSetting, env
from linli.kernel.crypto.ring import BadRing, ring_of


def required(name: str) -> str:
    """The secret from the environment, or the start is refused."""
    return env.secret(name)


def kept(var: Path, name: str) -> str:
    """The secret from the environment, else one made at first use and kept (mode 0600)."""
    if given := env.str(name, ""):
        return given
    path = var / "keys" / name.lower()
    if not path.exists():
        _make(path)
    return path.read_text().strip()


def older(current: str, given: list[str]) -> list[str]:
    """The older data keys as given (`1:secret`), after a look that the ring can be read; else the start is refused."""
    if any(len(secret) < 32 for secret in given):
        raise BadSetting("LINLI_OLD_DATA_KEYS must hold secrets of at least 32 characters, each as number:secret.")
    try:
        ring_of(current, tuple(given))
    except BadRing as error:
        raise BadSetting(str(error)) from error
    return given


def _make(path: Path) -> None:
    """Written beside and linked in place, so that two processes at once agree on one key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        handle.write(secrets.token_hex(32))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    draft.unlink()
