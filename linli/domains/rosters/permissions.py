"""What one may be allowed to do in rosters is said by the registers: `residents.import`, `residents.export`, `residents.minors`."""

IMPORT, EXPORT = "residents.import", "residents.export"
REVEAL, MINORS = "residents.reveal", "residents.minors"
