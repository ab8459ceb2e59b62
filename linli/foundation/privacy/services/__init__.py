"""Writing down who looked."""

from linli.foundation.privacy.services.looks import look

__all__ = ["look"]
