"""Typed environment: a value that cannot be read stops the start with one clear sentence."""

from __future__ import annotations

import builtins
import json
import os
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class BadSetting(SystemExit):
    """A setting is missing or cannot be read; ends the process with status 2 and a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(2)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class Env:
    """Reads typed values from a mapping (the process environment by default)."""

    def __init__(self, values: Mapping[builtins.str, builtins.str] | None = None) -> None:
        self._values = os.environ if values is None else values

    def str(self, name: builtins.str, default: builtins.str | None = None) -> builtins.str:
        """Text; blank counts as absent. No default makes the setting required."""
        value = self._values.get(name, "").strip()
        if value:
            return value
        if default is None:
            raise BadSetting(f"{name} is not set; it is required in this mode.")
        return default

    def bool(self, name: builtins.str, default: builtins.bool) -> builtins.bool:
        """Exactly ``true`` or ``false``; anything else stops the start."""
        value = self.str(name, "true" if default else "false")
        if value not in ("true", "false"):
            raise BadSetting(f"{name} must be true or false, not {value!r}.")
        return value == "true"

    def int(self, name: builtins.str, default: builtins.int, least: builtins.int = 0) -> builtins.int:
        """A whole number not below ``least``."""
        value = self.str(name, str(default))
        if not value.isascii() or not value.isdigit() or builtins.int(value) < least:
            raise BadSetting(f"{name} must be a whole number of at least {least}, not {value!r}.")
        return builtins.int(value)

    def choice(self, name: builtins.str, allowed: Sequence[builtins.str], default: builtins.str) -> builtins.str:
        """One of ``allowed``."""
        value = self.str(name, default)
        if value not in allowed:
            raise BadSetting(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
        return value

    def list(self, name: builtins.str, default: builtins.str | None = "") -> builtins.list[builtins.str]:
        """Values parted by commas; blanks are dropped. A default of None makes the setting required."""
        return [part.strip() for part in self.str(name, default).split(",") if part.strip()]

    def networks(self, name: builtins.str) -> builtins.list[IPv4Network | IPv6Network]:
        """Networks as ``10.2.0.0/16``, parted by commas; none by default."""
        try:
            return [ip_network(part) for part in self.list(name)]
        except ValueError as error:
            raise BadSetting(f"{name} must name networks such as 10.2.0.0/16: {error}.") from error

    def json(self, name: builtins.str, default: builtins.str) -> Any:
        """JSON in one line."""
        try:
            return json.loads(self.str(name, default))
        except ValueError as error:
            raise BadSetting(f"{name} must be JSON: {error}.") from error

    def secret(self, name: builtins.str, least: builtins.int = 32) -> builtins.str:
        """A required secret of at least ``least`` characters."""
        value = self.str(name)
        if len(value) < least:
            raise BadSetting(f"{name} must have at least {least} characters.")
        return value

    def var(self) -> Path:
        """The directory of all state: ``LINLI_VAR`` or ``var/`` in the checkout; absolute."""
        return Path(self.str("LINLI_VAR", str(ROOT / "var"))).expanduser().absolute()


env = Env()
