"""Codes that are derived and kept nowhere: the one that changes on site, and the one that a reward is fetched with."""

from __future__ import annotations

from datetime import datetime

from linli.domains.volunteering import rules
from linli.kernel import crypto

_SITE, _REWARD = "volunteering.site", "volunteering.reward"


def site_code(shift: int, at: datetime, minutes: int) -> str:
    """The code of a shift in the stretch of time in which a moment lies: who isn't there can't read it."""
    return _site(shift, rules.window_of(at, minutes))


def site_codes(shift: int, at: datetime, minutes: int) -> tuple[str, str]:
    """What counts at a moment: the code that is shown, and the one before it for who was still typing."""
    window = rules.window_of(at, minutes)
    return _site(shift, window), _site(shift, window - 1)


def reward_code(pk: int) -> str:
    """What the volunteer shows at the counter: the number of the reward and six digits."""
    return f"{pk}-{rules.digits_of(crypto.mark(str(pk), purpose=_REWARD))}"


def reward_of(code: str) -> int | None:
    """The number of the reward behind a code; None for one that isn't right. Codes of earlier keys of the ring count, too."""
    number, _, digits = code.strip().replace(" ", "").partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 18 and digits.isascii() and digits.isdigit()):
        return None
    pk = int(number)
    known = [rules.digits_of(crypto.mark(str(pk), purpose=_REWARD, key=key)) for key in crypto.ring().numbers]
    return pk if rules.is_one_of(digits, known) else None


def _site(shift: int, window: int) -> str:
    return rules.digits_of(crypto.mark(f"{shift}:{window}", purpose=_SITE))
