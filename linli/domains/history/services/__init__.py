"""Past cases coming in as lists: `reader` reads their rows, `categories` knows what their categories are called today."""

from linli.domains.history.services.reader import PAST_CASES

__all__ = ["PAST_CASES"]
