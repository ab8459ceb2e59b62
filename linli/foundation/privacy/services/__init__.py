"""Writing down who looked, following the chain, and keeping the keys."""

from linli.foundation.privacy.services.chain import counties, verify_chain
from linli.foundation.privacy.services.keys import WrongKey, check_keys
from linli.foundation.privacy.services.looks import Seen, look, look_at_many
from linli.foundation.privacy.services.rotation import Rotated, rotate_keys

__all__ = [
    "Rotated",
    "Seen",
    "WrongKey",
    "check_keys",
    "counties",
    "look",
    "look_at_many",
    "rotate_keys",
    "verify_chain",
]
