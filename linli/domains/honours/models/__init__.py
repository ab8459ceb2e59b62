"""Tables of honours: constraints and tiny properties, no rules."""

from linli.domains.honours.models.articles import Adoption, Article
from linli.domains.honours.models.calls import Call, Nomination, Objection, Proof
from linli.domains.honours.models.given import Honour

__all__ = ["Adoption", "Article", "Call", "Honour", "Nomination", "Objection", "Proof"]
