"""Changes of the ground. Every change: one transaction, one history line, followers told."""

from linli.foundation.territory.services._changes import AreaChange, register_follower

__all__ = ["AreaChange", "register_follower"]
