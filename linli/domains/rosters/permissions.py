"""What one may be allowed to do in rosters is said by the registers: `residents.import`, `residents.export`, `residents.minors`."""

from linli.foundation.residents import permissions  # noqa: F401  (declares them)

IMPORT, EXPORT, MINORS = "residents.import", "residents.export", "residents.minors"
