"""Who follows a change of the ground, and in which order."""

from linli.foundation.territory.services import _changes


def test_followers_hear_of_a_change_from_the_lowest_floor_up() -> None:
    """A member's household lies where the register says, so the register moves first."""
    floors = [follower.__module__.split(".")[2] for follower in reversed(_changes._followers)]
    assert floors.index("organizations") < floors.index("people") < floors.index("residents")
    assert floors.index("residents") < floors.index("membership") < floors.index("cases") < floors.index("visits")
