"""Tables of alliances: constraints and tiny properties, no rules."""

from linli.domains.alliances.models.founding import Alliance, Member, Turn
from linli.domains.alliances.models.meetings import Meeting, RaisedTopic, Resolution, Topic
from linli.domains.alliances.models.points import Objection, Proof, Score

__all__ = ["Alliance", "Meeting", "Member", "Objection", "Proof", "RaisedTopic", "Resolution", "Score", "Topic", "Turn"]
