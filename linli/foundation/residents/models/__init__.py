"""Tables of the registers: `ground` (dwellings and households) and `person` (people and where they live)."""

from linli.foundation.residents.models.ground import Dwelling, Household
from linli.foundation.residents.models.person import Likeness, Merge, Person, Residency

__all__ = ["Dwelling", "Household", "Likeness", "Merge", "Person", "Residency"]
