"""Every change in rollups: counting what was marked, following the ground, and proving it all from the rows."""

from linli.engines.rollups.services.counting import count_next, count_waiting
from linli.engines.rollups.services.moving import follow_ground
from linli.engines.rollups.services.proving import Found, rebuild_county, verify_county

__all__ = ["Found", "count_next", "count_waiting", "follow_ground", "rebuild_county", "verify_county"]
